extension PatternParser {
  /// What stands after `[`.
  mutating func bracket() throws(Refusal) -> ScalarSet {
    let isNegated = skip("^")
    var set = ScalarSet()
    while !skip("]") {
      let first = try member()
      guard let low = first.single, skip("-") else {
        set.formUnion(first)
        continue
      }
      if next == "]" {
        set.formUnion(first)
        set.formUnion(ScalarSet("-"))
        continue
      }
      guard let high = try member().single, low <= high else {
        throw Refusal(message: "a range in brackets must go from a character to a later one")
      }
      set.insert(low...high)
    }
    return isNegated ? set.negated : set
  }

  private mutating func member() throws(Refusal) -> ScalarSet {
    if skip("\\") { return try escape(inBracket: true) }
    guard let scalar = take() else { throw Refusal(message: "a \"[\" is not closed") }
    return ScalarSet(scalar)
  }

  /// What stands after a backslash.
  mutating func escape(inBracket: Bool) throws(Refusal) -> ScalarSet {
    guard let scalar = take() else { throw Refusal(message: "it ends in a single backslash") }
    if let set = Self.classes[scalar] { return set }
    if let control = Self.controls[scalar] { return ScalarSet(control) }
    switch scalar {
    case "b" where inBracket: return ScalarSet("\u{8}")
    case "c": return try control()
    case "x": return ScalarSet([try hexadecimal(digits: 2)].map { $0...$0 })
    case "u": return ScalarSet(try codePoint())
    case "p", "P": return try property(isNegated: scalar == "P")
    case "0": return ScalarSet("\0")
    case "1"..."9", "k": throw Refusal(message: "references back to a group are not supported")
    default: break
    }
    guard scalar.value < 0x80, !ScalarSet.word.contains(scalar) else {
      throw Refusal(message: "\"\\\(scalar)\" is an unknown escape")
    }
    return ScalarSet(scalar)
  }

  private static let classes: [Unicode.Scalar: ScalarSet] = [
    "d": .digit, "D": ScalarSet.digit.negated, "w": .word, "W": ScalarSet.word.negated, "s": .space,
    "S": ScalarSet.space.negated,
  ]

  private static let controls: [Unicode.Scalar: Unicode.Scalar] = [
    "t": "\t", "n": "\n", "r": "\r", "v": "\u{B}", "f": "\u{C}",
  ]

  private mutating func control() throws(Refusal) -> ScalarSet {
    guard let letter = take(), letter.value < 0x80, UInt8(letter.value).isLetter else {
      throw Refusal(message: "\"\\c\" needs a letter")
    }
    return ScalarSet(Unicode.Scalar(UInt8(letter.value) & 0x1F))
  }

  private mutating func property(isNegated: Bool) throws(Refusal) -> ScalarSet {
    guard skip("{") else { throw Refusal(message: "\"\\p\" needs a property in braces, such as \"\\p{Letter}\"") }
    var name = ""
    while let scalar = take(), scalar != "}" { name.unicodeScalars.append(scalar) }
    guard let family = ScalarFamily(name: name) else {
      throw Refusal(message: "\"\\p{\(name)}\" is an unknown property; general categories and a few others are known")
    }
    return ScalarSet(family, isNegated: isNegated)
  }

  /// `\u0041`, the two halves of a pair, or `\u{1F319}`.
  private mutating func codePoint() throws(Refusal) -> Unicode.Scalar {
    if skip("{") {
      var digits = ""
      while let scalar = take(), scalar != "}" { digits.unicodeScalars.append(scalar) }
      guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else { throw Self.badCodePoint }
      return scalar
    }
    let unit = try hexadecimal(digits: 4)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, skip("\\u") else { throw Self.badCodePoint }
    let low = try hexadecimal(digits: 4)
    guard (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF))
    else { throw Self.badCodePoint }
    return scalar
  }

  private mutating func hexadecimal(digits: Int) throws(Refusal) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let scalar = take(), scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
        throw Self.badCodePoint
      }
      value = value << 4 + UInt32(digit)
    }
    return value
  }

  private static var badCodePoint: Refusal { Refusal(message: "a \"\\u\" or \"\\x\" does not name a character") }
}
