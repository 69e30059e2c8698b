import PeriluneModel
import Testing

@Suite struct VersionRangeTests {
  @Test(.enabled(if: SharedData.isAvailable, Comment(rawValue: SharedData.absence)))
  func agreesWithNodeOnEveryCase() throws {
    for line in try SharedData.lines("semver/range-cases.jsonl") {
      let text = try #require(line["range"]?.stringValue)
      guard line["satisfies"] != "invalid-range" else {
        #expect(VersionRange(text) == nil, "\(text)")
        continue
      }
      let version = try #require(line["version"]?.stringValue.flatMap { SemanticVersion($0) })
      #expect(VersionRange(text)?.contains(version) == line["satisfies"]?.boolValue, "\(version) in \(text)")
    }
  }

  @Test(
    arguments: [
      ("^ 1.2", ["1.2.0", "1.9.9"], ["1.1.9", "2.0.0", "2.0.0-0"]), ("~> 1.2.3", ["1.2.3"], ["1.3.0"]),
      (">=1.0.0 <1.5 || 3.x", ["1.4.9", "3.9.0"], ["1.5.0", "2.0.0"]),
      ("1.2.3 - 2 || 4", ["2.9.9", "4.0.1"], ["3.0.0"]),
      ("<=1.2", ["1.2.9"], ["1.3.0"]), (">1.2", ["1.3.0"], ["1.2.9"]), ("* || foo-free", [], []),
      ("^0.0.3-beta", ["0.0.3-beta", "0.0.3-rc", "0.0.3"], ["0.0.4", "0.0.3-alpha", "0.0.4-rc"]),
      ("> =1.2.3", ["1.2.3", "1.2.4"], ["1.2.2"]), ("< =1.2", ["1.2.9"], ["1.3.0"]),
      ("~ > 1.2.3", ["1.2.9"], ["1.3.0"]),
      ("^v=1.2.3", ["1.9.0"], ["2.0.0"]), ("==1.2", ["1.2.9"], ["1.3.0"]), (">= v1.2.3", ["1.2.3"], ["1.2.2"]),
      ("v1.2.3 - v2", ["2.9.9"], ["3.0.0"]), ("= 1.2.3", ["1.2.3"], ["1.2.4"]),
      ("1.0.0-a || *", ["1.0.0", "2.0.0"], ["1.0.0-a", "1.0.0-b"]), ("~>= 1.2", ["1.2.9"], ["1.3.0"]),
      ("0 - 0.0.0-1", ["0.0.0-0", "0.0.0-1"], ["0.0.0-2", "0.0.0"]),
      (">=0 || 1.0.0-a", ["0.0.0", "1.0.0"], ["1.0.0-a"]),
      ("x - 1.2", ["0.1.0", "1.2.9"], ["1.3.0"]), ("=v1.2.3", ["1.2.3"], ["1.2.4"]), ("X", ["9.9.9"], ["9.9.9-a"]),
    ])
  func containsExactlyWhatItsGrammarSays(text: String, inside: [String], outside: [String]) {
    let range = VersionRange(text)
    #expect((range == nil) == (inside.isEmpty && outside.isEmpty))
    for version in inside.compactMap({ SemanticVersion($0) }) {
      #expect(range?.contains(version) == true, "\(version)")
    }
    for version in outside.compactMap({ SemanticVersion($0) }) {
      #expect(range?.contains(version) == false, "\(version)")
    }
  }

  @Test(
    arguments: [
      "1 | 2", "1 |", "1.2.3>1", "^^1", "1.2.", "1.2-beta", "latest", ">", "01.2", "1.2.3-", "1.2.3 -", "- 1.2.3",
      "1.2.3 - 2 3", "a||1", "==1.2.3", "v=1.2.3", "> = 1.2.3", "~> = 1.2", "v 1.2", "^v 1.2", "=1.2.3 - 2", ">vv1.2.3",
    ])
  func refusesWhatIsNotARange(text: String) {
    #expect(VersionRange(text) == nil)
  }
}
