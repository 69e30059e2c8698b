extension EncodedValue {
  /// Writes one value from front to back.
  ///
  /// After `beginArray(count:)` exactly that many values have to follow, after
  /// `beginObject(count:)` that many pairs of a key and a value. Keys of an
  /// object have to differ.
  public struct Writer: Sendable {
    private var bytes: [UInt8] = []

    /// Starts without a value.
    public init() {}

    /// Writes null.
    public mutating func writeNull() { bytes.append(Tag.null.rawValue) }

    /// Writes a boolean.
    public mutating func write(_ flag: Bool) { bytes.append((flag ? Tag.true : Tag.false).rawValue) }

    /// Writes an integer.
    public mutating func write(_ number: Int64) {
      bytes.append(Tag.integer.rawValue)
      append(UInt64(bitPattern: number))
    }

    /// Writes a floating point number.
    public mutating func write(_ number: Double) {
      bytes.append(Tag.double.rawValue)
      append(number.bitPattern)
    }

    /// Writes a string of less than 4 GiB.
    public mutating func write(_ text: String) {
      bytes.append(Tag.string.rawValue)
      key(text)
    }

    /// Starts an array of `count` values.
    public mutating func beginArray(count: Int) {
      bytes.append(Tag.array.rawValue)
      append(UInt32(count))
    }

    /// Starts an object of `count` fields.
    public mutating func beginObject(count: Int) {
      bytes.append(Tag.object.rawValue)
      append(UInt32(count))
    }

    /// Writes the key of a field, before its value.
    public mutating func key(_ name: String) {
      append(UInt32(name.utf8.count))
      bytes.append(contentsOf: name.utf8)
    }

    /// Writes a value that was encoded before.
    public mutating func write(_ value: EncodedValue) { bytes.append(contentsOf: value.bytes) }

    /// The finished value.
    public consuming func finish() -> EncodedValue { EncodedValue(bytes: bytes) }

    private mutating func append(_ word: some FixedWidthInteger & UnsignedInteger) {
      for shift in stride(from: 0, to: word.bitWidth, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
  }
}
