/// Random JSON texts in all spellings that the standard allows, and broken ones.
struct JSONTexts: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  /// SplitMix64, so that a seed is the same on every machine.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func chance(of count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }

  mutating func text(depth: Int) -> [UInt8] { Array((blanks() + value(depth: depth) + blanks()).utf8) }

  mutating func number() -> [UInt8] { Array(numberText().utf8) }

  /// The text with some bytes changed, removed, doubled, or its end cut off.
  mutating func broken(_ text: [UInt8]) -> [UInt8] {
    var text = text
    let likely = Array("\"\\{}[],:0123456789.eE+-utfn/' \n\u{1}é".utf8) + [0, 0x80, 0xC0, 0xE0, 0xED, 0xF0, 0xF4, 0xFF]
    for _ in 0..<Int.random(in: 1...3, using: &self) {
      guard let index = text.indices.randomElement(using: &self) else { return text }
      switch Int.random(in: 0..<6, using: &self) {
      case 0: text.remove(at: index)
      case 1: text.insert(text[index], at: index)
      case 2: text.insert(likely.randomElement(using: &self) ?? 0, at: index)
      case 3: text.removeLast(text.count - index)
      case 4: text[index] = UInt8.random(in: .min ... .max, using: &self)
      default: text[index] = likely.randomElement(using: &self) ?? 0
      }
    }
    return text
  }

  // MARK: Parts

  private mutating func blanks() -> String {
    guard chance(of: 3) else { return "" }
    return (0..<Int.random(in: 0..<4, using: &self)).map { _ in one(of: [" ", "\n", "\t", "\r", "\r\n"]) }.joined()
  }

  private mutating func value(depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 5), using: &self) {
    case 0: one(of: ["null", "true", "false"])
    case 1, 2: numberText()
    case 3, 4: string()
    case 5, 6: "[" + list { $0.value(depth: depth - 1) } + "]"
    default: "{" + list { $0.field(depth: depth - 1) } + "}"
    }
  }

  private mutating func list(_ part: (inout Self) -> String) -> String {
    let count = chance(of: 8) ? 30 : Int.random(in: 0..<5, using: &self)
    return (0..<count).map { _ in blanks() + part(&self) + blanks() }.joined(separator: ",") + blanks()
  }

  /// Short names come twice now and then.
  private mutating func field(depth: Int) -> String {
    let name = chance(of: 3) ? string() : "\"k\(Int.random(in: 0..<5_000, using: &self))\""
    return name + blanks() + ":" + blanks() + value(depth: depth)
  }

  private mutating func string() -> String {
    let parts = [
      "a", "plain text", "\u{7F}", "é", "e\u{301}", "月", "🌙", "\u{10FFFF}", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n",
      "\\r", "\\t", "\\u0000", "\\u00e9", "\\uFFFF", "\\ud83c\\uDF19", "\\u0061",
    ]
    return "\"" + (0..<Int.random(in: 0..<6, using: &self)).map { _ in one(of: parts) }.joined() + "\""
  }

  private mutating func numberText() -> String {
    switch Int.random(in: 0..<6, using: &self) {
    case 0: "\(Int64(bitPattern: next()) >> Int64.random(in: 0..<64, using: &self))"
    case 1: one(of: ["-0", "0", "-0.0", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e400"])
    case 2: "\(Double(bitPattern: next() & 0x7FEF_FFFF_FFFF_FFFF))"
    default: one(of: ["", "-"]) + one(of: ["0", digits(notZero: true)]) + fraction() + exponent()
    }
  }

  private mutating func fraction() -> String { chance(of: 2) ? "" : "." + digits(notZero: false) }

  private mutating func exponent() -> String {
    chance(of: 2) ? "" : one(of: ["e", "E"]) + one(of: ["", "+", "-"]) + "\(Int.random(in: 0..<40, using: &self))"
  }

  private mutating func digits(notZero: Bool) -> String {
    let first = Int.random(in: (notZero ? 1 : 0)...9, using: &self)
    let rest = (0..<Int.random(in: 0..<22, using: &self)).map { _ in "\(Int.random(in: 0...9, using: &self))" }
    return "\(first)" + rest.joined()
  }

  private mutating func one(of choices: [String]) -> String { choices.randomElement(using: &self) ?? "" }
}
