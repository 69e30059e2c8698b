import PeriluneModel
import Testing

@Suite struct DataClassTagTests {
  @Test(
    arguments: [
      ("attributes.private.**", ["attributes", "private", "diary", "page"], true),
      ("attributes.private.**", ["attributes", "private"], true),
      ("attributes.private.**", ["attributes", "public"], false),
      ("attributes.private.**", ["attributes"], false),
      ("memory", ["memory", "graph"], true),
      ("people.*.secret", ["people", "mira", "secret"], true),
      ("people.*.secret", ["people", "mira", "name"], false),
      ("people.*", ["people"], false),
      ("**", [], true),
      (#"a\.b.c"#, ["a.b", "c"], true), (#"a\.b.c"#, ["a", "b", "c"], false),
      (#"a.\*"#, ["a", "*"], true), (#"a.\*"#, ["a", "b"], false), (#"a\\.b"#, [#"a\"#, "b"], true),
    ])
  func coversAValueAndItsParts(pattern: String, path: [String], isCovered: Bool) throws {
    let tag = try #require(DataClassTag(pattern, .privateAttributes))
    #expect(tag.covers(path) == isCovered)
  }

  @Test func reachesBelowThePathsThatContainATaggedOne() throws {
    let tag = try #require(DataClassTag("people.*.secret", .privateAttributes))
    #expect(tag.reachesBelow([]))
    #expect(tag.reachesBelow(["people", "mira"]))
    #expect(!tag.reachesBelow(["people", "mira", "secret"]))
    #expect(!tag.reachesBelow(["places"]))
  }

  @Test(arguments: ["", ".", "a.", ".a", "a..b", "a.**.b", "a.b*", "a.***", #"a\"#])
  func refusesAPatternThatCouldNotMeanAnything(pattern: String) {
    #expect(DataClassTag(pattern, .privateAttributes) == nil)
  }
}
