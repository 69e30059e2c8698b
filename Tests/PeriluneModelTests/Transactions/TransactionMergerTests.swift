import PeriluneModel
import Testing

@Suite struct TransactionMergerTests {
  /// Merges in the order given, whatever the ids.
  func merge(
    _ proposals: StateTransaction...,
    resolvers: [String: ConflictResolver] = [:]
  ) -> MergedTransactions {
    TransactionMerger(executionOrder: proposals.map(\.originExtension), resolvers: resolvers)
      .merge(proposals, txId: "turn")
  }

  func names(_ contributions: [StateContribution]) -> [String] {
    contributions.map { $0.origins.map(\.txId).joined(separator: "+") }
  }

  @Test func nothingProposedMergesIntoNothing() {
    let merged = merge()
    #expect(merged.transaction == nil)
    #expect(merged.provenance.isEmpty && merged.conflicts.isEmpty && merged.warnings.isEmpty)
  }

  @Test func disjointProposalsAllStand() throws {
    let merged = try merge(
      transaction("mood", ("mood.mira", .set("glad")), metadata: ["a": 1, "b": 1]),
      transaction("bond", ("bond.mira", .increment(2)), metadata: ["b": 2])
    )
    let result = try #require(merged.transaction)
    #expect(result.txId == "turn")
    #expect(result.originExtension == StateTransaction.mergedOrigin)
    #expect(try result.operations == [operation("mood.mira", .set("glad")), operation("bond.mira", .increment(2))])
    #expect(Value.object(result.metadata) == ["a": 1, "b": 2])
    #expect(merged.conflicts.isEmpty)
    #expect(merged.provenance.map(\.reason) == [.uncontested, .uncontested])
    #expect(merged.provenance.map(\.policy) == [nil, nil])
    #expect(merged.provenance.map { names($0.winners) } == [["mood"], ["bond"]])
  }

  @Test func theOrderIsExecutionThenWeightThenIdThenUnknownExtensionsById() throws {
    func proposal(_ extensionId: String, _ weight: Double, _ id: String) throws -> StateTransaction {
      let append = try operation("l", .append([.string(id)]))
      return try StateTransaction(
        txId: id, originExtension: extensionId, operations: [append], policy: .lastWins, weight: weight)
    }
    let proposals = try [
      proposal("x", 0, "8"), proposal("b", 1, "2"), proposal("a", 5, "5"), proposal("b", 9, "1"),
      proposal("a", 5, "4"), proposal("y", 9, "9"), proposal("b", 1, "3"), proposal("a", -1, "6"),
      proposal("x", 1, "7"),
    ]
    let merger = TransactionMerger(executionOrder: ["b", "a"])
    for rotation in proposals.indices {
      let rotated = Array(proposals[rotation...] + proposals[..<rotation])
      let items = (1...9).map { Value.string(String($0)) }
      #expect(try merger.merge(rotated, txId: "t").transaction?.operations == [operation("l", .append(items))])
    }
  }

  @Test func theIncomingTransactionsPolicyDecides() throws {
    let first = try transaction("one", ("n", .set(1)), policy: .lastWins)
    let second = try transaction("two", ("n", .set(2)), policy: .firstWins)
    #expect(try merge(first, second).transaction?.operations == [operation("n", .set(1))])
    #expect(try merge(second, first).transaction?.operations == [operation("n", .set(1))])
  }

  @Test func anOperationThatLosesTakesNoOtherOfItsTransactionWithIt() throws {
    let merged = try merge(
      transaction("one", ("n", .set(1)), metadata: ["who": "one"]),
      transaction("two", ("n", .set(2)), ("m", .set(2)), metadata: ["who": "two"]),
      transaction("three", ("n", .set(3)), metadata: ["who": "three"])
    )
    #expect(try merged.transaction?.operations == [operation("n", .set(1)), operation("m", .set(2))])
    #expect(merged.transaction?.metadata["who"] == "two", "a proposal of which nothing stands adds no metadata")
    #expect(names(merged.provenance[0].losers) == ["two", "three"])
    #expect(try merged.provenance[0].losers.map(\.operation) == [operation("n", .set(2)), operation("n", .set(3))])
    #expect(merged.provenance[0].reason == .earlierStays)
    #expect(merged.provenance[0].policy == .firstWins)
  }

