import PeriluneModel
import Testing

/// The merge beside one that is written as the rules are told: slowly, with a list and two loops.
@Suite struct MergeReferenceTests {
  private typealias Samples = RandomTransactions

  private struct Standing {
    var operation: StateOperation
    var weight: Double
  }

  private static func joins(_ left: StateOperation, _ right: StateOperation) -> Bool {
    guard left.path == right.path else { return false }
    switch (left.kind, right.kind) {
    case (.increment, .increment), (.append, .append): return true
    default: return false
    }
  }

  /// What stands after an operation met those that overlap it.
  private static func settle(
    _ incoming: Standing, of transaction: StateTransaction, _ standing: [Standing]
  ) -> [Standing] {
    let rivals = standing.filter { $0.operation.path.overlaps(incoming.operation.path) }
    let others = standing.filter { !$0.operation.path.overlaps(incoming.operation.path) }
    if rivals.isEmpty { return standing + [incoming] }
    switch (transaction.policy, transaction.resolverId) {
    case (.lastWins, _):
      return standing.filter {
        !$0.operation.path.overlaps(incoming.operation.path) || joins($0.operation, incoming.operation)
      } + [incoming]
    case (.weighted, _): return rivals.allSatisfy { $0.weight < incoming.weight } ? others + [incoming] : standing
    case (.resolver, "last"): return others + [incoming]
    case (.resolver, "null"):
      let weight = (rivals + [incoming]).map(\.weight).max() ?? 0
      return others + [Standing(operation: StateOperation(incoming.operation.path, .set(.null)), weight: weight)]
    default: return standing
    }
  }

  private static func merge(_ transactions: [StateTransaction], order: [String]) -> [StateOperation] {
    func rank(_ transaction: StateTransaction) -> Int {
      order.firstIndex(of: transaction.originExtension) ?? order.count
    }
    let ordered = transactions.sorted { left, right in
      (rank(left), left.originExtension, -left.weight, left.txId)
        < (rank(right), right.originExtension, -right.weight, right.txId)
    }
    var seen: [StateTransaction] = []
    var standing: [Standing] = []
    for transaction in ordered where !seen.contains(transaction) {
      seen.append(transaction)
      for operation in transaction.netOperations {
        standing = settle(Standing(operation: operation, weight: transaction.weight), of: transaction, standing)
      }
    }
    return joined(standing.map(\.operation))
  }

  /// One operation per path, at the place of the path's first.
  private static func joined(_ operations: [StateOperation]) -> [StateOperation] {
    operations.reduce(into: []) { joined, operation in
      guard let index = joined.firstIndex(where: { $0.path == operation.path }) else { return joined.append(operation) }
      switch (joined[index].kind, operation.kind) {
      case (.append(let first), .append(let second)): joined[index].kind = .append(first + second)
      case (.increment(.int(let first)), .increment(.int(let second))):
        joined[index].kind = .increment(.int(first + second))
      case (.increment(let first), .increment(let second)):
        joined[index].kind = .increment(.double((first.doubleValue ?? 0) + (second.doubleValue ?? 0)))
      default: joined.append(operation)
      }
    }
  }

  /// Few paths are looked up by comparing, more than twelve in a trie; some transactions come twice.
  @Test(arguments: 0..<20)
  func bothMergeTheSameWhateverTheOrderOfInput(_ seed: UInt64) throws {
    var random = Samples(seed: seed &* 0xD134_2543_DE82_EF95)
    for round in 0..<50 {
      var proposals = (0..<random.pick(2..<16)).map { random.transaction("tx-\($0)") }
      proposals += proposals.filter { _ in random.pick(0..<8) == 0 }
      let expected = Self.merge(proposals, order: Samples.merger.executionOrder)
      let merged = Samples.merger.merge(proposals.shuffled(using: &random.generator), txId: "t")
      #expect(merged.transaction?.operations ?? [] == expected, "seed \(seed), round \(round)")
    }
  }
}
