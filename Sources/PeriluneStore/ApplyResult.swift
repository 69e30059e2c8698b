public import PeriluneModel

/// What a store did with a transaction.
public struct ApplyResult: Sendable, Hashable {
  /// Whether the transaction took effect now or before.
  public var status: Status
  /// What changed, in the order of the net operations, without those that left
  /// the value as it was; empty when the transaction was applied before.
  ///
  /// A store need not keep the changes of the past, so none tells them again.
  public var changes: [AttributeChange]

  /// Makes a result.
  public init(status: Status, changes: [AttributeChange] = []) {
    self.status = status
    self.changes = changes
  }

  /// Whether a transaction took effect now or before.
  @nonexhaustive
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// It took effect with this call.
    case applied
    /// An earlier call with the same id had taken effect; nothing happened.
    case alreadyApplied = "already-applied"
  }
}
