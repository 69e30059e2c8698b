extension EncodedValue {
  /// What stands next in an encoded value.
  public enum Token: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    /// An array; its values follow.
    case array(count: Int)
    /// An object; its fields follow, each a ``Reader/key()`` and a value.
    case object(count: Int)
  }

  /// Reads encoded values from front to back.
  ///
  /// It reads what a sandbox wrote, which is well-formed; anything else is our
  /// own mistake and stops the program.
  public struct Reader: Sendable {
    private let bytes: [UInt8]
    private var position = 0

    /// Starts at the first of one or more encoded values.
    public init(_ value: EncodedValue) { bytes = value.bytes }

    /// Whether every value was read.
    public var isAtEnd: Bool { position == bytes.count }

    /// The next value, or the start of it.
    public mutating func next() -> Token {
      guard let tag = Tag(rawValue: byte()) else {
        preconditionFailure("unknown tag before offset \(position) of \(bytes.count)")
      }
      switch tag {
      case .null: return .null
      case .false: return .bool(false)
      case .true: return .bool(true)
      case .integer: return .integer(Int64(bitPattern: word(UInt64.self)))
      case .double: return .double(Double(bitPattern: word(UInt64.self)))
      case .string: return .string(key())
      case .array: return .array(count: Int(word(UInt32.self)))
      case .object: return .object(count: Int(word(UInt32.self)))
      }
    }

    /// Reads the next value if it is this text; else it stays the next one.
    ///
    /// For names that are known: nothing is made of them.
    public mutating func skip(_ text: StaticString) -> Bool {
      let count = text.utf8CodeUnitCount
      let start = position + 1 + MemoryLayout<UInt32>.size
      let isThere = unsafe bytes.withUnsafeBytes { bytes in
        guard start + count <= bytes.count, unsafe bytes[position] == Tag.string.rawValue,
          unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position + 1, as: UInt32.self)) == count
        else { return false }
        for index in 0..<count where unsafe bytes[start + index] != text.utf8Start[index] { return false }
        return true
      }
      if isThere { position = start + count }
      return isThere
    }

    /// The key of the next field of an object.
    public mutating func key() -> String {
      let count = Int(word(UInt32.self))
      defer { position += count }
      let end = position + count
      precondition(end <= bytes.count, "a text ends in its middle")
      return unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe String(decoding: UnsafeBufferPointer(rebasing: bytes[position..<end]), as: UTF8.self)
      }
    }

    private mutating func byte() -> UInt8 {
      defer { position += 1 }
      return bytes[position]
    }

    private mutating func word<Word: FixedWidthInteger>(_: Word.Type) -> Word {
      let size = Word.bitWidth / 8
      defer { position += size }
      precondition(bytes.count - position >= size, "a value ends in its middle")
      return unsafe bytes.withUnsafeBytes { bytes in
        unsafe Word(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Word.self))
      }
    }
  }
}
