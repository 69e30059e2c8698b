extension ExtensionError {
  /// The documented codes; each raw value is the name that appears in JSON,
  /// logs and metrics.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// A manifest that cannot be read, or breaks a rule.
    case manifestInvalid = "EXT_MANIFEST_INVALID"
    /// A host configuration, or an extension's `config`, that breaks a rule.
    case configInvalid = "EXT_CONFIG_INVALID"
    /// The runtime's core API version lies outside `coreApiRange`.
    case versionIncompatible = "EXT_VERSION_INCOMPATIBLE"
    /// Two folders declare the same extension id.
    case duplicateId = "EXT_DUPLICATE_ID"
    /// A peer extension is missing, has another version, or is part of a cycle.
    case peerUnresolved = "EXT_PEER_UNRESOLVED"
    /// A privileged capability that the host did not allow.
    case unsafeCapabilityDenied = "EXT_UNSAFE_CAPABILITY_DENIED"
    /// A script that does not compile or lacks a listed function.
    case scriptInvalid = "EXT_SCRIPT_INVALID"
    /// A hook function that raised an error.
    case hookFailure = "EXT_HOOK_FAILURE"
    /// A hook that came close to its budget; a warning.
    case hookTimeout = "EXT_HOOK_TIMEOUT"
    /// The wall-clock budget was spent.
    case timeBudgetExceeded = "EXT_TIME_BUDGET_EXCEEDED"
    /// Text went beyond the token budget.
    case tokenBudgetExceeded = "EXT_TOKEN_BUDGET_EXCEEDED"
    /// The instruction budget was spent.
    case instructionBudgetExceeded = "EXT_INSTRUCTION_BUDGET_EXCEEDED"
    /// The memory limit was reached.
    case memoryLimitExceeded = "EXT_MEMORY_LIMIT_EXCEEDED"
    /// A hook returned or proposed something that is too large or malformed.
    case outputInvalid = "EXT_OUTPUT_INVALID"
    /// A data class that was asked for is not granted, or a proposal touches a
    /// withheld path.
    case scopeDenied = "EXT_SCOPE_DENIED"
    /// The extension's queue was full.
    case queueFull = "EXT_QUEUE_FULL"
    /// The invocation was stopped by the kill switch or a cancelled task.
    case killed = "EXT_KILLED"
    /// Two proposals met on one path and a resolver could not decide.
    case stateTransactionConflict = "EXT_STATE_TX_CONFLICT"
    /// The store refused or failed.
    case storeFailure = "EXT_STORE_FAILURE"
  }
}
