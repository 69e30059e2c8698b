extension Value {
  /// Makes the value that `content` encodes itself as.
  ///
  /// Integers stay integers and floating point numbers doubles. A `nil` that is
  /// encoded with `encodeIfPresent`, as synthesized code does, leaves its field
  /// out. A type that encodes nothing becomes an object without fields.
  ///
  /// - Throws: `EncodingError` for an integer beyond `Int64` and a double that
  ///   is not finite, and whatever `content` throws itself.
  public init(encoding content: some Encodable) throws {
    let slot = ValueEncoder.Slot()
    try content.encode(to: ValueEncoder(slot: slot, codingPath: []))
    self = try slot.value()
  }
}

extension Value {
  /// A key that is known only while encoding or decoding.
  struct FieldKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }
}

extension Value: Encodable {
  /// Writes the value with any encoder.
  public func encode(to encoder: any Encoder) throws {
    // Taken over whole, so that a value inside another type's fields arrives unchanged.
    if let encoder = encoder as? ValueEncoder { return encoder.slot.store(self) }
    switch self {
    case .null: try encodeScalar(to: encoder) { try $0.encodeNil() }
    case .bool(let flag): try encodeScalar(to: encoder) { try $0.encode(flag) }
    case .int(let number): try encodeScalar(to: encoder) { try $0.encode(number) }
    case .double(let number): try encodeScalar(to: encoder) { try $0.encode(number) }
    case .string(let text): try encodeScalar(to: encoder) { try $0.encode(text) }
    case .array(let items): try items.encode(to: encoder)
    case .object(let fields):
      var container = encoder.container(keyedBy: FieldKey.self)
      for (key, value) in fields { try container.encode(value, forKey: FieldKey(stringValue: key)) }
    }
  }

  private func encodeScalar(
    to encoder: any Encoder,
    _ write: (inout any SingleValueEncodingContainer) throws -> Void
  ) throws {
    var container = encoder.singleValueContainer()
    try write(&container)
  }
}

extension Value: Decodable {
  /// Reads whatever comes next from any decoder.
  ///
  /// A decoder that does not keep the two kinds of number apart, as
  /// Foundation's for JSON, gives an integer for `1.0`; `Value.init(parsing:)`
  /// keeps them apart.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: FieldKey.self) {
      let fields = try container.allKeys.map { key in
        (key: key.stringValue, value: try container.decode(Value.self, forKey: key))
      }
      self = .object(Object(fields))
    } else if var container = try? decoder.unkeyedContainer() {
      var items: [Value] = []
      while !container.isAtEnd { items.append(try container.decode(Value.self)) }
      self = .array(items)
    } else {
      self = try Self.scalar(try decoder.singleValueContainer())
    }
  }

  // A failed attempt only says that the value is of another kind, hence each `try?` here and above.
  private static func scalar(_ container: any SingleValueDecodingContainer) throws -> Value {
    if container.decodeNil() { return .null }
    if let flag = try? container.decode(Bool.self) { return .bool(flag) }
    if let number = try? container.decode(Int64.self) { return .int(number) }
    if let number = try? container.decode(Double.self) { return .double(number) }
    return .string(try container.decode(String.self))
  }
}
