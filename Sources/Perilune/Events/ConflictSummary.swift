public import PeriluneModel

/// A conflict of proposals, without the values that met.
public struct ConflictSummary: Sendable, Hashable {
  /// Where they met; `nil` for a path that holds values of a data class.
  public var path: StatePath?
  /// Whose proposal came later.
  public var incoming: [String]
  /// Whose proposals it met.
  public var incumbents: [String]
  /// Whose operations were dropped.
  public var losers: [String]
  /// The policy that decided.
  public var policy: ConflictPolicy
  /// Why it ended as it did.
  public var reason: ConflictReason

  init(_ conflict: StateConflict, tags: [DataClassTag]) {
    func ids(_ contributions: [StateContribution]) -> [String] {
      contributions.flatMap { $0.origins.map(\.extensionId) }
    }
    path = tags.permit(conflict.path, to: []) ? conflict.path : nil
    (incoming, incumbents) = (ids([conflict.incoming]), ids(conflict.incumbents))
    losers = ids(conflict.losers)
    (policy, reason) = (conflict.policy, conflict.reason)
  }
}

/// What became of a proposal; each raw value is the name in metrics.
@nonexhaustive
public enum ProposalFate: String, Sendable, Hashable, CaseIterable {
  /// All of it is part of the merged transaction.
  case applied
  /// It was dropped before the merge: the extension may not propose it.
  case skipped
  /// It lost an operation to another proposal.
  case conflicted
}
