import PeriluneModel
import Testing

@Suite struct MergePropertyTests {
  private typealias Samples = RandomTransactions

  /// A random transaction of which every path begins with a key of its own.
  private func independent(_ number: Int, _ random: inout Samples) throws -> StateTransaction {
    let sample = random.transaction("tx-\(number)")
    let operations = try sample.operations.map { operation in
      StateOperation(try StatePath(keys: ["own-\(number)"] + operation.path.keys), operation.kind)
    }
    return try StateTransaction(
      txId: sample.txId, originExtension: "ext-\(number)", operations: operations, policy: sample.policy,
      weight: sample.weight, resolverId: sample.resolverId)
  }

  @Test(arguments: 0..<10)
  func independentProposalsCommute(_ seed: UInt64) throws {
    var random = Samples(seed: seed)
    for _ in 0..<30 {
      let proposals = try (0...random.pick(1..<6)).map { try independent($0, &random) }
      let order = proposals.map(\.originExtension)
      let first = TransactionMerger(executionOrder: order).merge(proposals, txId: "t")
      let second = TransactionMerger(executionOrder: order.shuffled(using: &random.generator)).merge(
        proposals, txId: "t")
      #expect(first.conflicts.isEmpty && second.conflicts.isEmpty)
      let operations = try #require(first.transaction).operations
      #expect(Set(operations) == Set(try #require(second.transaction).operations))
      if let state = try? StateTree().applying(operations) {
        #expect(try StateTree().applying(try #require(second.transaction).operations) == state)
      }
    }
  }

  @Test(arguments: 0..<10)
  func aTransactionThatComesTwiceCountsOnce(_ seed: UInt64) throws {
    var random = Samples(seed: seed)
    for _ in 0..<30 {
      let proposals = (0...random.pick(1..<6)).map { random.transaction("tx-\($0)") }
      let merged = Samples.merger.merge(proposals, txId: "t")
      #expect(Samples.merger.merge(proposals + proposals.shuffled(using: &random.generator), txId: "t") == merged)
    }
  }

  @Test func anIncrementThatComesTwiceDoesNotAddUp() throws {
    let thanks = try transaction("a", ("bond", .increment(2)), policy: .lastWins)
    let merged = TransactionMerger().merge([thanks, thanks], txId: "t")
    #expect(merged.transaction?.operations.map(\.kind) == [.increment(2)])
  }

  @Test(arguments: 0..<10)
  func whatIsMergedIsReducedAndReducingItAgainChangesNothing(_ seed: UInt64) throws {
    var random = Samples(seed: seed)
    for _ in 0..<50 {
      let proposals = (0...random.pick(1..<6)).map { random.transaction("tx-\($0)") }
      let merged = try #require(Samples.merger.merge(proposals, txId: "t").transaction)
      let again = try StateTransaction(txId: "t", originExtension: "x", operations: merged.operations)
      #expect(again.netOperations == merged.operations)
    }
  }
}
