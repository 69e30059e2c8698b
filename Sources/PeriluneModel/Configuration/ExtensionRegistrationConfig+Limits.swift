extension ExtensionRegistrationConfig {
  /// What invocations may use at most.
  public struct Limits: Sendable, Hashable {
    /// The memory of one script state in KiB; a manifest may ask for less.
    public var memoryLimitKB: Int
    /// How many invocations of one extension may wait; 0 lets none wait.
    public var queueDepth: Int
    /// How many operations one invocation may propose.
    public var maxOperations: Int
    /// How large what one invocation returns may be, as JSON text in bytes.
    public var maxOutputBytes: Int
    /// How deep what one invocation returns may nest.
    public var maxOutputDepth: Int
    /// The milliseconds that all extensions of one hook call share; `nil` for
    /// no limit beyond their budgets.
    public var pipelineDeadlineMs: Int?

    /// Makes limits with the documented defaults.
    public init(
      memoryLimitKB: Int = 16_384,
      queueDepth: Int = 64,
      maxOperations: Int = 256,
      maxOutputBytes: Int = 1_048_576,
      maxOutputDepth: Int = 32,
      pipelineDeadlineMs: Int? = nil
    ) {
      self.memoryLimitKB = memoryLimitKB
      self.queueDepth = queueDepth
      self.maxOperations = maxOperations
      self.maxOutputBytes = maxOutputBytes
      self.maxOutputDepth = maxOutputDepth
      self.pipelineDeadlineMs = pipelineDeadlineMs
    }
  }
}
