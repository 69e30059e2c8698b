/// Why an operation stands; each raw value is the name in JSON and in logs.
@nonexhaustive
public enum ConflictReason: String, Sendable, Hashable, CaseIterable {
  /// No other transaction touched the path.
  case uncontested
  /// The earlier one stays, as the policy says.
  case earlierStays = "earlier-stays"
  /// The later one replaces, as the policy says.
  case laterReplaces = "later-replaces"
  /// Increments of one path add up.
  case addedUp = "added-up"
  /// Appends to one path join, the earlier items first.
  case joined
  /// The higher weight stays.
  case higherWeight = "higher-weight"
  /// The weights are the same, so the earlier one stays.
  case sameWeight = "same-weight"
  /// The resolver chose it.
  case resolverChose = "resolver-chose"
  /// The resolver made it of all competing operations.
  case resolverCombined = "resolver-combined"
  /// The named resolver does not exist, so the earlier one stays.
  case resolverMissing = "resolver-missing"
  /// The resolver failed or answered nonsense, so the earlier one stays.
  case resolverFailed = "resolver-failed"
}