  @Test func operationsOfOneTransactionDoNotConflict() throws {
    let merged = try merge(
      transaction("one", ("a", .set(["x": 1])), ("a.x", .increment(1)), ("a.y", .set(1)), policy: .firstWins))
    #expect(try merged.transaction?.operations == [operation("a", .set(["x": 2, "y": 1]))])
    #expect(merged.conflicts.isEmpty)
  }

  // MARK: - First wins

  @Test(arguments: [("a", "a.b"), ("a.b", "a"), ("a", "a")])
  func firstWinsSkipsTheLaterOnPathsThatOverlap(_ first: String, _ second: String) throws {
    let merged = try merge(transaction("one", (first, .set([:]))), transaction("two", (second, .append([1]))))
    #expect(try merged.transaction?.operations == [operation(first, .set([:]))])
    #expect(names(merged.conflicts.flatMap(\.losers)) == ["two"])
  }

  @Test func firstWinsKeepsEveryChildAgainstALaterParent() throws {
    let merged = try merge(
      transaction("one", ("a.x", .set(1))), transaction("two", ("a.y", .set(2))), transaction("three", ("a", .set(3))))
    #expect(try merged.transaction?.operations == [operation("a.x", .set(1)), operation("a.y", .set(2))])
    #expect(merged.provenance.map { names($0.losers) } == [["three"], ["three"]])
    #expect(names(merged.conflicts[0].incumbents) == ["one", "two"])
  }

  // MARK: - Last wins

