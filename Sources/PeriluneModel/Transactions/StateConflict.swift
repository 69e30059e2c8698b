/// One decision of a merge: an operation met earlier ones.
public struct StateConflict: Sendable, Hashable {
  /// The operation that came later.
  public var incoming: StateContribution
  /// The ones that stood when it came, in merge order.
  public var incumbents: [StateContribution]
  /// The policy of the transaction that came later.
  public var policy: ConflictPolicy
  /// Why it ended as it did.
  public var reason: ConflictReason
  /// Those of the operations that were dropped; none where they add up, join or
  /// were combined.
  public var losers: [StateContribution]

  /// The path of the operation that came later.
  public var path: StatePath { incoming.operation.path }
}
