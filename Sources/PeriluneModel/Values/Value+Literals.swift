// No `nil` literal: in `object[key] = nil` it would store a null where removing the field was meant. Write `.null`.

extension Value: ExpressibleByBooleanLiteral {
  /// Makes a boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension Value: ExpressibleByIntegerLiteral {
  /// Makes an integer.
  public init(integerLiteral value: Int64) { self = .int(value) }
}

extension Value: ExpressibleByFloatLiteral {
  /// Makes a double, also of a literal such as `1.0`.
  public init(floatLiteral value: Double) { self = .double(value) }
}

extension Value: ExpressibleByStringLiteral {
  /// Makes a string.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension Value: ExpressibleByStringInterpolation {}

extension Value: ExpressibleByArrayLiteral {
  /// Makes an array.
  public init(arrayLiteral elements: Value...) { self = .array(elements) }
}

extension Value: ExpressibleByDictionaryLiteral {
  /// Makes an object; of a key written twice the last value stays.
  public init(dictionaryLiteral elements: (String, Value)...) {
    self = .object(Object(elements.map { (key: $0.0, value: $0.1) }))
  }
}
