import PeriluneModel
import Testing

@Suite struct SemanticVersionTests {
  @Test func keepsItsPartsAndItsText() throws {
    let version = try #require(SemanticVersion("1.20.3-beta.2.x-y+build.05"))
    #expect([version.major, version.minor, version.patch] == [1, 20, 3])
    #expect(version.prerelease.map(\.text) == ["beta", "2", "x-y"])
    #expect(version.build == ["build", "05"])
    #expect(version.description == "1.20.3-beta.2.x-y+build.05")
  }

  @Test(arguments: [
    "v1.2.3", " 1.2.3", "1.2", "1.2.3-", "1.2.3+", "1.2.3-a..b", "1.2.3-01", "1.2.3 x", "-1.2.3", "1.2.3-é",
  ])
  func refusesWhatIsNotExactlyAVersion(text: String) {
    #expect(SemanticVersion(text) == nil)
  }

  @Test func ordersAsTheStandardSays() {
    let ascending = [
      "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
      "1.0.0", "1.0.1", "1.1.0-99999999999999999999", "1.1.0-100000000000000000000", "1.1.0", "2.0.0",
    ].compactMap { SemanticVersion($0) }
    #expect(ascending.count == 13)
    for (index, version) in ascending.enumerated() {
      for (otherIndex, other) in ascending.enumerated() {
        #expect((version < other) == (index < otherIndex))
        #expect((version == other) == (index == otherIndex))
      }
    }
  }

  @Test func buildMetadataHasNoPartInTheOrder() {
    #expect(SemanticVersion("1.0.0+a") == SemanticVersion("1.0.0+b"))
    #expect(Set([SemanticVersion("1.0.0+a"), SemanticVersion("1.0.0")]).count == 1)
  }

  @Test(.enabled(if: SharedData.isAvailable, Comment(rawValue: SharedData.absence)))
  func agreesWithNodeOnWhatAVersionIs() throws {
    for line in try SharedData.lines("semver/versions.jsonl") {
      let text = try #require(line["version"]?.stringValue)
      // Node also takes blanks around a version and a `v` before it; a manifest may not.
      var plain = text.drop { $0 == " " }.prefix { $0 != " " }
      if plain.hasPrefix("v") { plain = plain.dropFirst() }
      #expect((SemanticVersion(plain) != nil) == line["valid"]?.boolValue, "\(text)")
    }
  }

  @Test(.enabled(if: SharedData.isAvailable, Comment(rawValue: SharedData.absence)))
  func agreesWithNodeOnTheOrder() throws {
    let texts = try #require(try SharedData.value("semver/order.json").arrayValue).compactMap(\.stringValue)
    let versions = texts.compactMap { SemanticVersion($0) }
    #expect(versions.count == texts.count)
    for (lower, higher) in zip(versions, versions.dropFirst()) { #expect(lower <= higher) }
    #expect(versions.reversed().sorted().map(\.major) == versions.map(\.major))
  }
}
