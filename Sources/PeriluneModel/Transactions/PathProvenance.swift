/// Why one operation of a merged transaction is what it is.
public struct PathProvenance: Sendable, Hashable {
  /// The path of the operation.
  public var path: StatePath
  /// The contributions it consists of, in merge order: one, or several where
  /// increments added up or appends joined.
  public var winners: [StateContribution]
  /// The contributions that lost to these, in the order in which they lost,
  /// with those that had lost to them before.
  public var losers: [StateContribution]
  /// The policy of the last decision; `nil` where the path was uncontested.
  public var policy: ConflictPolicy?
  /// Why the winners stand, by the last decision.
  public var reason: ConflictReason
}
