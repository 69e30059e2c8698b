extension ConflictPolicy {
  /// The earlier operation stays; the later one is skipped.
  public static let firstWins = ConflictPolicy(FirstWinsPolicy())
}

struct FirstWinsPolicy: ConflictRule {
  let name = "first-wins"

  func decide(_ encounter: ConflictEncounter) -> ConflictDecision {
    ConflictDecision(outcome: .skip(dropping: []), reason: .earlierStays)
  }
}
