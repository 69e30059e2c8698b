package import LuaSandbox
package import PeriluneModel

extension Tape {
  /// Makes a value readable for scripts, without data classes.
  package init(_ value: Value) {
    var builder = Builder()
    builder.write(value)
    self = builder.finish()
  }
}

extension Tape.Builder {
  /// Writes a value without data classes.
  mutating func write(_ value: Value) {
    switch value {
    case .null: writeNull()
    case .bool(let flag): write(flag)
    case .int(let number): write(number)
    case .double(let number): write(number)
    case .string(let text): write(text)
    case .array(let items):
      beginArray()
      for item in items { write(item) }
      end()
    case .object(let fields):
      beginObject()
      for (name, field) in fields {
        key(name)
        write(field)
      }
      end()
    }
  }
}

extension EncodedValue {
  /// Encodes a value.
  init(_ value: Value) {
    var writer = Writer()
    writer.write(value)
    self = writer.finish()
  }
}

extension EncodedValue.Writer {
  fileprivate mutating func write(_ value: Value) {
    switch value {
    case .null: writeNull()
    case .bool(let flag): write(flag)
    case .int(let number): write(number)
    case .double(let number): write(number)
    case .string(let text): write(text)
    case .array(let items):
      beginArray(count: items.count)
      for item in items { write(item) }
    case .object(let fields):
      beginObject(count: fields.count)
      for (name, field) in fields {
        key(name)
        write(field)
      }
    }
  }
}

extension EncodedValue.Reader {
  /// The next value, whole.
  mutating func value() -> Value {
    switch next() {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .integer(let number): .int(number)
    case .double(let number): .double(number)
    case .string(let text): .string(text)
    case .array(let count): .array((0..<count).map { _ in value() })
    case .object(let count): .object(Value.Object((0..<count).map { _ in (key: key(), value: value()) }))
    }
  }
}

extension Value {
  /// Reads a value that a sandbox handed back; `null` when there is none.
  init(_ encoded: EncodedValue) {
    var reader = EncodedValue.Reader(encoded)
    self = reader.isAtEnd ? .null : reader.value()
  }
}

extension Value {
  /// Reads a value of a tape, whole.
  package init(_ node: Tape.Node) {
    self =
      switch node.content {
      case .null: .null
      case .bool(let flag): .bool(flag)
      case .integer(let number): .int(number)
      case .double(let number): .double(number)
      case .string(let text): .string(text)
      case .array: .array(node.items.map(Value.init))
      case .object: .object(Value.Object(node.fields.lazy.map { (key: $0.name, value: Value($0.value)) }))
      }
  }
}
