import PeriluneModel
import PeriluneStore
import Synchronization

/// A store in memory that can start again, for the next time the same turns are
/// played.
final class SessionStore: AttributeStore {
  private let current = Mutex(InMemoryAttributeStore())

  func reset() { current.withLock { $0 = InMemoryAttributeStore() } }

  func attributes(of subject: StateSubject) async throws -> Value.Object {
    current.withLock { $0 }.attributes(of: subject)
  }

  func apply(_ transaction: StateTransaction, to subject: StateSubject) async throws -> ApplyResult {
    try current.withLock { $0 }.apply(transaction, to: subject)
  }
}
