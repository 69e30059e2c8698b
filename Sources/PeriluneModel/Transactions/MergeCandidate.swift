/// An operation that stands in a merge so far.
struct MergeCandidate {
  /// The operation and who proposed it.
  var contribution: StateContribution
  /// The weight of its transaction; of a combined one the highest.
  var weight: Double
  /// What lost to it, as positions in the table's losses.
  var losses: Set<Int> = []
  /// The last decision about it, as a position in the table's conflicts.
  var conflict: Int?

  var operation: StateOperation { contribution.operation }
  var path: StatePath { contribution.operation.path }
}

extension MergeCandidate {
  /// The operation that a resolver made of all that competed.
  init(combining competing: [MergeCandidate], into operation: StateOperation) {
    var origins: [StateContribution.Origin] = []
    for origin in competing.flatMap(\.contribution.origins) where !origins.contains(origin) { origins.append(origin) }
    self.contribution = StateContribution(operation: operation, origins: origins)
    self.weight = competing.map(\.weight).max() ?? 0
    self.losses = competing.reduce(into: []) { $0.formUnion($1.losses) }
  }
}
