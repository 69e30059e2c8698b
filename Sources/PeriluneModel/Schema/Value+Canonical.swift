extension Value {
  /// The value with every whole number as an integer, so that two values which
  /// JSON Schema calls equal are equal.
  var canonical: Value {
    switch self {
    case .double(let number): return Int64(exactly: number).map(Value.int) ?? self
    case .array(let items): return .array(items.map(\.canonical))
    case .object(let fields): return .object(Object(fields.lazy.map { (key: $0.key, value: $0.value.canonical) }))
    default: return self
    }
  }

  /// What it takes to look at all of the value, in steps of a check.
  var weight: Int {
    switch self {
    case .string(let text): 1 + text.utf8.count / 16
    case .array(let items): items.reduce(1) { $0 + $1.weight }
    case .object(let fields): fields.reduce(1) { $0 + 1 + $1.value.weight }
    default: 1
    }
  }

  /// Whether a number comes before another, exactly; `nil` unless both are
  /// numbers.
  func isLess(than other: Value) -> Bool? {
    switch (self, other) {
    case (.int(let left), .int(let right)): left < right
    case (.double(let left), .double(let right)): left < right
    case (.int(let left), .double(let right)): Self.isLess(left, right)
    case (.double(let left), .int(let right)): Self.isGreater(right, left)
    default: nil
    }
  }

  private static func isLess(_ integer: Int64, _ double: Double) -> Bool {
    // A double beyond the integers is beyond this one too.
    guard let whole = Int64(exactly: double.rounded(.towardZero)) else { return double > 0 }
    return integer < whole || (integer == whole && double > double.rounded(.towardZero))
  }

  private static func isGreater(_ integer: Int64, _ double: Double) -> Bool {
    guard let whole = Int64(exactly: double.rounded(.towardZero)) else { return double < 0 }
    return integer > whole || (integer == whole && double < double.rounded(.towardZero))
  }
}
