extension ConflictPolicy {
  /// The operation of the higher weight stays, of equal ones the earlier.
  ///
  /// An operation that overlaps several earlier ones must outweigh each of
  /// them. Otherwise it is skipped and all of them stay.
  public static let weighted = ConflictPolicy(WeightedPolicy())
}

struct WeightedPolicy: ConflictRule {
  let name = "weighted"

  func decide(_ encounter: ConflictEncounter) -> ConflictDecision {
    let heaviest = encounter.incumbents.map(\.weight).max() ?? 0
    if encounter.incoming.weight > heaviest {
      return ConflictDecision(outcome: .take(dropping: Array(encounter.incumbents.indices)), reason: .higherWeight)
    }
    let isTie = encounter.incoming.weight == heaviest
    return ConflictDecision(outcome: .skip(dropping: []), reason: isTie ? .sameWeight : .higherWeight)
  }
}
