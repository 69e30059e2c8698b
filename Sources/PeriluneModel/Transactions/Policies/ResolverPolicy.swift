extension ConflictPolicy {
  /// The resolver that the transaction names decides; where it is missing or
  /// fails, the earlier operation stays and a warning tells.
  public static let resolver = ConflictPolicy(ResolverPolicy())
}

struct ResolverPolicy: ConflictRule {
  let name = "resolver"

  func decide(_ encounter: ConflictEncounter) -> ConflictDecision {
    guard let id = encounter.resolverId else {
      return fallBack(encounter, .resolverMissing, "the transaction names no resolver")
    }
    guard let resolver = encounter.resolvers[id] else {
      return fallBack(encounter, .resolverMissing, "there is no resolver \"\(id)\"")
    }
    do {
      let competing = (encounter.incumbents + [encounter.incoming]).map(\.contribution)
      return try carryOut(try resolver.resolve(.init(path: encounter.path, competing: competing)), encounter)
    } catch {
      return fallBack(encounter, .resolverFailed, "the resolver \"\(id)\" failed", cause: error)
    }
  }

  private func carryOut(
    _ resolution: ConflictResolver.Resolution,
    _ encounter: ConflictEncounter
  ) throws(ExtensionError) -> ConflictDecision {
    switch resolution {
    case .keep(let position): return try keep(position, encounter)
    case .combined(let operation):
      try validate(operation, encounter)
      return ConflictDecision(outcome: .combine(operation), reason: .resolverCombined)
    }
  }

  private func keep(_ position: Int, _ encounter: ConflictEncounter) throws(ExtensionError) -> ConflictDecision {
    let incumbents = encounter.incumbents
    guard (0...incumbents.count).contains(position) else {
      throw conflict("it kept operation \(position) of \(incumbents.count + 1), counted from 0")
    }
    if position == incumbents.count {
      return ConflictDecision(outcome: .take(dropping: Array(incumbents.indices)), reason: .resolverChose)
    }
    let dropped = incumbents.indices.filter {
      $0 != position && incumbents[$0].path.overlaps(incumbents[position].path)
    }
    return ConflictDecision(outcome: .skip(dropping: dropped), reason: .resolverChose)
  }

  private func validate(_ operation: StateOperation, _ encounter: ConflictEncounter) throws(ExtensionError) {
    try operation.validate()
    // Inside a competing path nothing else stands, so the result cannot touch what nobody disputed.
    let paths = encounter.incumbents.map(\.path) + [encounter.path]
    if !paths.contains(where: { $0.contains(operation.path) }) {
      throw conflict("it combined into \"\(operation.path)\", outside the competing paths")
    }
  }

  private func fallBack(
    _ encounter: ConflictEncounter,
    _ reason: ConflictReason,
    _ problem: String,
    cause: (any Error)? = nil
  ) -> ConflictDecision {
    var warning = conflict("conflict on \"\(encounter.path)\": \(problem); the earlier operation stays").asWarning
    // Another error's text may hold values of the state; its type is enough to find it.
    warning.causes = cause.map { [$0 as? ExtensionError ?? conflict("it threw \(type(of: $0))")] } ?? []
    var decision = FirstWinsPolicy().decide(encounter)
    decision.reason = reason
    decision.warning = warning
    return decision
  }

  private func conflict(_ message: String) -> ExtensionError {
    ExtensionError(.stateTransactionConflict, message)
  }
}
