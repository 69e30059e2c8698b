import PeriluneModel

extension Value {
  /// Any value that JSON can carry.
  static func random(depth: Int, using generator: inout SeededGenerator) -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
    case 0: .null
    case 1: .bool(.random(using: &generator))
    case 2: .int(Int64(bitPattern: generator.next()) >> Int64.random(in: 0..<64, using: &generator))
    case 3: .double(.randomFinite(using: &generator))
    case 4: .string(.random(using: &generator))
    case 5:
      .array((0..<Int.random(in: 0..<5, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) })
    default: .object(.random(depth: depth - 1, using: &generator))
    }
  }
}

extension Value.Object {
  static func random(depth: Int, using generator: inout SeededGenerator) -> Value.Object {
    var object = Value.Object()
    for _ in 0..<Int.random(in: 0..<5, using: &generator) {
      object[.random(using: &generator)] = .random(depth: depth, using: &generator)
    }
    return object
  }
}

extension Double {
  static func randomFinite(using generator: inout SeededGenerator) -> Double {
    let number = Double(bitPattern: generator.next())
    return number.isFinite ? number : -0.0
  }
}

extension String {
  static func random(using generator: inout SeededGenerator) -> String {
    let alphabet: [Unicode.Scalar] = [
      "a", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "\u{7F}", "é", "\u{301}", "月", "🌙", "\u{10FFFF}",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<8, using: &generator) {
      if let scalar = alphabet.randomElement(using: &generator) { text.append(scalar) }
    }
    return String(text)
  }
}
