import PeriluneModel
import Testing

@Suite struct StrictReaderTests {
  enum Key: String, CaseIterable { case colour, size, parts }

  static func reader(_ text: String) throws -> StrictReader {
    StrictReader(try JSONDocument(parsing: text.utf8, file: "f.json"), code: .configInvalid)
  }

  @Test func goesOnAfterAProblemAndSortsThemByPlace() throws {
    let reader = try Self.reader("{\n \"size\": \"big\",\n \"colour\": 3\n}")
    let object = try #require(reader.root.object(Key.self))
    #expect(object[.colour]?.text(.any) == nil)
    #expect(object[.size]?.integer() == nil)
    #expect(object.required(.parts) == nil)
    #expect(
      reader.problems.map(\.description) == [
        "EXT_CONFIG_INVALID f.json:1:1: the file lacks the key \"parts\"; add it",
        "EXT_CONFIG_INVALID f.json:2:10: \"size\" must be an integer, not a string",
        "EXT_CONFIG_INVALID f.json:3:12: \"colour\" must be a string, not an integer",
      ])
  }

  @Test(
    arguments: [
      ("color", "did you mean \"colour\""), ("Size", "did you mean \"size\""), ("szie", "did you mean \"size\""),
      ("part", "did you mean \"parts\""), ("weight", "remove it"), ("s", "remove it"), ("", "remove it"),
    ])
  func anUnknownKeyNamesTheNearestKnownOne(key: String, advice: String) throws {
    let reader = try Self.reader("{\"\(key)\": 1}")
    _ = reader.root.object(Key.self)
    #expect(reader.problems.map { $0.message.contains(advice) } == [true], "\(reader.problems)")
  }

  @Test func pathsNameKeysAndIndices() throws {
    let reader = try Self.reader("{\"parts\": [{\"size\": 1}, {\"size\": false}]}")
    let parts = reader.root.object(Key.self)?[.parts]?.items() ?? []
    let sizes = parts.map { $0.object(Key.self)?[.size]?.positiveInteger() }
    #expect(sizes == [1, nil])
    #expect(reader.problems.map(\.message) == ["\"parts[1].size\" must be a positive integer, not a boolean"])
  }
}
