import Perilune
import PeriluneModel
import Testing

@Suite struct CommutationTrialTests {
  private func pairs(_ bodies: [String: String], hook: HookKind = .prePersistTurn) async throws -> [CommutationTrial
    .Pair]
  {
    let folder = try TemporaryExtensions()
    for (id, body) in bodies { try folder.add(id, hook: hook, body) }
    return try await CommutationTrial(registry: try await folder.runtime().registry).pairs()
  }

  @Test func independentProposalsCommute() async throws {
    #expect(try await pairs(["a": "tx:set('x', 1)", "b": "tx:set('y', 2)", "c": "tx:increment('z', 1)"]).isEmpty)
  }

  @Test func aConflictDependsOnTheOrderOfItsTwoAlone() async throws {
    let found = try await pairs(["a": "tx:set('x', 1)", "b": "tx:set('x', 2)", "c": "tx:set('y', 2)"])
    #expect(found == [pair("a", "b", ["state x"])])
  }

  @Test func weightsMakeAConflictCommute() async throws {
    let heavy = "tx:policy('weighted', { weight = 2 }) tx:set('x', 1)"
    #expect(try await pairs(["a": heavy, "b": "tx:policy('weighted', { weight = 1 }) tx:set('x', 2)"]).isEmpty)
  }

  @Test func resultsCountButNotTheOrderOfTheirItems() async throws {
    let found = try await pairs(
      [
        "a": "return { directives = { 'a' }, metadata = { k = 1 } }",
        "b": "return { directives = { 'b' }, metadata = { k = 2 } }",
      ],
      hook: .preChatTurn)
    #expect(found.map(\.differences) == [["result metadata"]])
  }

  @Test func aboveFiveOrdersAreSampledAndEveryPairIsSwapped() async throws {
    var bodies = Dictionary(uniqueKeysWithValues: (0..<6).map { ("e\($0)", "tx:set('p\($0)', 1)") })
    bodies["x"] = "tx:set('p3', 2)"
    #expect(try await pairs(bodies) == [pair("e3", "x", ["state p3"])])
  }

  private func pair(_ first: String, _ second: String, _ differences: [String]) -> CommutationTrial.Pair {
    .init(hook: .prePersistTurn, first: first, second: second, differences: differences)
  }
}
