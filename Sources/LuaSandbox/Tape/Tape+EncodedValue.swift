extension Tape {
  /// Makes what a script handed out readable again.
  public init(_ value: EncodedValue) {
    var reader = EncodedValue.Reader(value)
    var builder = Builder()
    if !reader.isAtEnd { builder.write(&reader) }
    self = builder.finish()
  }
}

extension Tape.Builder {
  /// Writes a value that a script handed out.
  public mutating func write(_ value: EncodedValue) {
    var reader = EncodedValue.Reader(value)
    write(&reader)
  }

  fileprivate mutating func write(_ reader: inout EncodedValue.Reader) {
    switch reader.next() {
    case .null: writeNull()
    case .bool(let flag): write(flag)
    case .integer(let number): write(number)
    case .double(let number): write(number)
    case .string(let text): write(text)
    case .array(let count):
      beginArray()
      for _ in 0..<count { write(&reader) }
      end()
    case .object(let count):
      beginObject()
      for _ in 0..<count {
        key(reader.key())
        write(&reader)
      }
      end()
    }
  }
}
