import PeriluneModel
import PeriluneStore
import Synchronization

/// A store with one fault on purpose.
final class BrokenStore: AttributeStore {
  enum Fault: String, CaseIterable {
    case forgetsIds, ignoresOtherOperations, mixesTenants, mixesSpellings
    case keepsHalves, losesUpdates, turnsIntegersIntoDoubles, throwsOtherErrors

    /// A check that must notice.
    var check: String {
      switch self {
      case .forgetsIds: "the same transaction twice is once"
      case .ignoresOtherOperations: "the same id with other operations is refused"
      case .mixesTenants: "tenants and sessions see only their own attributes"
      case .mixesSpellings: "ids are compared by their bytes"
      case .keepsHalves: "an operation that does not fit leaves nothing of its transaction"
      case .losesUpdates: "no increment of many tasks is lost"
      case .turnsIntegersIntoDoubles: "integers and doubles stay apart and keep every bit"
      case .throwsOtherErrors: "an operation that does not fit leaves nothing of its transaction"
      }
    }
  }

  private struct Unexpected: Error {}

  private struct State {
    var trees: [StateSubject: StateTree] = [:]
    var applied: [StateSubject: [String: [StateOperation]]] = [:]
  }

  private let fault: Fault
  private let state = Mutex(State())

  init(_ fault: Fault) { self.fault = fault }

  func attributes(of subject: StateSubject) async throws -> Value.Object {
    let root = state.withLock { $0.trees[place(of: subject)] }?.root ?? Value.Object()
    return fault == .turnsIntegersIntoDoubles ? rounded(.object(root)).objectValue ?? root : root
  }

  func apply(_ transaction: StateTransaction, to subject: StateSubject) async throws -> ApplyResult {
    let place = place(of: subject)
    let known = state.withLock { $0.applied[place]?[id(of: transaction)] }
    if let known, fault != .forgetsIds {
      if known == transaction.netOperations || fault == .ignoresOtherOperations {
        return ApplyResult(status: .alreadyApplied)
      }
      throw ExtensionError(.storeFailure, "the id is taken")
    }
    var tree = state.withLock { $0.trees[place] ?? StateTree() }
    if fault == .losesUpdates { try await Task.sleep(for: .milliseconds(1)) }
    return try finish(transaction, on: &tree, at: place)
  }

  private func finish(
    _ transaction: StateTransaction,
    on tree: inout StateTree,
    at place: StateSubject
  ) throws -> ApplyResult {
    var changes: [AttributeChange] = []
    do {
      let steps = fault == .keepsHalves ? try transaction.operations.map(single) : [transaction]
      for step in steps {
        changes += try tree.apply(step)
        state.withLock { [tree] in $0.trees[place] = tree }
      }
    } catch {
      throw fault == .throwsOtherErrors ? Unexpected() : error
    }
    state.withLock { $0.applied[place, default: [:]][id(of: transaction)] = transaction.netOperations }
    return ApplyResult(status: .applied, changes: changes)
  }

  private func single(_ operation: StateOperation) throws -> StateTransaction {
    try StateTransaction(txId: "step", originExtension: "broken", operations: [operation])
  }

  private func place(of subject: StateSubject) -> StateSubject {
    fault == .mixesTenants ? StateSubject(tenantId: "", sessionId: subject.sessionId) : subject
  }

  private func id(of transaction: StateTransaction) -> String {
    let id = transaction.txId
    return fault == .mixesSpellings ? id : id.utf8.map(String.init).joined(separator: " ")
  }

  private func rounded(_ value: Value) -> Value {
    switch value {
    case .int(let number): .double(Double(number))
    case .array(let items): .array(items.map(rounded))
    case .object(let fields): .object(Value.Object(fields.map { (key: $0.key, value: rounded($0.value)) }))
    default: value
    }
  }
}
