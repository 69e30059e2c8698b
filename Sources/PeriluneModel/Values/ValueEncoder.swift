/// Encodes into a `Value`.
///
/// Every container writes into a slot of one shared tree, which becomes a value
/// when all is written. An encoder never leaves `Value.init(encoding:)`.
struct ValueEncoder: Encoder {
  let slot: Slot
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    slot.become(.fields([]))
    return KeyedEncodingContainer(ValueKeyedContainer<Key>(slot: slot, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    slot.become(.items([]))
    return ValueUnkeyedContainer(slot: slot, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    ValueSingleContainer(slot: slot, codingPath: codingPath)
  }
}

extension ValueEncoder {
  /// A place in the tree that is being written.
  ///
  /// Containers of one place share it, hence a class.
  final class Slot {
    enum Content {
      case empty
      case value(Value)
      case items([Slot])
      case fields([(key: String, slot: Slot)])
      /// Two containers of different kinds were asked for.
      case contradiction
    }

    private(set) var content = Content.empty

    /// Turns an empty slot into a container; a second container of the same
    /// kind continues the first.
    func become(_ container: Content) {
      switch (content, container) {
      case (.empty, _): content = container
      case (.items, .items), (.fields, .fields): break
      default: content = .contradiction
      }
    }

    func store(_ value: Value) { become(.value(value)) }

    /// Adds an empty item to an array.
    func appendItem() -> Slot {
      let slot = Slot()
      if case .items(var items) = content {
        content = .empty  // Lets go of the array, so that it grows in place.
        items.append(slot)
        content = .items(items)
      }
      return slot
    }

    /// Adds an empty field to an object; of a key written twice the last stays.
    func appendField(_ key: String) -> Slot {
      let slot = Slot()
      if case .fields(var fields) = content {
        content = .empty
        fields.append((key, slot))
        content = .fields(fields)
      }
      return slot
    }

    var itemCount: Int {
      if case .items(let items) = content { items.count } else { 0 }
    }

    /// What was written; nothing at all counts as an object without fields.
    func value() throws -> Value {
      switch content {
      case .empty: return .object(Value.Object())
      case .value(let value): return value
      case .items(let items): return .array(try items.map { try $0.value() })
      case .fields(let fields):
        return .object(Value.Object(try fields.map { (key: $0.key, value: try $0.slot.value()) }))
      case .contradiction:
        let hint = "a value asked for two containers of different kinds; encode it into one"
        throw EncodingError.invalidValue(self, EncodingError.Context(codingPath: [], debugDescription: hint))
      }
    }
  }
}
