/// A metric that the runtime keeps; each raw value is its name in the contract.
///
/// ```swift
/// let metric = RuntimeMetric.duration
/// metric.rawValue  // "duration_ms"
/// metric.prometheusName  // "perilune_duration_seconds"
/// ```
@nonexhaustive
public enum RuntimeMetric: String, Sendable, Hashable, CaseIterable {
  /// Hook functions that were admitted.
  case admitted = "invocations_admitted_total"
  /// Hook functions that ended, however they did.
  case invocations = "invocations_total"
  /// Admitted hook functions that left their queue without running.
  case dropped = "invocations_dropped_total"
  /// Hook functions that run or wait now.
  case running = "invocations_running"
  /// Errors.
  case errors = "errors_total"
  /// Warnings.
  case warnings = "warnings_total"
  /// Hook functions whose time was spent.
  case timeouts = "timeouts_total"
  /// Time of a hook function in its sandbox.
  case duration = "duration_ms"
  /// Time of a hook function in its extension's queue.
  case queueWait = "queue_wait_ms"
  /// Whether a circuit breaker keeps an extension from running.
  case circuitOpen = "circuit_open"
  /// Tokens of text that were added.
  case tokenUsage = "token_usage_total"
  /// Budgets that were reached.
  case budgetOverruns = "budget_overrun_total"
  /// What became of proposals.
  case stateTransactions = "state_transactions_total"
  /// Hook functions that an operator keeps from running.
  case disabledInvocations = "disabled_invocations_total"
  /// Hook functions that did not run.
  case skippedInvocations = "skipped_invocations_total"
  /// Memory of the last invocation.
  case peakMemory = "peak_memory_bytes"
  /// Kills in force.
  case killed = "killed"
  /// Orders of the kill switch.
  case killOrders = "kill_orders_total"
  /// Attempts to load other versions of extensions.
  case reloads = "reloads_total"
  /// Runs of a hook.
  case hookRuns = "hook_runs_total"
  /// Time of a run of a hook.
  case hookDuration = "hook_duration_ms"
  /// Extensions that were loaded.
  case extensionsLoaded = "extensions_loaded_total"
  /// Extensions that could not be loaded.
  case extensionsFailed = "extensions_failed_total"
  /// The share of time that extensions added to an operation.
  case overhead = "overhead_ratio"
}

extension RuntimeMetric {
  /// How a metric behaves.
  @nonexhaustive
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It only grows.
    case counter
    /// It goes up and down.
    case gauge
    /// It keeps how often which duration occurred.
    case histogram
  }

  /// What tells the series of a metric apart.
  @nonexhaustive
  public enum Label: String, Sendable, Hashable, CaseIterable {
    /// The extension's id.
    case `extension`
    /// The hook's name.
    case hook
    /// An error's code.
    case code
    /// The kind of a budget.
    case type
    /// What became of something.
    case result
    /// Why something did not run.
    case reason
  }

  /// How it behaves.
  public var kind: Kind {
    switch self {
    case .duration, .queueWait, .hookDuration: .histogram
    case .running, .circuitOpen, .peakMemory, .killed, .overhead: .gauge
    default: .counter
    }
  }

  /// What tells its series apart.
  public var labels: [Label] {
    switch self {
    case .errors, .warnings: [.extension, .hook, .code]
    case .budgetOverruns: [.extension, .hook, .type]
    case .stateTransactions: [.extension, .hook, .result]
    case .skippedInvocations: [.extension, .hook, .reason]
    case .killOrders: [.extension, .hook, .result]
    case .reloads: [.result]
    case .hookRuns: [.hook, .result]
    case .hookDuration: [.hook]
    case .extensionsLoaded, .extensionsFailed, .overhead: []
    default: [.extension, .hook]
    }
  }

  /// Its name in a Prometheus exposition.
  ///
  /// Prometheus wants base units, so what the contract has in milliseconds
  /// (`duration_ms`) is in seconds there (`perilune_duration_seconds`).
  public var prometheusName: String {
    let name = rawValue.hasSuffix("_ms") ? rawValue.dropLast(2) + "seconds" : rawValue[...]
    return "perilune_" + name
  }
}
