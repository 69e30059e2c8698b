extension ExtensionRegistrationConfig {
  /// How much time extensions may add to a host's operation, such as a chat
  /// turn.
  public struct Performance: Sendable, Hashable {
    /// From this share on there is a warning, in percent of the operation
    /// without extensions.
    public var maxOverheadPercentWarn: Double
    /// Above this share the operation counts as failed.
    public var maxOverheadPercentFail: Double

    /// Makes the documented targets, or others.
    public init(maxOverheadPercentWarn: Double = 5, maxOverheadPercentFail: Double = 7) {
      self.maxOverheadPercentWarn = maxOverheadPercentWarn
      self.maxOverheadPercentFail = maxOverheadPercentFail
    }

    /// What the time that extensions added to an operation amounts to.
    ///
    /// - Parameter operation: The operation's time without extensions.
    public func assess(added: Duration, to operation: Duration) -> Overhead {
      let percent = operation > .zero ? added * 100 / operation : (added > .zero ? .infinity : 0)
      if percent > maxOverheadPercentFail { return Overhead(percent: percent, verdict: .failure) }
      return Overhead(percent: percent, verdict: percent >= maxOverheadPercentWarn ? .warning : .good)
    }
  }
}

/// The share of time that extensions add to an operation.
public struct Overhead: Sendable, Hashable {
  /// In percent of the operation without extensions.
  public var percent: Double
  /// What the host's targets make of it.
  public var verdict: Verdict

  /// Makes an overhead.
  public init(percent: Double, verdict: Verdict) {
    self.percent = percent
    self.verdict = verdict
  }

  /// What targets make of an overhead; each raw value is the name in JSON.
  @nonexhaustive
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// Below the share that warns.
    case good
    /// From the share that warns up to the one that fails.
    case warning
    /// Above the share that fails.
    case failure
  }
}

extension ExtensionRegistrationConfig.Performance {
  private enum Key: String, CaseIterable {
    case maxOverheadPercentWarn, maxOverheadPercentFail
  }

  mutating func read(_ field: StrictField) {
    guard let object = field.object(Key.self) else { return }
    maxOverheadPercentWarn = object[.maxOverheadPercentWarn]?.positiveNumber() ?? maxOverheadPercentWarn
    maxOverheadPercentFail = object[.maxOverheadPercentFail]?.positiveNumber() ?? maxOverheadPercentFail
    if maxOverheadPercentWarn > maxOverheadPercentFail {
      let place = object[.maxOverheadPercentWarn] ?? object[.maxOverheadPercentFail] ?? field
      place.report("makes the warning (\(maxOverheadPercentWarn)) come after the failure (\(maxOverheadPercentFail))")
    }
  }
}
