public import PeriluneModel

/// How one extension stands in one hook.
public struct ExtensionStatus: Sendable, Hashable {
  /// The extension.
  public let extensionId: String
  /// Its version.
  public let version: SemanticVersion
  /// The hook.
  public let hook: HookKind
  /// Its functions for the hook, in their order.
  public let functions: [String]
  /// Whether it was loaded enabled.
  public let isEnabled: Bool
  /// The kill that keeps it from running; `nil` when it is not killed.
  public let kill: Kill?
  /// Its circuit breaker.
  public let breaker: CircuitBreaker.State
  /// Invocations of the extension that run, in all hooks.
  public let running: Int
  /// Invocations of the extension that wait, in all hooks.
  public let waiting: Int
}
