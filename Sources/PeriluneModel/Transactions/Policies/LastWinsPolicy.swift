extension ConflictPolicy {
  /// The later operation replaces all it overlaps; two increments of one path
  /// add up, and two appends to one path join.
  public static let lastWins = ConflictPolicy(LastWinsPolicy())
}

struct LastWinsPolicy: ConflictRule {
  let name = "last-wins"

  func decide(_ encounter: ConflictEncounter) -> ConflictDecision {
    let replaced = encounter.incumbents.indices.filter { position in
      encounter.incumbents[position].operation.joined(with: encounter.incoming.operation) == nil
    }
    return ConflictDecision(outcome: .take(dropping: replaced), reason: reason(encounter, replaced))
  }

  private func reason(_ encounter: ConflictEncounter, _ replaced: [Int]) -> ConflictReason {
    guard replaced.isEmpty else { return .laterReplaces }
    return if case .increment = encounter.incoming.operation.kind { .addedUp } else { .joined }
  }
}
