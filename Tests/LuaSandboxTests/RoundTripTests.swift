import LuaSandbox
import Testing

@Suite struct RoundTripTests {
  /// What a script hands back of its context is what the host gave it, to the
  /// byte: integers and floats, empty arrays and objects, and null stay apart.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func aContextComesBackToTheByte(seed: UInt64) throws {
    var generator = Generator(state: seed)
    var writer = EncodedValue.Writer()
    writer.beginArray(count: 1)
    generator.writeValue(to: &writer, depth: 0)
    let context = writer.finish()
    var sandbox = try Sandbox(memoryLimit: 16 << 20)
    try sandbox.load(Source("return (...)", file: "body.lua"))
    let outcome = sandbox.call(Invocation(.body, context: Tape(context), budget: .init(time: .seconds(60))))
    #expect(outcome.failure == nil)
    #expect(outcome.value == context)
  }

  @Test func aKnownTextIsSkippedAndAnotherOneStays() {
    var writer = EncodedValue.Writer()
    writer.beginArray(count: 3)
    writer.write("set")
    writer.write(7 as Int64)
    writer.write("se")
    var reader = EncodedValue.Reader(writer.finish())
    func skips(_ texts: StaticString...) -> [Bool] { texts.map { reader.skip($0) } }
    #expect(skips("set") == [false])
    #expect(reader.next() == .array(count: 3))
    #expect(skips("sex", "se", "sets", "", "set", "set") == [false, false, false, false, true, false])
    #expect(reader.next() == .integer(7))
    #expect(skips("set", "se", "se") == [false, true, false])
    #expect(reader.isAtEnd)
  }
}

/// Random values with sorted keys, as the sandbox writes them.
private struct Generator {
  var state: UInt64

  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func writeValue(to writer: inout EncodedValue.Writer, depth: Int) {
    switch next(below: depth < 6 ? 10 : 7) {
    case 0: writer.writeNull()
    case 1: writer.write(next(below: 2) == 0)
    case 2: writer.write([0, 1, -1, .max, .min, 1 << 53, (1 << 53) + 1][next(below: 7)] as Int64)
    case 3: writer.write(Int64(next(below: 1 << 30)) - (1 << 29))
    case 4:
      let doubles = [
        0, -0.0, 1, -1, 0.1, 1e300, .leastNonzeroMagnitude, 9_223_372_036_854_775_808, .greatestFiniteMagnitude,
      ]
      writer.write(doubles[next(below: doubles.count)])
    case 5, 6: writer.write(text())
    case 7, 8: writeArray(to: &writer, depth: depth)
    default: writeObject(to: &writer, depth: depth)
    }
  }

  private mutating func text() -> String {
    let scalars: [Unicode.Scalar] = ["a", "\0", "\"", "\\", "\n", "é", "€", "😀", "\u{7F}", "\u{FFFF}", "\u{10FFFF}"]
    let count = [0, 1, 3, 39, 40, 41, 200][next(below: 7)]
    var view = String.UnicodeScalarView()
    for _ in 0..<count { view.append(scalars[next(below: scalars.count)]) }
    return String(view)
  }

  private mutating func writeArray(to writer: inout EncodedValue.Writer, depth: Int) {
    let count = next(below: 6)
    writer.beginArray(count: count)
    for _ in 0..<count { writeValue(to: &writer, depth: depth + 1) }
  }

  private mutating func writeObject(to writer: inout EncodedValue.Writer, depth: Int) {
    var keys: Set<String> = []
    for _ in 0..<next(below: 6) { keys.insert(next(below: 4) == 0 ? text() : "key\(next(below: 100))") }
    let sorted = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    writer.beginObject(count: sorted.count)
    for key in sorted {
      writer.key(key)
      writeValue(to: &writer, depth: depth + 1)
    }
  }
}
