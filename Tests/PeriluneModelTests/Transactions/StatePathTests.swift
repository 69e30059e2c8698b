import PeriluneModel
import Testing

@Suite struct StatePathTests {
  @Test(arguments: [
    ("a", ["a"]), ("a.b.c", ["a", "b", "c"]), (#"a\.b"#, ["a.b"]), (#"a\\.b"#, [#"a\"#, "b"]),
    (#"\\\."#, [#"\."#]), (" . ", [" ", " "]), ("a.\u{301}b", ["a", "\u{301}b"]), ("\u{1F319}", ["\u{1F319}"]),
  ])
  func aTextReadsAsItsKeysAndPrintsAsItself(_ text: String, _ keys: [String]) throws {
    let path = try StatePath(text)
    #expect(path.keys.map { Array($0.utf8) } == keys.map { Array($0.utf8) })
    #expect(Array(path.description.utf8) == Array(text.utf8))
    #expect(try path == StatePath(keys: keys))
  }

  @Test(arguments: [
    ("", "needs at least one key"), (".", "empty key"), ("a.", "empty key"), (".a", "empty key"), ("a..b", "empty key"),
    (#"a\"#, "ends in a backslash"), (#"a\b"#, "escapes neither"),
    (Array(repeating: "k", count: 33).joined(separator: "."), "33 keys"),
    (String(repeating: "k", count: 1_025), "1025 bytes"), (String(repeating: "k", count: 9_000), "9000 bytes"),
  ])
  func aTextThatIsNoPathIsRefusedWithItsReason(_ text: String, _ reason: String) throws {
    let error = #expect(throws: ExtensionError.self) { try StatePath(text) }
    #expect(error?.code == .outputInvalid)
    #expect(error?.message.contains(reason) == true, "found \(error?.message ?? "")")
  }

  @Test func keysWithoutAnyOrWithAnEmptyOneAreRefused() {
    #expect(throws: ExtensionError.self) { try StatePath(keys: []) }
    #expect(throws: ExtensionError.self) { try StatePath(keys: ["a", ""]) }
  }

  @Test(arguments: [
    ("a", "a", true), ("a", "a.b", true), ("a.b.c", "a", true), ("a", "b", false), ("a.b", "a.c", false),
    ("a", "ab", false), (#"a\.b"#, "a", false), ("caf\u{E9}", "cafe\u{301}", false),
  ])
  func pathsOverlapWhenOneContainsTheOther(_ left: String, _ right: String, _ expected: Bool) throws {
    let (left, right) = (try StatePath(left), try StatePath(right))
    #expect(left.overlaps(right) == expected)
    #expect(right.overlaps(left) == expected)
  }

  @Test func pathsSortByBytesAndStandBeforeThoseInsideThem() throws {
    let sorted = ["B", "a", "a.b", "a.b.c", "a.c", "a!", "cafe\u{301}", "caf\u{E9}", "\u{FFFD}", "\u{1F319}"]
    let paths = try sorted.map { try StatePath($0) }
    #expect(paths.reversed().sorted() == paths)
  }

  @Test func twoSpellingsOfOneCharacterAreTwoPaths() throws {
    let paths = try Set([StatePath("caf\u{E9}"), StatePath("cafe\u{301}"), StatePath("caf\u{E9}")])
    #expect(paths.count == 2)
  }

  /// The keys of a text, scalar by scalar; `nil` for one that is no path.
  private func slowKeys(_ text: String) -> [String]? {
    var keys = [""]
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if scalar == "." {
        keys.append("")
      } else if scalar == "\\" {
        guard let escaped = scalars.popFirst(), escaped == "." || escaped == "\\" else { return nil }
        keys[keys.count - 1].unicodeScalars.append(escaped)
      } else {
        keys[keys.count - 1].unicodeScalars.append(scalar)
      }
    }
    return keys.contains(where: \.isEmpty) ? nil : keys
  }

  @Test(arguments: 0..<10)
  func aRandomTextHasTheKeysThatAreReadScalarByScalar(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed &* 0xD134_2543_DE82_EF95)
    let scalars: [Unicode.Scalar] = [
      ".", ".", "\\", "\\", "a", "b", "\u{0}", "é", "e", "\u{301}", "\u{200D}", "月", "🌙",
    ]
    for _ in 0..<2_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0..<12, using: &generator) {
        if let scalar = scalars.randomElement(using: &generator) { text.append(scalar) }
      }
      let keys = slowKeys(String(text))
      let path = try? StatePath(String(text))
      #expect(path?.keys.map { Array($0.utf8) } == keys?.map { Array($0.utf8) }, "\(String(text).debugDescription)")
      if let path { #expect(try StatePath(path.description) == path) }
    }
  }
}
