/// What a conflict policy does when an operation meets earlier ones.
///
/// A pure function: the same encounter gives the same decision.
protocol ConflictRule: Sendable {
  /// The policy's name.
  var name: String { get }
  /// Settles one encounter.
  func decide(_ encounter: ConflictEncounter) -> ConflictDecision
}

/// An operation that comes later, and the standing ones whose paths overlap its
/// path.
struct ConflictEncounter {
  /// The operation that comes later.
  var incoming: MergeCandidate
  /// The standing ones, at least one, in merge order.
  var incumbents: [MergeCandidate]
  /// The resolver that the incoming transaction names.
  var resolverId: String?
  /// The resolvers of the host.
  var resolvers: [String: ConflictResolver]

  var path: StatePath { incoming.path }
}

/// How an encounter ends.
struct ConflictDecision {
  /// What becomes of the operations; incumbents are named by their positions.
  enum Outcome {
    /// The incoming operation is skipped, and some incumbents fall with it.
    case skip(dropping: [Int])
    /// The incoming operation stands, and some incumbents fall.
    case take(dropping: [Int])
    /// All fall, and this operation stands for them.
    case combine(StateOperation)
  }

  var outcome: Outcome
  var reason: ConflictReason
  var warning: ExtensionError?
}
