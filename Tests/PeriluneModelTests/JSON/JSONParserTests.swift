import PeriluneModel
import Testing

@Suite struct JSONParserTests {
  @Test(
    arguments: [
      ("null", .null), (" true\n", true), ("\t[ ]\r", []), ("{}", [:]),
      ("0", 0), ("-1", -1), ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      ("9223372036854775808", .double(9_223_372_036_854_775_808)),
      ("-9223372036854775809", .double(-9.223372036854775809e18)),
      ("1.0", 1.0), ("1e2", 100.0), ("1E+2", 100.0), ("-0", .double(-0.0)), ("-0.0", .double(-0.0)),
      ("0e1", .double(0)),
      ("1e-999", .double(0)), ("5e-324", .double(.leastNonzeroMagnitude)),
      ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
      (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{C}\n\r\tz"), (#""\u00e9\u6708\ud83c\uDF19""#, "é月🌙"),
      (#""\u0000""#, "\0"),
      ("\"\u{7F}\u{2028}é\"", "\u{7F}\u{2028}é"),
      (#"{"b":[1,{"c":null}],"a":{}}"#, ["a": [:], "b": [1, ["c": .null]]]),
      (#"{"":1}"#, ["": 1]), ("{\"e\u{301}\":1,\"\u{E9}\":2}", ["e\u{301}": 1, "\u{E9}": 2]),
    ] as [(String, Value)])
  func acceptsWhatTheStandardAllows(text: String, value: Value) throws {
    #expect(try Value(parsing: text) == value)
  }

  @Test(
    arguments: [
      "", " ", "[", "]", "{", "}", "[1", "[1,", "[,1]", "[1,,2]", "[1,]", "[1 2]", "[1}", "{\"a\":1,}", "{\"a\" 1}",
      "{\"a\":}",
      "{a:1}", "{'a':1}", "{1:1}", "{\"a\":1 \"b\":2}", "{,}", "{\"a\"}", "{\"a\":1]", "[]]", "1 2", "{}{}", "nul",
      "nulll", "True",
      "tru", "NaN", "Infinity", "-Infinity", "-", "+1", "01", "-01", "00", ".5", "1.", "1.e2", "1e", "1e+", "0x10",
      "1_000",
      "1e999", "-1e999", "\"", "\"a", "'a'", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\U1234\"", "\"a\nb\"",
      "\"\t\"", "\"\0\"",
      #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\ud800\n""#, #""\udc00\ud800""#, #""\ud800\ud800""#,
      "// no\n1", "/* no */ 1", "[1] // no", "\u{FEFF}1", "\u{A0}1", "\u{C}1", "\0", "1\0", "{\"a\":1,\"a\":2}",
      #"{"a":1,"\u0061":2}"#,
    ])
  func refusesWhatItDoesNot(text: String) {
    #expect(throws: JSONSyntaxError.self) { try Value(parsing: text) }
  }

  @Test(
    arguments: [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE2, 0x82]]
      as [[UInt8]])
  func refusesBytesThatAreNotUTF8(bytes: [UInt8]) {
    let text = [0x5B, 0x22, 0xC3, 0xA9] + bytes + [0x22, 0x5D]
    let error = #expect(throws: JSONSyntaxError.self) { try Value(parsing: text) }
    #expect(error?.column == 5)
  }

  @Test(
    arguments: [
      ("[1,\n  2,\n]", 2, 4, "comma before"), ("{\"a\":1,\n \"é\": 2, \"a\":3}", 2, 11, "\"a\" is there twice"),
      ("[\"é\", x]", 1, 8, "expected a value"), ("\"\\ud800\"", 1, 2, "surrogate"), ("[1e999]", 1, 2, "range"),
      ("[] x", 1, 4, "remove it"), ("{\"a\" 1}", 1, 6, "\":\""), ("\n\n[", 3, 2, "end of the text"),
      ("\"abc", 1, 1, "closing quote"),
      ("\"a\u{1}\"", 1, 3, "control character"), ("\u{FEFF}1", 1, 1, "byte order mark"), ("// x", 1, 1, "comments"),
    ])
  func saysWhereAndWhat(text: String, line: Int, column: Int, part: String) throws {
    let error = try #require(throws: JSONSyntaxError.self) { try Value(parsing: text) }
    #expect([error.line, error.column] == [line, column], "\(error)")
    #expect(error.message.contains(part), "\(error)")
  }

  @Test func nestsUpToTheLimitAndNoDeeper() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(throws: Never.self) { try Value(parsing: nested(128)) }
    #expect(throws: JSONSyntaxError.self) { try Value(parsing: nested(129)) }
    #expect(throws: JSONSyntaxError.self) { try Value(parsing: "[[[0]]]", maxDepth: 2) }
    #expect(throws: Never.self) { try Value(parsing: "[[0],[0],{\"a\":1}]", maxDepth: 2) }
    #expect(throws: JSONSyntaxError.self) { try Value(parsing: String(repeating: "[", count: 1_000_000)) }
  }

  @Test func findsTheFirstRepeatedKeyOfALargeObject() throws {
    let fields = (0..<1_000).reversed().map { "\"k\($0)\":\($0)" } + ["\"k7\":0", "\"k3\":0"]
    let error = try #require(throws: JSONSyntaxError.self) {
      try Value(parsing: "{" + fields.joined(separator: ",") + "}")
    }
    #expect(error.message.contains("\"k7\""))
  }

  @Test func aCutOrChangedTextNeverCrashes() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      var bytes = Value.random(depth: 4, using: &generator).jsonBytes()
      for _ in 0..<3 {
        guard let index = bytes.indices.randomElement(using: &generator) else { continue }
        bytes[index] = UInt8.random(in: 0...255, using: &generator)
      }
      // Either outcome is right here; what counts is that there is one.
      _ = try? Value(parsing: bytes)
      _ = try? Value(parsing: bytes.dropLast(bytes.count / 2))
    }
  }
}
