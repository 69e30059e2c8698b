/// Writes a value as JSON text, the same bytes everywhere.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private let isPretty: Bool
  private var depth = 0

  init(isPretty: Bool) { self.isPretty = isPretty }

  mutating func write(_ value: Value) {
    switch value {
    case .null: write("null")
    case .bool(let flag): write(flag ? "true" : "false")
    case .int(let number): write(String(number))
    case .double(let number): write(number.isFinite ? number.description : "null")
    case .string(let text): writeQuoted(text)
    case .array(let items):
      writeList(items, between: "[", and: "]") { $0.write($1) }
    case .object(let fields):
      writeList(fields, between: "{", and: "}") { writer, field in
        writer.writeQuoted(field.key)
        writer.write(writer.isPretty ? ": " : ":")
        writer.write(field.value)
      }
    }
  }

  private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func writeList<Parts: Collection>(
    _ parts: Parts,
    between open: String,
    and close: String,
    _ writePart: (inout JSONWriter, Parts.Element) -> Void
  ) {
    write(open)
    depth += 1
    var isFirst = true
    for part in parts {
      if !isFirst { write(",") }
      isFirst = false
      breakLine()
      writePart(&self, part)
    }
    depth -= 1
    if !isFirst { breakLine() }
    write(close)
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    write("\n")
    for _ in 0..<depth { write("  ") }
  }

  private mutating func writeQuoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20: writeEscape(of: byte)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscape(of control: UInt8) {
    switch control {
    case 0x08: write("\\b")
    case 0x09: write("\\t")
    case 0x0A: write("\\n")
    case 0x0C: write("\\f")
    case 0x0D: write("\\r")
    default: write((control < 0x10 ? "\\u000" : "\\u00") + String(control, radix: 16))
    }
  }
}
