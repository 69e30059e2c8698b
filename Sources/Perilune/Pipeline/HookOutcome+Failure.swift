import PeriluneModel

extension HookOutcome {
  /// The error that the host's policies make of this outcome: the first failure
  /// that fails the run, with the other ones as its causes.
  func failure(under config: ExtensionRegistrationConfig) -> ExtensionError? {
    let failing = (errors.compactMap { error in FailurePolicies.Cause(error).map { ($0, error) } } + missed)
      .filter { cause, _ in
        let reaction = config.failurePolicies.reaction(for: hook, on: cause)
        return (reaction ?? (config.strictMode ? .fail : .continue)) == .fail
      }.map(\.1)
    guard var failure = failing.first else { return nil }
    failure.severity = .fatal
    failure.causes += failing.dropFirst()
    return failure
  }

  /// Functions that did not run, as errors; those that were reported as such
  /// are among the errors already.
  private var missed: [(FailurePolicies.Cause, ExtensionError)] {
    skipped.compactMap { skip in
      switch skip.reason {
      case .deadline: (.time, missed(skip, .timeBudgetExceeded, "the pipeline's deadline had passed"))
      case .killed: (.killed, missed(skip, .killed, "it was killed, or its task was cancelled"))
      case .breakerOpen: (.breaker, missed(skip, .hookFailure, "its circuit breaker is open"))
      case .disabled, .queueFull, .aborted: nil
      }
    }
  }

  private func missed(_ skip: Skip, _ code: ExtensionError.Code, _ reason: String) -> ExtensionError {
    ExtensionError(
      code, "\(skip.function) was skipped: \(reason)", extensionId: skip.extensionId, hook: hook.rawValue)
  }
}
