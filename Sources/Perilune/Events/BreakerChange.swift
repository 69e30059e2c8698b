public import PeriluneModel

/// A circuit breaker that changed its state.
public struct BreakerChange: Sendable, Hashable {
  /// The extension.
  public var extensionId: String
  /// The hook whose functions it lets run or not.
  public var hook: HookKind
  /// What it is now.
  public var state: CircuitBreaker.State
  /// How long it stays open; `nil` in other states.
  public var openFor: Duration?
}
