import LuaSandbox
import Testing

@Suite struct TapeJSONTests {
  @Test(
    arguments: [
      ("null", .null), (" true\n", .bool(true)), ("false", .bool(false)), ("\t[ ]\r", .array), ("{ }", .object),
      ("0", .integer(0)), ("-1", .integer(-1)), ("9223372036854775807", .integer(.max)),
      ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .double(9_223_372_036_854_775_808)),
      ("-9223372036854775809", .double(-9_223_372_036_854_775_808)),
      ("18446744073709551616", .double(18_446_744_073_709_551_616)), ("100000000000000000000000", .double(1e23)),
      ("1.0", .double(1)), ("1e2", .double(100)), ("1E+2", .double(100)), ("12.5e-1", .double(1.25)),
      ("0.1", .double(0.1)), ("123456789.123456789", .double(123456789.123456789)), ("1e22", .double(1e22)),
      ("1e23", .double(1e23)), ("9007199254740993.0", .double(9_007_199_254_740_992)),
      ("0.000000000000000000000000000001", .double(1e-30)), ("2.2250738585072014e-308", .double(.leastNormalMagnitude)),
      ("5e-324", .double(.leastNonzeroMagnitude)), ("1e-999", .double(0)), ("0e999999999999999999999", .double(0)),
      ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
      (#""a\"\\\/\b\f\n\r\tz""#, .string("a\"\\/\u{8}\u{C}\n\r\tz")), (#""\u00e9\u6708\ud83c\uDF19""#, .string("é月🌙")),
      (#""\u0000""#, .string("\0")),
      ("\"\u{7F}\u{2028}é月🌙 and plain text after it\"", .string("\u{7F}\u{2028}é月🌙 and plain text after it")),
      (#""sixteen plain letters \\ eight more""#, .string("sixteen plain letters \\ eight more")),
      (#""""#, .string("")),
    ] as [(String, Tape.Node.Content)])
  func aTextHasItsValue(text: String, content: Tape.Node.Content) throws {
    #expect(try Tape(json: Array(text.utf8)).root?.content == content)
  }

  /// A negative zero is a double, and equal to a positive one by `==` only.
  @Test(arguments: [("-0", true), ("-0.0", true), ("-0e5", true), ("0.0", false), ("0e5", false)])
  func aZeroKeepsItsSign(text: String, isNegative: Bool) throws {
    let content = try Tape(json: Array(text.utf8)).root?.content
    guard case .double(let number) = content else { return #expect(content == .double(0)) }
    #expect(number == 0 && (number.sign == .minus) == isNegative)
  }

  @Test func aScriptReadsIt() throws {
    let text = #"""
      {"z": {"b": [10, 2.5, "d\u00e9j\u00e0 vu", null, {"deep": [[true]]}], "": 0}, "a": "plain", "é\n": -1,
       "many": {"k1":1,"k9":9,"k2":2,"k8":8,"k3":3,"k7":7,"k4":4,"k6":6,"k5":5,"\u006b10":10}}
      """#
    let body = """
      local c = ...
      local keys = {}
      for key in pairs(c) do keys[#keys + 1] = key end
      assert(table.concat(keys, "|") == "a|many|z|é\\n")
      assert(c.z.b[1] == 10 and c.z.b[2] == 2.5 and c.z.b[3] == "déjà vu" and c.z.b[4] == null and #c.z.b == 5)
      assert(c.z.b[5].deep[1][1] == true and c.z[""] == 0 and c["é\\n"] == -1 and c.a == "plain" and c.x == nil)
      for i = 1, 10 do assert(c.many["k" .. i] == i) end
      assert(c.many.k11 == nil and c.many.k0 == nil)
      return totable(c).many.k10
      """
    let context = try Tape(json: Array(text.utf8))
    let outcome = try run(body) { $0.context = context }
    #expect(outcome.failure == nil)
    #expect(outcome.scalar == .integer(10))
  }

  @Test(arguments: [0, 1, 2, 16, 17, 500])
  func aLargeObjectIsSorted(count: Int) throws {
    let names = (0..<count).map { "k\($0 * 7919 % 100_003)" }
    let fields = names.enumerated().map { "\"\($0.element)\":\($0.offset)" }
    let root = try #require(try Tape(json: Array("{\(fields.joined(separator: ","))}".utf8)).root)
    #expect(root.fields.map(\.name) == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for (index, name) in names.enumerated() { #expect(root[name]?.content == .integer(Int64(index))) }
  }

  // MARK: Refusals

  @Test(
    arguments: [
      ("", .syntax, 0, 1, 1, ""), (" \n ", .syntax, 3, 2, 2, ""), ("[1,\n  2,\n]", .syntax, 7, 2, 4, "[3]"),
      ("[1 2]", .syntax, 3, 1, 4, "[2]"), ("[1}", .syntax, 2, 1, 3, "[2]"), ("[] x", .syntax, 3, 1, 4, ""),
      ("{\"a\" 1}", .syntax, 5, 1, 6, "a"), ("{\"a\":}", .syntax, 5, 1, 6, "a"), ("{\"a\":1,}", .syntax, 6, 1, 7, ""),
      ("{\"a\":01}", .syntax, 5, 1, 6, "a"), ("[-]", .syntax, 2, 1, 3, "[1]"), ("1.", .syntax, 2, 1, 3, ""),
      ("{\"é\":[0,{\"b\":nul}]}", .syntax, 14, 1, 15, "é[2].b"), ("[NaN]", .syntax, 1, 1, 2, "[1]"),
      ("\"abc", .syntax, 0, 1, 1, ""), ("\"a\u{1}\"", .syntax, 2, 1, 3, ""), ("\"\\x\"", .syntax, 1, 1, 2, ""),
      ("\"\\u12g4\"", .syntax, 5, 1, 6, ""), ("// x", .syntax, 0, 1, 1, ""), ("\0", .syntax, 0, 1, 1, ""),
      ("\u{FEFF}1", .encoding, 0, 1, 1, ""), ("[1e999]", .number, 1, 1, 2, "[1]"),
      ("[-1e999]", .number, 1, 1, 2, "[1]"), ("\"\\ud800\"", .surrogate, 1, 1, 2, ""),
      ("{\"x\":\"a\\udc00\\ud800\"}", .surrogate, 7, 1, 8, "x"), ("\"\\ud800\\n\"", .surrogate, 1, 1, 2, ""),
      ("{\"a\":1,\n \"é\": 2, \"a\":3}", .duplicateKey, 18, 2, 11, "a"),
      ("{\"o\":[{\"a\":{\"b\":\"}\",\"a\":0},\"b\":1,\"\\u0061\":2}]}", .duplicateKey, 33, 1, 34, "o[1].a"),
    ] as [(String, Tape.JSONError.Code, Int, Int, Int, String)])
  func aMistakeHasItsCodeAndPlace(
    text: String, code: Tape.JSONError.Code, offset: Int, line: Int, column: Int, path: String
  ) throws {
    let error = try #require(throws: Tape.JSONError.self) { try Tape(json: Array(text.utf8)) }
    #expect(error.code == code, "\(error)")
    #expect([error.offset, error.line, error.column] == [offset, line, column], "\(error)")
    #expect(error.path == path, "\(error)")
  }

  @Test(
    arguments: [
      [0xFF], [0xC3], [0xC0, 0xAF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x8C],
    ] as [[UInt8]])
  func bytesThatAreNotUTF8AreRefused(bytes: [UInt8]) throws {
    for end in [[0x22, 0x5D], [0x5C, 0x6E, 0x22, 0x5D], []] as [[UInt8]] {
      let text = [0x5B, 0x22, 0xC3, 0xA9] + bytes + end
      let error = try #require(throws: Tape.JSONError.self) { try Tape(json: text) }
      #expect(error.code == .encoding)
      #expect(error.offset == 4)
    }
  }

  @Test func theDepthHasALimit() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(throws: Never.self) { try Tape(json: nested(128)) }
    #expect(throws: Never.self) { try Tape(json: nested(100_000), maxDepth: 100_000) }
    #expect(throws: Never.self) { try Tape(json: Array("0".utf8), maxDepth: 0) }
    let error = try #require(throws: Tape.JSONError.self) { try Tape(json: nested(1_000_000)) }
    #expect(error.code == .depth)
    #expect(error.offset == 128)
    #expect(throws: Tape.JSONError.self) { try Tape(json: Array("{\"a\":[[0]]}".utf8), maxDepth: 2) }
    #expect(throws: Never.self) { try Tape(json: Array("[[0],[0],{\"a\":1}]".utf8), maxDepth: 2) }
  }

  @Test func theSizeHasALimit() throws {
    let text = Array("[1,2,3]".utf8)
    #expect(throws: Never.self) { try Tape(json: text, maxSize: 7) }
    let error = try #require(throws: Tape.JSONError.self) { try Tape(json: text, maxSize: 6) }
    #expect(error.code == .size)
  }

  /// Wherever a text is cut, there is an answer, and a place inside of the text.
  @Test func aCutTextIsRefusedInPlace() throws {
    let text = Array(#"{"é":[1.5e3,"\ud83c\uDF19 \n",{"a":true,"b":null}],"c":"plain text of some length"}"#.utf8)
    for count in 0..<text.count {
      let error = try #require(throws: Tape.JSONError.self) { try Tape(json: Array(text.prefix(count))) }
      #expect(error.offset <= count)
      #expect(error.column == error.offset + 1)
    }
  }
}
