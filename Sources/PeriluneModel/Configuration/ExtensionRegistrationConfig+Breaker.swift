extension ExtensionRegistrationConfig {
  /// When an extension that fails in a hook is left out there for a while.
  public struct Breaker: Sendable, Hashable {
    /// Whether there are circuit breakers at all.
    public var isEnabled: Bool
    /// Failures in a row that open one.
    public var failures: Int
    /// The milliseconds that it is open the first time; they double each time
    /// that the probe fails.
    public var openMs: Int
    /// The milliseconds that it is open at most; never fewer than `openMs`.
    public var maxOpenMs: Int

    /// Makes the documented settings, or others.
    public init(isEnabled: Bool = true, failures: Int = 3, openMs: Int = 1_000, maxOpenMs: Int = 60_000) {
      self.isEnabled = isEnabled
      self.failures = failures
      self.openMs = openMs
      self.maxOpenMs = maxOpenMs
    }

    /// The settings of a breaker.
    package var settings: CircuitBreaker.Settings {
      CircuitBreaker.Settings(
        failures: failures, firstOpen: .milliseconds(openMs), longestOpen: .milliseconds(maxOpenMs))
    }
  }
}

extension ExtensionRegistrationConfig.Breaker {
  private enum Key: String, CaseIterable {
    case enabled, failures, openMs, maxOpenMs
  }

  mutating func read(_ field: StrictField) {
    guard let object = field.object(Key.self) else { return }
    isEnabled = object[.enabled]?.flag() ?? isEnabled
    failures = object[.failures]?.positiveInteger() ?? failures
    openMs = object[.openMs]?.positiveInteger() ?? openMs
    maxOpenMs = object[.maxOpenMs]?.positiveInteger() ?? maxOpenMs
  }
}
