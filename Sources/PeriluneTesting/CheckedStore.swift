import PeriluneModel
import PeriluneStore

/// A promise that a store broke.
struct Expectation: Error {
  var message: String
}

/// A store under test, with the steps that checks are made of.
struct CheckedStore: Sendable {
  let store: any AttributeStore

  /// The subject of checks that need only one.
  static let subject = StateSubject(tenantId: "tenant", sessionId: "session")

  init(_ store: any AttributeStore) { self.store = store }

  /// Applies operations as one transaction; the paths are given as text.
  @discardableResult
  func apply(
    _ operations: (path: String, kind: StateOperation.Kind)...,
    txId: String,
    to subject: StateSubject = Self.subject
  ) async throws -> ApplyResult {
    try await store.apply(try Self.transaction(operations, txId: txId), to: subject)
  }

  /// Expects the operations to be refused with `.storeFailure`.
  func expectRefusal(
    of operations: (path: String, kind: StateOperation.Kind)...,
    txId: String,
    because reason: String
  ) async throws {
    let transaction = try Self.transaction(operations, txId: txId)
    do {
      _ = try await store.apply(transaction, to: Self.subject)
    } catch let error as ExtensionError {
      try expect(error.code == .storeFailure, "\(reason) is refused with storeFailure, not \(error.code.rawValue)")
      return
    } catch {
      throw Expectation(message: "\(reason) is refused with an ExtensionError, not \(type(of: error))")
    }
    throw Expectation(message: "\(reason) is refused, but was accepted")
  }

  /// Expects exactly these attributes.
  func expectAttributes(
    _ expected: Value,
    of subject: StateSubject = Self.subject,
    _ reason: String = "the attributes are as expected"
  ) async throws {
    let found = Value.object(try await store.attributes(of: subject))
    try expect(found == expected, "\(reason); expected \(expected), found \(found)")
  }

  /// Throws unless the condition holds.
  func expect(_ condition: Bool, _ promise: @autoclosure () -> String) throws {
    if !condition { throw Expectation(message: "broken promise: \(promise())") }
  }

  static func transaction(
    _ operations: [(path: String, kind: StateOperation.Kind)],
    txId: String
  ) throws -> StateTransaction {
    try StateTransaction(
      txId: txId,
      originExtension: "compat-test",
      operations: operations.map { StateOperation(try StatePath($0.path), $0.kind) }
    )
  }
}
