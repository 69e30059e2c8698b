import PeriluneModel

/// A budget that an invocation spent.
public struct BudgetOverrun: Sendable, Hashable {
  /// The extension.
  public var extensionId: String
  /// Its function.
  public var function: String
  /// The budget.
  public var kind: Kind

  /// Which budget; each raw value is the name in metrics.
  @nonexhaustive
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Text was cut.
    case token
    /// The invocation was stopped at its time budget or the pipeline's deadline.
    case time
    /// It was stopped at its memory limit.
    case memory
    /// It was stopped at its instruction budget.
    case instructions
  }
}

extension BudgetOverrun.Kind {
  /// The budget that an error tells of.
  init?(_ code: ExtensionError.Code) {
    switch code {
    case .tokenBudgetExceeded: self = .token
    case .timeBudgetExceeded: self = .time
    case .memoryLimitExceeded: self = .memory
    case .instructionBudgetExceeded: self = .instructions
    default: return nil
    }
  }
}
