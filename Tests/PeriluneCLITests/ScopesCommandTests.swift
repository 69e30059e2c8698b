import PeriluneModel
import Testing

@Suite struct ScopesCommandTests {
  private let fixtures = "Tests/PeriluneCLITests/Fixtures/scopes"

  private func explain(_ arguments: String...) throws -> Command.Result {
    try Command.run(
      [
        "scopes", "explain", "--context", fixtures + "/context.json", "--extensions", "examples/extensions",
        "--config", fixtures + "/host.json",
      ] + arguments)
  }

  @Test func theViewLacksWhatIsHiddenAndEachHiddenPathHasItsReason() throws {
    let json = try #require(try explain("--extension", "tide-table", "--json").json)
    #expect(json["granted"] == ["harbour:patrols"])
    #expect(json["view"]?["attributes"] == ["relationship.mira.bond": 4])
    #expect(json["view"]?["patrols"] == [["day": 1, "at": "02:30"]])
    #expect(
      json["hidden"] == [
        [
          "path": #"attributes["private.mira.secret"]"#, "dataClass": "attr:private",
          "pattern": "attributes.private.**", "reason": "not-requested",
        ]
      ])
    #expect(json["shown"]?[0]?["path"] == "patrols")
  }

  @Test func forAPersonTheReasonsAreWords() throws {
    let result = try explain("--extension", "dice-manners")
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("dice-manners is granted no data class and sees\n  {\n"))
    #expect(result.output.contains("hidden    patrols: of the class harbour:patrols by \"patrols\", which the"))
    #expect(!result.output.contains("02:30"))
  }

  @Test func anUnknownExtensionIsAnUnusableInput() throws {
    let result = try explain("--extension", "nobody")
    #expect(result.code == 2)
    #expect(result.errors.contains("name one of dice-manners, long-tales, mood-votes, running-gag, tide-table"))
  }
}
