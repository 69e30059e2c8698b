/// Reads JSON into a tape.
///
/// It takes and refuses what `Value(parsing:)` of `PeriluneModel` does, at the
/// same places and with the same messages: `JSONContextTests` compares both.
@safe  // The pointer is that of the closure which the reader is made and used in; each access is below `count`.
struct TapeReader: ~Copyable {
  let text: UnsafeRawBufferPointer
  let count: Int
  let maxDepth: Int
  var index = 0
  var builder: Tape.Builder
  var open: [Container] = []

  struct Container {
    /// Its opening bracket.
    var start: Int
    var isObject: Bool
  }

  init(_ text: UnsafeRawBufferPointer, maxDepth: Int) {
    unsafe self.text = text
    count = text.count
    self.maxDepth = maxDepth
    builder = unsafe Tape.Builder(text: text)
  }

  /// Reads exactly one value and the blanks around it.
  mutating func document() throws(Tape.JSONError) -> Tape {
    if startsWithMark {
      throw failure("a byte order mark is not allowed; save the file as UTF-8 without one", code: .encoding)
    }
    skipBlanks()
    repeat { try value() } while !open.isEmpty
    if index < count { throw failure("\(found) after the end of the value; remove it") }
    return builder.finish()
  }
}

// MARK: - Bytes

extension TapeReader {
  /// The next byte; 0, which no JSON text may hold, at the end.
  var next: UInt8 { index < count ? unsafe text[index] : 0 }

  private var startsWithMark: Bool {
    count >= 3 && (unsafe text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF)
  }

  mutating func skipBlanks() {
    while index < count {
      switch unsafe text[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }

  /// Passes `character` when it comes next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }
}

// MARK: - Values

extension TapeReader {
  /// Reads a value that is not inside of another, or the start of a container,
  /// and goes on to where the next value starts.
  private mutating func value() throws(Tape.JSONError) {
    switch next {
    case UInt8(ascii: "\""): builder.write(try string())
    case UInt8(ascii: "{"):
      if try begins(isObject: true) { return }
    case UInt8(ascii: "["):
      if try begins(isObject: false) { return }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: try word()
    }
    try goOn()
  }

  private mutating func word() throws(Tape.JSONError) {
    switch next {
    case UInt8(ascii: "t") where passes("true"): builder.write(true)
    case UInt8(ascii: "f") where passes("false"): builder.write(false)
    case UInt8(ascii: "n") where passes("null"): builder.writeNull()
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      throw failure("an unknown word; only true, false and null stand without quotes")
    case UInt8(ascii: "'"): throw failure("a string in single quotes; use double quotes")
    case UInt8(ascii: "/"): throw failure("JSON has no comments; remove this one")
    default: throw failure("expected a value, not \(found)")
    }
  }

  private mutating func passes(_ word: StaticString) -> Bool {
    let size = word.utf8CodeUnitCount
    guard count - index >= size else { return false }
    for offset in 0..<size where unsafe text[index + offset] != word.utf8Start[offset] { return false }
    index += size
    return true
  }
}
