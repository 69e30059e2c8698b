import Perilune
import PeriluneModel

extension RuntimeMetric {
  /// What it says, in one sentence that dashboards show.
  public var help: String {
    switch self {
    case .admitted: "Hook functions that were admitted; each ends in invocations_total or invocations_dropped_total."
    case .invocations: "Hook functions that ran and ended, however they did."
    case .dropped: "Admitted hook functions that left their extension's queue without running."
    case .running: "Hook functions that run or wait in their extension's queue now."
    case .errors: "Errors by their code; a failed invocation is one of them."
    case .warnings: "Warnings by their code, such as text that was cut to its token budget."
    case .timeouts: "Hook functions that were stopped when their time was spent."
    case .duration: "Wall-clock time of a hook function in its sandbox (duration_ms of the contract)."
    case .queueWait: "Wall-clock time of a hook function in its extension's queue (queue_wait_ms of the contract)."
    case .circuitOpen: "1 while the circuit breaker of an extension keeps it from running in a hook, else 0."
    case .tokenUsage: "Tokens of text that hook functions added to prompts and drafts."
    case .budgetOverruns: "Budgets that invocations spent, by the kind of the budget."
    case .stateTransactions: "Proposals by what became of them in the merge."
    case .disabledInvocations: "Hook functions that did not run because they are disabled or killed."
    case .skippedInvocations: "Hook functions that did not run, by the reason."
    case .peakMemory: "The most memory that the Lua state of the last invocation held."
    case .killed: "1 while an operator's kill is in force, else 0; the label all stands for every extension or hook."
    case .killOrders: "Orders of operators to kill or revive."
    case .reloads: "Attempts to load other versions of extensions while running."
    case .hookRuns: "Runs of a hook with all its extensions; refused ones failed under a failure policy."
    case .hookDuration: "Wall-clock time of a run of a hook, with all its extensions and the merge."
    case .extensionsLoaded: "Extensions that were loaded, first and by reloads."
    case .extensionsFailed: "Extensions that could not be loaded, first and by reloads."
    case .overhead: "The share of time that extensions added to the operation that the host judged last."
    }
  }

  /// The values of its last label where the runtime knows all of them.
  public var detailValues: [String] {
    switch labels.last {
    case .type: BudgetOverrun.Kind.allCases.map(\.rawValue)
    case .reason: HookOutcome.Reason.allCases.map(\.rawValue)
    case .code: ExtensionError.Code.allCases.map(\.rawValue)
    case .result:
      switch self {
      case .stateTransactions: ProposalFate.allCases.map(\.rawValue)
      case .killOrders: ["killed", "revived"]
      default: ["done", "refused"]
      }
    default: []
    }
  }
}
