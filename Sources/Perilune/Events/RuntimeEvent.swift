public import PeriluneModel

/// Something that happened in a runtime, for metrics, logs and traces.
///
/// No event holds values of a context, a result or a proposal; what scripts
/// say is in the messages of their errors and in their log lines.
@nonexhaustive
public enum RuntimeEvent: Sendable {
  // MARK: Loading

  /// Extensions were loaded when the runtime was made; `failed` were left out.
  case loaded(extensions: Int, failed: Int, warnings: [ExtensionError])
  /// The runtime could not be made: these are the problems.
  case loadRefused([ExtensionError])
  /// A registry took the place of the one before.
  case reloaded(Reload)
  /// A reload was refused, and what ran before goes on.
  case reloadRefused([ExtensionError])
  /// The last run on a registry that was replaced has ended, its extensions
  /// that are gone were shut down.
  case drained(generation: Int)

  // MARK: Runs

  /// A run of a hook begins.
  case started(RunReference)
  /// A function, or a resolver, was admitted: it runs as soon as there is room.
  case invoking(RunReference, extensionId: String, function: String)
  /// A function, or a resolver, ran or was stopped.
  case ran(RunReference, HookOutcome.Run)
  /// A function was left out.
  ///
  /// It may have been admitted before and have waited in vain.
  case skipped(RunReference, HookOutcome.Skip)
  /// Something went wrong: each error and warning of an outcome.
  case failed(RunReference, ExtensionError)
  /// An invocation spent one of its budgets.
  case overran(RunReference, BudgetOverrun)
  /// Two proposals met on one path.
  case conflicted(RunReference, ConflictSummary)
  /// What became of one extension's proposal in the merge.
  case proposed(RunReference, extensionId: String, ProposalFate)
  /// A run ended; `duration` is its wall-clock time, and `failure` is what it
  /// threw under a policy.
  case finished(RunReference, duration: Duration, failure: ExtensionError?)

  // MARK: Operations

  /// Something was killed.
  case killed(Kill)
  /// A kill of an earlier process is in force when the runtime is made.
  case stillKilled(Kill)
  /// Something was revived.
  case revived(Revival)
  /// A circuit breaker changed its state.
  case breakerChanged(BreakerChange)

  // MARK: Host

  /// The time that extensions added to one of the host's operations was judged.
  case measured(Overhead)
  /// A transaction was applied, or had been before.
  case applied(txId: String, changes: Int, wasNew: Bool)
}
