import Perilune
import PeriluneModel
import Testing

@Suite struct TokenCounterTests {
  /// `ab` and `abc` are tokens, and so is every letter of them.
  private static let counter: TokenCounter = {
    let lines = "YQ== 0\nYg== 1\nYw== 2\nYWI= 3\nYWJj 4\n"
    guard let vocabulary = try? BytePairVocabulary(tiktoken: lines.utf8, file: "v", splitting: .none) else {
      return .estimate
    }
    return .bytePairs(vocabulary)
  }()

  @Test(arguments: [("", 0), ("abc", 1), ("abcab", 2), ("ba", 2), ("aé", 3)])
  func countsByTheVocabulary(text: String, count: Int) {
    #expect(Self.counter.count(text) == count)
  }

  @Test(arguments: [("abcabcabc", 2, "abcabc"), ("abcabcabc", 0, ""), ("xéx", 2, "x"), ("abc", 9, "abc")])
  func cutsWithinTheLimitAndBetweenCharacters(text: String, limit: Int, prefix: String) {
    #expect(Self.counter.prefix(of: text, within: limit) == prefix)
  }

  @Test(arguments: [("", 0), ("a", 1), ("abcd", 1), ("abcde", 2), ("🌙🌙🌙🌙", 1)])
  func theDefaultEstimatesFourCharactersAToken(text: String, count: Int) {
    #expect(TokenCounter.estimate.count(text) == count)
  }

  @Test func theBudgetOfARunIsCountedByIt() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "return { directives = { 'abcabcabc' } }")
    let runtime = try await folder.runtime { $1.tokenCounter = Self.counter }
    let outcome = try await runtime.run(.preChatTurn, ["tokenBudget": 2])
    #expect(outcome.merged.value["directives"] == ["abcabc"])
    #expect(outcome.ran.map(\.tokens) == [2])
  }
}
