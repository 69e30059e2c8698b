/// An operation that stands in a merge so far.
struct MergeCandidate {
  /// The operation and who proposed it.
  var contribution: StateContribution
  /// The weight of its transaction; of a combined one the highest.
  var weight: Double
  /// The position of its transaction in the merge order; `nil` for a combined
  /// one, which belongs to several and so meets all later ones.
  var rank: Int?
  /// What lost to it, as positions in the table's losses.
  var losses: Set<Int> = []
  /// The last decision about it, as a position in the table's conflicts.
  var conflict: Int?

  var operation: StateOperation { contribution.operation }
  var path: StatePath { contribution.operation.path }
}

/// The operations that stand while transactions come in, one after another.
///
/// Two of different transactions overlap only where they add up or join.
struct MergeTable {
  /// Every decision so far.
  private(set) var conflicts: [StateConflict] = []
  /// The resolvers that were missing or failed.
  private(set) var warnings: [ExtensionError] = []

  private let resolvers: [String: ConflictResolver]
  private var slots: [MergeCandidate?] = []
  private var index = PathIndex()
  private var losses: [StateContribution] = []

  init(resolvers: [String: ConflictResolver]) { self.resolvers = resolvers }

  /// Takes the transaction that comes next in the merge order.
  mutating func add(_ transaction: StateTransaction, rank: Int) {
    for operation in transaction.netOperations {
      let contribution = StateContribution(operation: operation, origins: [transaction.origin])
      let incoming = MergeCandidate(contribution: contribution, weight: transaction.weight, rank: rank)
      let rivals = index.numbers(overlapping: operation.path).filter { slots[$0]?.rank != rank }
      if rivals.isEmpty {
        insert(incoming)
      } else {
        settle(incoming, of: transaction, against: rivals)
      }
    }
  }

  private mutating func settle(_ incoming: MergeCandidate, of transaction: StateTransaction, against rivals: [Int]) {
    let encounter = ConflictEncounter(
      incoming: incoming,
      incumbents: rivals.compactMap { slots[$0] },
      resolverId: transaction.resolverId,
      resolvers: resolvers
    )
    let decision = transaction.policy.rule.decide(encounter)
    let losers = carryOut(decision.outcome, of: encounter, at: rivals)
    if let warning = decision.warning { warnings.append(warning.of(extension: transaction.originExtension)) }
    conflicts.append(
      StateConflict(
        incoming: incoming.contribution,
        incumbents: encounter.incumbents.map(\.contribution),
        policy: transaction.policy,
        reason: decision.reason,
        losers: losers.map(\.contribution)
      ))
  }

  /// Changes the table as decided and returns who lost.
  private mutating func carryOut(
    _ outcome: ConflictDecision.Outcome,
    of encounter: ConflictEncounter,
    at rivals: [Int]
  ) -> [MergeCandidate] {
    switch outcome {
    case .skip(let dropped):
      let losers = dropped.compactMap { remove(rivals[$0]) } + [encounter.incoming]
      hand(losers, to: rivals)
      return losers
    case .take(let dropped):
      let losers = dropped.compactMap { remove(rivals[$0]) }
      hand(losers, to: rivals + [insert(encounter.incoming)])
      return losers
    case .combine(let operation):
      for rival in rivals { _ = remove(rival) }
      let slot = insert(MergeCandidate(combining: encounter.incumbents + [encounter.incoming], into: operation))
      hand([], to: [slot])
      return []
    }
  }

  /// Notes that the candidates at `heirs` that still stand won over `losers`.
  private mutating func hand(_ losers: [MergeCandidate], to heirs: [Int]) {
    for heir in heirs { slots[heir]?.conflict = conflicts.count }
    for loser in losers {
      let inheritance = loser.losses.union([losses.count])
      losses.append(loser.contribution)
      for heir in heirs where slots[heir]?.path.overlaps(loser.path) == true {
        slots[heir]?.losses.formUnion(inheritance)
      }
    }
  }

  @discardableResult
  private mutating func insert(_ candidate: MergeCandidate) -> Int {
    index.insert(slots.count, at: candidate.path)
    slots.append(candidate)
    return slots.count - 1
  }

  private mutating func remove(_ slot: Int) -> MergeCandidate? {
    guard let candidate = slots[slot] else { return nil }
    index.remove(slot, at: candidate.path)
    slots[slot] = nil
    return candidate
  }
}

extension MergeTable {
  /// What stands, path by path, each at the place of its first contribution.
  var provenance: [PathProvenance] {
    var paths: [StatePath] = []
    var standing: [StatePath: [MergeCandidate]] = [:]
    for candidate in slots.compactMap(\.self) {
      if standing[candidate.path] == nil { paths.append(candidate.path) }
      standing[candidate.path, default: []].append(candidate)
    }
    return paths.map { explain($0, standing[$0] ?? []) }
  }

  private func explain(_ path: StatePath, _ standing: [MergeCandidate]) -> PathProvenance {
    let lost = standing.reduce(into: Set<Int>()) { $0.formUnion($1.losses) }
    let last = standing.compactMap(\.conflict).max().map { conflicts[$0] }
    return PathProvenance(
      path: path,
      winners: standing.map(\.contribution),
      losers: lost.sorted().map { losses[$0] },
      policy: last?.policy,
      reason: last?.reason ?? .uncontested
    )
  }
}

extension MergeCandidate {
  /// The operation that a resolver made of all that competed.
  fileprivate init(combining competing: [MergeCandidate], into operation: StateOperation) {
    var origins: [StateContribution.Origin] = []
    for origin in competing.flatMap(\.contribution.origins) where !origins.contains(origin) { origins.append(origin) }
    self.contribution = StateContribution(operation: operation, origins: origins)
    self.weight = competing.map(\.weight).max() ?? 0
    self.losses = competing.reduce(into: []) { $0.formUnion($1.losses) }
  }
}
