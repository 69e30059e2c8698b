public import PeriluneModel
import Synchronization

/// Which run an event belongs to.
public struct RunReference: Sendable, Hashable {
  /// The run, unique in the process.
  ///
  /// A request has one per hook; resolvers that `merge` asks have one of their
  /// own, which no run started.
  public let id: UInt64
  /// The hook.
  public let hook: HookKind
  /// The host's request.
  public let requestId: String
  /// Whose data it is; `nil` for resolvers that `merge` asks.
  public let subject: StateSubject?
  /// The registry that serves it, counted from 1; each reload adds one.
  public let generation: Int

  private static let ids = Atomic<UInt64>(0)

  init(hook: HookKind, requestId: String, subject: StateSubject?, generation: Int) {
    id = Self.ids.add(1, ordering: .relaxed).newValue
    (self.hook, self.requestId, self.subject, self.generation) = (hook, requestId, subject, generation)
  }
}
