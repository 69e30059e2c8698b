import PeriluneModel

extension HookOutcome {
  /// The error that the host's policies make of this outcome: the first failure
  /// that fails the run, with the other ones as its causes.
  func failure(under config: ExtensionRegistrationConfig) -> ExtensionError? {
    let failing = (errors + missedDeadlines).filter { error in
      guard let cause = FailurePolicies.Cause(error) else { return false }
      let reaction = config.failurePolicies.reaction(for: hook, on: cause)
      return (reaction ?? (config.strictMode ? .fail : .continue)) == .fail
    }
    guard var failure = failing.first else { return nil }
    failure.severity = .fatal
    failure.causes += failing.dropFirst()
    return failure
  }

  /// Functions that did not run in time, as errors.
  private var missedDeadlines: [ExtensionError] {
    skipped.filter { $0.reason == .deadline }.map { skip in
      ExtensionError(
        .timeBudgetExceeded, "\(skip.function) was skipped: the pipeline's deadline had passed",
        extensionId: skip.extensionId, hook: hook.rawValue)
    }
  }
}
