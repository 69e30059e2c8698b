import LuaSandbox
import PeriluneModel

/// A value of a context, from which the sandbox's tape, the references' buffer and a host's payload are made.
indirect enum ContextValue {
  case integer(Int64)
  case string(String)
  case array([ContextValue])
  /// Fields in the order of their names.
  case object([(String, ContextValue)])

  var tape: Tape {
    var builder = Tape.Builder()
    write(to: &builder)
    return builder.finish()
  }

  private func write(to builder: inout Tape.Builder) {
    switch self {
    case .integer(let number): builder.write(number)
    case .string(let text): builder.write(text)
    case .array(let items):
      builder.beginArray()
      for item in items { item.write(to: &builder) }
      builder.end()
    case .object(let fields):
      builder.beginObject()
      for (name, field) in fields {
        builder.key(name)
        field.write(to: &builder)
      }
      builder.end()
    }
  }

  var payload: Value {
    switch self {
    case .integer(let number): .int(number)
    case .string(let text): .string(text)
    case .array(let items): .array(items.map(\.payload))
    case .object(let fields): .object(Value.Object(fields.map { (key: $0.0, value: $0.1.payload) }))
    }
  }
}

extension ContextValue {
  /// The buffer that the references read, as `buffer.h` lays it out.
  var referenceBuffer: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 16)
    let root = appended(to: &bytes)
    for (offset, byte) in root.enumerated() { bytes[offset] = byte }
    return bytes
  }

  /// Appends what the value points to; the bytes of its node.
  private func appended(to bytes: inout [UInt8]) -> [UInt8] {
    switch self {
    case .integer(let number): return Self.node(0, 0, UInt64(bitPattern: number))
    case .string(let text): return Self.node(1, text.utf8.count, UInt64(Self.append(text, to: &bytes)))
    case .array(let items):
      let nodes = items.flatMap { $0.appended(to: &bytes) }
      return Self.node(2, items.count, UInt64(Self.append(nodes, to: &bytes)))
    case .object(let fields):
      let entries = fields.flatMap { name, value in
        let key = Self.little(UInt32(Self.append(name, to: &bytes))) + Self.little(UInt32(name.utf8.count))
        return key + value.appended(to: &bytes)
      }
      return Self.node(3, fields.count, UInt64(Self.append(entries, to: &bytes)))
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) -> Int {
    defer { bytes += Array(text.utf8) }
    return bytes.count
  }

  private static func append(_ nodes: [UInt8], to bytes: inout [UInt8]) -> Int {
    while bytes.count % 8 != 0 { bytes.append(0) }
    defer { bytes += nodes }
    return bytes.count
  }

  private static func node(_ tag: UInt32, _ count: Int, _ payload: UInt64) -> [UInt8] {
    little(tag) + little(UInt32(count)) + little(payload)
  }

  private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
