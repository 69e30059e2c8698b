public import PeriluneModel
import Synchronization

/// A store that lives and dies with the process, for tests and small hosts.
///
/// It remembers the net operations of every transaction for as long as the
/// store or, if earlier, its subject lives; `forget(_:)` ends a subject.
///
/// ```swift
/// let store = InMemoryAttributeStore()
/// _ = try await store.apply(transaction, to: StateSubject(tenantId: "inn", sessionId: "s1"))
/// ```
public final class InMemoryAttributeStore: AttributeStore {
  private struct Record {
    var tree: StateTree
    var applied: [Value.Object.Key: [StateOperation]] = [:]
  }

  private let records: Mutex<[StateSubject: Record]>

  /// Makes a store of existing attributes.
  public init(_ attributes: [StateSubject: Value.Object] = [:]) {
    records = Mutex(attributes.mapValues { Record(tree: StateTree($0)) })
  }

  /// Reads the attributes of a subject.
  public func attributes(of subject: StateSubject) -> Value.Object {
    records.withLock { $0[subject]?.tree.root ?? Value.Object() }
  }

  /// Applies a transaction to a subject's attributes, all of it or nothing.
  ///
  /// - Throws: `.storeFailure` as `AttributeStore` says.
  public func apply(
    _ transaction: StateTransaction,
    to subject: StateSubject
  ) throws(ExtensionError) -> ApplyResult {
    try records.withLock { records throws(ExtensionError) in
      try Self.apply(transaction, to: &records[subject, default: Record(tree: StateTree())])
    }
  }

  /// Drops a subject's attributes and the transactions it knows.
  public func forget(_ subject: StateSubject) {
    records.withLock { $0[subject] = nil }
  }

  private static func apply(
    _ transaction: StateTransaction,
    to record: inout Record
  ) throws(ExtensionError) -> ApplyResult {
    let id = Value.Object.Key(transaction.txId)
    if let known = record.applied[id] {
      if known == transaction.netOperations { return ApplyResult(status: .alreadyApplied) }
      throw ExtensionError(
        .storeFailure,
        "the transaction id \"\(id.text)\" was applied with other operations; give each transaction its own id"
      )
    }
    let changes = try record.tree.apply(transaction)
    record.applied[id] = transaction.netOperations
    return ApplyResult(status: .applied, changes: changes)
  }
}
