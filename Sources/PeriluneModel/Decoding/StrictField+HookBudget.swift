extension StrictField {
  private enum BudgetKey: String, CaseIterable {
    case maxLatencyMs, maxTokens, maxInstructions
  }

  /// The limits of one hook or function.
  func hookBudget() -> HookBudget? {
    guard let object = object(BudgetKey.self) else { return nil }
    return HookBudget(
      maxLatencyMs: object[.maxLatencyMs]?.positiveInteger(),
      maxTokens: object[.maxTokens]?.positiveInteger(),
      maxInstructions: object[.maxInstructions]?.positiveInteger()
    )
  }
}
