extension ValueEncoder {
  /// An integer, which must fit 64 bits with a sign.
  static func value(of number: some BinaryInteger, at path: [any CodingKey]) throws -> Value {
    if let number = Int64(exactly: number) { return .int(number) }
    let hint = "an integer beyond the range of Int64; encode it as a string"
    throw EncodingError.invalidValue(number, EncodingError.Context(codingPath: path, debugDescription: hint))
  }

  /// A double, which must be finite because JSON has no other.
  static func value(of number: Double, at path: [any CodingKey]) throws -> Value {
    if number.isFinite { return .double(number) }
    let hint = "a number that is infinite or not a number; encode it as a string or leave it out"
    throw EncodingError.invalidValue(number, EncodingError.Context(codingPath: path, debugDescription: hint))
  }
}

/// What containers without keys have in common: each value goes into the next
/// slot.
protocol ValueSlotContainer {
  var codingPath: [any CodingKey] { get }
  mutating func nextSlot() -> ValueEncoder.Slot
}

extension ValueSlotContainer {
  mutating func encodeNil() throws { nextSlot().store(.null) }

  mutating func encode(_ flag: Bool) throws { nextSlot().store(.bool(flag)) }

  mutating func encode(_ text: String) throws { nextSlot().store(.string(text)) }

  mutating func encode(_ number: Double) throws {
    nextSlot().store(try ValueEncoder.value(of: number, at: codingPath))
  }

  mutating func encode(_ number: Float) throws { try encode(Double(number)) }

  mutating func encode<Number: FixedWidthInteger & Encodable>(_ number: Number) throws {
    nextSlot().store(try ValueEncoder.value(of: number, at: codingPath))
  }

  mutating func encode<Content: Encodable>(_ content: Content) throws {
    try content.encode(to: ValueEncoder(slot: nextSlot(), codingPath: codingPath))
  }
}

struct ValueSingleContainer: SingleValueEncodingContainer, ValueSlotContainer {
  let slot: ValueEncoder.Slot
  let codingPath: [any CodingKey]

  func nextSlot() -> ValueEncoder.Slot { slot }
}
