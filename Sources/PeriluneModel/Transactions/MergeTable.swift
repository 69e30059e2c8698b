/// The operations that stand while transactions come in, one after another.
///
/// Two overlap only where they add up or join: the net operations of one
/// transaction never overlap, so what an operation meets is another's, or was
/// combined with another's.
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
  mutating func add(_ transaction: StateTransaction) {
    for operation in transaction.netOperations {
      let contribution = StateContribution(operation: operation, origins: [transaction.origin])
      let incoming = MergeCandidate(contribution: contribution, weight: transaction.weight)
      let rivals = index.numbers(overlapping: operation.path)
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
    let standing = heirs.filter { slots[$0] != nil }
    for heir in standing { slots[heir]?.conflict = conflicts.count }
    for loser in losers {
      let inheritance = loser.losses.union([losses.count])
      losses.append(loser.contribution)
      for heir in standing where slots[heir]?.path.overlaps(loser.path) == true {
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
