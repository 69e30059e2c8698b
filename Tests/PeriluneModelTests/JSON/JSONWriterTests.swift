import PeriluneModel
import Testing

@Suite struct JSONWriterTests {
  @Test(
    arguments: [
      (["b": [1, 1.0, .null], "a": ["c": true]], #"{"a":{"c":true},"b":[1,1.0,null]}"#),
      ("\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}é", #""\"\\/\b\f\n\r\t\u0000\u001f\#u{7F}é""#),
      (.double(-0.0), "-0.0"), (1e300, "1e+300"), (0.1, "0.1"), (.double(.leastNonzeroMagnitude), "5e-324"),
      (100_000_000_000_000_000.0, "1e+17"),
      (.int(.min), "-9223372036854775808"), ([], "[]"), ([:], "{}"), (.double(.infinity), "null"),
      (.double(.nan), "null"),
    ] as [(Value, String)])
  func writesOneTextForOneValue(value: Value, text: String) {
    #expect(value.json == text)
  }

  @Test func prettyTextHasOnePartALine() throws {
    let value: Value = ["list": [1, []], "none": [:], "text": "a"]
    let text = """
      {
        "list": [
          1,
          []
        ],
        "none": {},
        "text": "a"
      }
      """
    #expect(value.json(pretty: true) == text)
    #expect(try Value(parsing: text) == value)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func everyValueReadsBackTheSame(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let value = Value.random(depth: 5, using: &generator)
      #expect(try Value(parsing: value.json) == value)
      #expect(try Value(parsing: value.json(pretty: true)).json == value.json)
    }
  }
}
