struct ValueUnkeyedContainer: UnkeyedEncodingContainer, ValueSlotContainer {
  let slot: ValueEncoder.Slot
  let codingPath: [any CodingKey]

  var count: Int { slot.itemCount }

  func nextSlot() -> ValueEncoder.Slot { slot.appendItem() }

  func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    nextEncoder().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nextEncoder().unkeyedContainer() }

  func superEncoder() -> any Encoder { nextEncoder() }

  private func nextEncoder() -> ValueEncoder { ValueEncoder(slot: nextSlot(), codingPath: codingPath) }
}

struct ValueKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let slot: ValueEncoder.Slot
  let codingPath: [any CodingKey]

  func encodeNil(forKey key: Key) throws { slot(for: key).store(.null) }

  func encode(_ flag: Bool, forKey key: Key) throws { slot(for: key).store(.bool(flag)) }

  func encode(_ text: String, forKey key: Key) throws { slot(for: key).store(.string(text)) }

  func encode(_ number: Double, forKey key: Key) throws {
    slot(for: key).store(try ValueEncoder.value(of: number, at: codingPath + [key]))
  }

  func encode(_ number: Float, forKey key: Key) throws { try encode(Double(number), forKey: key) }

  func encode<Number: FixedWidthInteger & Encodable>(_ number: Number, forKey key: Key) throws {
    slot(for: key).store(try ValueEncoder.value(of: number, at: codingPath + [key]))
  }

  func encode<Content: Encodable>(_ content: Content, forKey key: Key) throws {
    try content.encode(to: encoder(for: key))
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder(for: key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder(for: key).unkeyedContainer() }

  func superEncoder() -> any Encoder { encoder(for: Value.FieldKey(stringValue: "super")) }

  func superEncoder(forKey key: Key) -> any Encoder { encoder(for: key) }

  private func slot(for key: some CodingKey) -> ValueEncoder.Slot { slot.appendField(key.stringValue) }

  private func encoder(for key: some CodingKey) -> ValueEncoder {
    ValueEncoder(slot: slot(for: key), codingPath: codingPath + [key])
  }
}
