/// What one invocation of a hook function may spend.
///
/// A limit of `nil` is left to whoever comes next: function, hook, manifest,
/// host, in this order.
public struct HookBudget: Sendable, Hashable {
  /// Wall-clock milliseconds.
  public var maxLatencyMs: Int?
  /// Tokens of text that may be added to prompts and drafts.
  public var maxTokens: Int?
  /// Instructions of the script, counted exactly.
  public var maxInstructions: Int?

  /// Makes a budget that sets only the limits given.
  public init(maxLatencyMs: Int? = nil, maxTokens: Int? = nil, maxInstructions: Int? = nil) {
    self.maxLatencyMs = maxLatencyMs
    self.maxTokens = maxTokens
    self.maxInstructions = maxInstructions
  }

  /// This budget, with those limits of `fallback` that it leaves open.
  public func filled(from fallback: HookBudget?) -> HookBudget {
    HookBudget(
      maxLatencyMs: maxLatencyMs ?? fallback?.maxLatencyMs,
      maxTokens: maxTokens ?? fallback?.maxTokens,
      maxInstructions: maxInstructions ?? fallback?.maxInstructions
    )
  }
}
