import PeriluneModel
import Testing

@Suite struct ResolverPolicyTests {
  struct Refusal: Error {
    var secret = "secret"
  }

  /// Three children or twins, then a parent or twin that asks the resolver.
  func merge(
    _ earlier: [(path: String, kind: StateOperation.Kind)],
    _ later: (path: String, kind: StateOperation.Kind)...,
    by resolver: ConflictResolver?
  ) throws -> MergedTransactions {
    let ids = earlier.indices.map { "tx-\($0)" }
    var proposals = try zip(ids, earlier).map { id, step in try transaction(id, step, policy: .lastWins) }
    proposals.append(
      try StateTransaction(
        txId: "asking",
        originExtension: "asking",
        operations: later.map { try operation($0.path, $0.kind) },
        policy: .resolver,
        resolverId: "judge"
      ))
    let resolvers = resolver.map { ["judge": $0] } ?? [:]
    return TransactionMerger(executionOrder: ids, resolvers: resolvers).merge(proposals, txId: "turn")
  }

  @Test func itIsAskedWithThePathAndAllThatCompete() throws {
    let merged = try merge(
      [("a.x", .set(1)), ("a.y", .set(2)), ("b", .set(0))], ("a", .set(3)),
      by: .init { request in
        #expect(request.path.description == "a")
        #expect(request.competing.map(\.operation.kind) == [.set(1), .set(2), .set(3)])
        #expect(request.competing.flatMap(\.origins).map(\.extensionId) == ["tx-0", "tx-1", "asking"])
        return .keep(2)
      })
    #expect(try merged.transaction?.operations == [operation("b", .set(0)), operation("a", .set(3))])
    #expect(merged.provenance[1].reason == .resolverChose)
    #expect(merged.warnings.isEmpty)
  }

  @Test func aKeptEarlierOperationDropsItsRivalsAndNoBystander() throws {
    let twins = try merge([("n", .increment(1)), ("n", .increment(2))], ("n", .set(3)), by: .init { _ in .keep(1) })
    #expect(try twins.transaction?.operations == [operation("n", .increment(2))])
    let children = try merge([("a.x", .set(1)), ("a.y", .set(2))], ("a", .set(3)), by: .init { _ in .keep(0) })
    #expect(try children.transaction?.operations == [operation("a.x", .set(1)), operation("a.y", .set(2))])
  }

  @Test func aCombinedOperationStandsForAll() throws {
    let merged = try merge(
      [("n", .set(1)), ("m", .set(0))], ("n", .set(5)),
      by: .init { request in
        .combined(StateOperation(request.path, .set(3)))
      })
    #expect(try merged.transaction?.operations == [operation("m", .set(0)), operation("n", .set(3))])
    #expect(merged.provenance[1].winners[0].origins.map(\.txId) == ["tx-0", "asking"])
    #expect(merged.provenance[1].reason == .resolverCombined)
    #expect(merged.conflicts[0].losers.isEmpty)
  }

  @Test func theRestOfATransactionMeetsWhatItWasCombinedInto() throws {
    let merged = try merge(
      [("a", .set(["z": 0]))], ("a.x", .set(1)), ("a.y", .set(2)),
      by: .init { request in
        guard case .set(.object(var fields)) = request.competing[0].operation.kind else { return .keep(0) }
        fields[request.path.keys[1]] = true
        return .combined(StateOperation(request.competing[0].operation.path, .set(.object(fields))))
      })
    #expect(try merged.transaction?.operations == [operation("a", .set(["x": true, "y": true, "z": 0]))])
    #expect(merged.conflicts.count == 2)
  }

  static let answers: [(ConflictResolver?, ConflictReason)] = [
    (nil, .resolverMissing),
    (.init { _ in throw Refusal() }, .resolverFailed),
    (.init { _ in throw ExtensionError(.hookFailure, "no") }, .resolverFailed),
    (.init { _ in .keep(2) }, .resolverFailed),
    (.init { _ in .keep(-1) }, .resolverFailed),
    (.init { _ in .combined(StateOperation(try StatePath("a"), .set(1))) }, .resolverFailed),
    (.init { _ in .combined(StateOperation(try StatePath("b"), .set(1))) }, .resolverFailed),
    (.init { .combined(StateOperation($0.path, .increment("1"))) }, .resolverFailed),
  ]

  @Test(arguments: answers.indices)
  func aMissingOrFailingResolverIsAWarningAndTheEarlierStays(_ index: Int) throws {
    let (resolver, reason) = Self.answers[index]
    let merged = try merge([("a.x", .set(1))], ("a.x", .set(2)), by: resolver)
    #expect(try merged.transaction?.operations == [operation("a.x", .set(1))])
    #expect(merged.provenance[0].reason == reason)
    let warning = try #require(merged.warnings.first)
    #expect(warning.code == .stateTransactionConflict)
    #expect(warning.severity == .warn)
    #expect(warning.extensionId == "asking")
    #expect(warning.message.contains(#""a.x""#) && warning.message.contains(#""judge""#))
    #expect(warning.causes.count == (reason == .resolverFailed ? 1 : 0))
    #expect(!"\(warning.causes)".contains("secret"))
  }

  @Test func aTransactionThatNamesNoResolverFallsBackToo() throws {
    let merged = TransactionMerger(executionOrder: ["one", "two"]).merge(
      [try transaction("one", ("n", .set(1))), try transaction("two", ("n", .set(2)), policy: .resolver)], txId: "turn")
    #expect(merged.warnings.first?.message.contains("names no resolver") == true)
  }

  @Test func everyPolicyIsFoundByItsName() {
    #expect(ConflictPolicy.allCases.map(\.rawValue) == ["first-wins", "last-wins", "weighted", "resolver"])
    for policy in ConflictPolicy.allCases { #expect(ConflictPolicy(rawValue: policy.rawValue) == policy) }
    #expect(ConflictPolicy(rawValue: "loudest-wins") == nil)
  }
}
