/// A plain value that crosses the border between host, script and store.
///
/// It has the shape of JSON, with one difference: an integer and a floating
/// point number stay apart, as they do in Lua 5.4, so `1` and `1.0` are two
/// values. Strings compare by their UTF-8 bytes, so two spellings of one
/// accented character are two strings, on every machine.
///
/// ```swift
/// let context: Value = ["draft": ["text": "Thank you, Mira."], "turn": 4]
/// context["draft"]?["text"]  // .string("Thank you, Mira.")
/// ```
public enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case array([Value])
  case object(Object)
}

extension Value: Equatable {
  /// Whether both are the same kind and hold the same amount, bytes or parts.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    // Bit patterns, so that equality stays reflexive and 0.0 differs from -0.0, as their JSON texts do.
    case (.double(let a), .double(let b)): a.bitPattern == b.bitPattern
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }
}

extension Value: Hashable {
  /// Feeds what equality compares.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .double(let value): hasher.combine(value.bitPattern)
    case .string(let value): for byte in value.utf8 { hasher.combine(byte) }
    case .array(let items): hasher.combine(items)
    case .object(let fields): hasher.combine(fields)
    }
  }
}

extension Value {
  /// The field `key` of an object; `nil` for an absent field and for every
  /// other kind of value.
  public subscript(key: String) -> Value? { objectValue?[key] }

  /// The item at `index` of an array, counted from 0; `nil` outside its bounds
  /// and for every other kind of value.
  public subscript(index: Int) -> Value? {
    guard case .array(let items) = self, items.indices.contains(index) else { return nil }
    return items[index]
  }

  /// The text, when the value is a string.
  public var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The integer, when the value is one; a floating point number is not.
  public var intValue: Int64? {
    if case .int(let number) = self { number } else { nil }
  }

  /// The number as floating point, when the value is an integer or a double.
  public var doubleValue: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  /// The truth value, when the value is a boolean.
  public var boolValue: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  /// The items, when the value is an array.
  public var arrayValue: [Value]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// The fields, when the value is an object.
  public var objectValue: Object? {
    if case .object(let fields) = self { fields } else { nil }
  }

  /// The value's kind as an English noun with its article, for messages.
  public var kindDescription: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .int: "an integer"
    case .double: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
