import Logging
public import PeriluneModel

extension ExtensionRuntime {
  /// Judges the time that extensions added to an operation by the host's
  /// targets, tells the observers and logs a warning or an error.
  ///
  /// - Parameters:
  ///   - added: The sum of the `duration`s of the operation's outcomes.
  ///   - operation: The operation's time without extensions.
  @discardableResult
  public func assess(added: Duration, to operation: Duration) -> Overhead {
    let overhead = registry.config.performance.assess(added: added, to: operation)
    observe(.measured(overhead))
    let share = "extensions added \((overhead.percent * 10).rounded() / 10) % to an operation"
    switch overhead.verdict {
    case .good: break
    case .warning: options.logger.warning("\(share)")
    case .failure: options.logger.error("\(share)")
    @unknown default: break
    }
    return overhead
  }
}