  @Test func lastWinsAddsIncrementsAndJoinsAppends() throws {
    let merged = try merge(
      transaction("one", ("n", .increment(1)), ("l", .append([1]))),
      transaction("two", ("n", .increment(2)), ("l", .append([2, 3])), policy: .lastWins),
      transaction("three", ("n", .increment(0.5)), policy: .lastWins)
    )
    #expect(
      try merged.transaction?.operations == [operation("n", .increment(3.5)), operation("l", .append([1, 2, 3]))])
    #expect(merged.provenance.map { names($0.winners) } == [["one", "two", "three"], ["one", "two"]])
    #expect(merged.provenance.map(\.reason) == [.addedUp, .joined])
    #expect(merged.provenance.allSatisfy { $0.losers.isEmpty })
  }

  @Test func lastWinsReplacesWhatItCannotJoin() throws {
    let merged = try merge(
      transaction("one", ("n", .increment(1))), transaction("two", ("n", .append([1])), policy: .lastWins))
    #expect(try merged.transaction?.operations == [operation("n", .append([1]))])
    #expect(merged.provenance[0].reason == .laterReplaces)
  }

  @Test func aLaterParentReplacesAllChildrenAndWhatTheyHadBeaten() throws {
    let merged = try merge(
      transaction("one", ("a.x", .increment(1)), ("b", .set(1))),
      transaction("two", ("a.x", .set(9)), ("a.y.z", .append([1]))),
      transaction("three", ("a", .set([:])), policy: .lastWins)
    )
    #expect(try merged.transaction?.operations == [operation("b", .set(1)), operation("a", .set([:]))])
    #expect(names(merged.provenance[1].losers) == ["two", "one", "two"])
  }

  @Test func aLaterChildReplacesTheParentAndTheRestOfItsTransactionIsUncontested() throws {
    let merged = try merge(
      transaction("one", ("a", .set(["x": 1, "z": 1]))),
      transaction("two", ("a.x", .increment(1)), ("a.y", .set(2)), policy: .lastWins)
    )
    #expect(try merged.transaction?.operations == [operation("a.x", .increment(1)), operation("a.y", .set(2))])
    #expect(merged.provenance.map(\.reason) == [.laterReplaces, .uncontested])
  }

  @Test func whatLostDoesNotComeBackWhenItsWinnerLoses() throws {
    let merged = try merge(
      transaction("one", ("a.x", .set(1))),
      transaction("two", ("a", .set(2)), policy: .lastWins),
      transaction("three", ("a.y", .set(3)), policy: .lastWins)
    )
    #expect(try merged.transaction?.operations == [operation("a.y", .set(3))])
    #expect(names(merged.provenance[0].losers) == ["one", "two"])
  }

  // MARK: - Weighted

  @Test(arguments: [
    (1.0, 2.0, "two", ConflictReason.higherWeight), (2, 1, "one", .higherWeight), (1, 1, "one", .sameWeight),
    (0, 0.5, "two", .higherWeight), (-1, -2, "one", .higherWeight),
  ])
  func weightedKeepsTheHeavierAndTheEarlierOfEqualOnes(
    _ first: Double, _ second: Double, _ winner: String, _ reason: ConflictReason
  ) throws {
    let merged = try merge(
      transaction("one", ("n", .increment(1)), weight: first),
      transaction("two", ("n", .increment(2)), policy: .weighted, weight: second)
    )
    #expect(names(merged.provenance[0].winners) == [winner])
    #expect(merged.provenance[0].reason == reason)
  }

  @Test func weightedMustOutweighEachOfSeveral() throws {
    let one = try transaction("one", ("a.x", .set(1)), weight: 3)
    let two = try transaction("two", ("a.y", .set(2)), weight: 7)
    let between = try transaction("three", ("a", .set(3)), policy: .weighted, weight: 5)
    let above = try transaction("three", ("a", .set(3)), policy: .weighted, weight: 8)
    #expect(
      try merge(one, two, between).transaction?.operations == [operation("a.x", .set(1)), operation("a.y", .set(2))])
    #expect(try merge(one, two, above).transaction?.operations == [operation("a", .set(3))])
  }

  @Test(arguments: 0..<10)
  func decisionsDoNotDependOnTheOrderOfInput(_ seed: UInt64) throws {
    var random = RandomTransactions(seed: seed)
    for _ in 0..<50 {
      let proposals = (0...random.pick(1..<8)).map { random.transaction("tx-\($0)") }
      let merged = RandomTransactions.merger.merge(proposals, txId: "t")
      #expect(RandomTransactions.merger.merge(proposals.shuffled(using: &random.generator), txId: "t") == merged)
    }
  }

  @Test(arguments: 0..<10)
  func theMergedTransactionHasTheEffectOfTheWinners(_ seed: UInt64) throws {
    var random = RandomTransactions(seed: seed)
    for _ in 0..<100 {
      let proposals = (0...random.pick(1..<8)).map { random.transaction("tx-\($0)") }
      let merged = RandomTransactions.merger.merge(proposals, txId: "t")
      let result = try #require(merged.transaction)
      #expect(result.netOperations == result.operations)
      #expect(result.operations.map(\.path) == merged.provenance.map(\.path))
      let start = StateTree(random.value().objectValue ?? Value.Object())
      if let stepByStep = try? start.applying(merged.provenance.flatMap(\.winners).map(\.operation)) {
        #expect(try start.applying(result.operations) == stepByStep)
      }
    }
  }

  @Test(arguments: 0..<10)
  func everyOperationEitherStandsOrIsNamedAsLost(_ seed: UInt64) throws {
    var random = RandomTransactions(seed: seed)
    for _ in 0..<100 {
      let proposals = (0...random.pick(1..<8)).map { random.transaction("tx-\($0)") }
      let merged = TransactionMerger().merge(proposals.filter { $0.policy != .resolver }, txId: "t")
      let standing = merged.provenance.flatMap(\.winners)
      let lost = Set(merged.provenance.flatMap(\.losers))
      for proposal in proposals where proposal.policy != .resolver {
        for operation in proposal.netOperations {
          let origin = StateContribution.Origin(extensionId: proposal.originExtension, txId: proposal.txId)
          let contribution = StateContribution(operation: operation, origins: [origin])
          #expect(standing.contains(contribution) != lost.contains(contribution))
          let isAlone = proposals.allSatisfy { other in
            other == proposal || other.netOperations.allSatisfy { !$0.path.overlaps(operation.path) }
          }
          if isAlone { #expect(standing.contains(contribution)) }
        }
      }
    }
  }
}
