/// Finds chains of index steps such as `a.b["c"].d` in Lua text, without a
/// parse: at most it sees a chain longer than Lua does.
struct ChainScanner {
  private let bytes: [UInt8]
  private var next = 0
  private var line = 1
  /// The steps of the chain at this place, those of enclosing brackets
  /// included.
  private var steps = 0
  /// What a closing bracket goes back to.
  private var outer: [Bracket] = []
  private var last = Token.other

  /// The token before this place, as far as it decides what a bracket means.
  private enum Token {
    case value, other
    case word(start: Int, end: Int)
  }

  /// Whether the last token can be called or indexed.
  ///
  /// Words are only looked at when a bracket follows.
  private var endsValue: Bool {
    switch last {
    case .value: true
    case .other: false
    case .word(let start, let end): !Self.keywords.contains(String(decoding: bytes[start..<end], as: UTF8.self))
    }
  }

  private struct Bracket {
    var steps: Int
    var isIndex: Bool
    var isCall: Bool
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The line of the first chain with more than `limit` steps.
  mutating func firstLine(withChainOver limit: Int) -> Int? {
    while next < bytes.count {
      step()
      if steps > limit { return line }
    }
    return nil
  }

  private func byte(_ offset: Int = 0) -> UInt8 { next + offset < bytes.count ? bytes[next + offset] : 0 }

  private mutating func step() {
    let first = byte()
    switch first {
    case UInt8(ascii: "\n"):
      line += 1
      next += 1
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 11, 12: next += 1
    case UInt8(ascii: "-") where byte(1) == first: skipComment()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(first)
    case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): open(first)
    case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"): close()
    case UInt8(ascii: "."): skipDots()
    case let first where first.isNameByte: skipWord()
    default: endToken()
    }
  }

  private mutating func endToken() {
    next += 1
    steps = base
    last = .other
  }

  /// The steps that an index inside of enclosing brackets starts from.
  private var base: Int { outer.last.map { $0.isIndex ? $0.steps : 0 } ?? 0 }

  // MARK: - Brackets

  private mutating func open(_ first: UInt8) {
    if first == UInt8(ascii: "["), let level = longBracketLevel() {
      skipLongBracket(level)
      last = .value
      return
    }
    let isGroup = first == UInt8(ascii: "(") && !endsValue
    let isIndex = first == UInt8(ascii: "[") && endsValue
    outer.append(Bracket(steps: steps, isIndex: isIndex || isGroup, isCall: !isIndex && !isGroup))
    next += 1
    steps = base
    last = .other
  }

  /// A call's result starts a chain of its own; an index is a step; a group
  /// carries its inner chain on.
  private mutating func close() {
    next += 1
    let inner = steps
    let bracket = outer.popLast() ?? Bracket(steps: 0, isIndex: false, isCall: true)
    steps = bracket.isCall ? base : max(inner, bracket.steps) + (byte(-1) == UInt8(ascii: "]") ? 1 : 0)
    last = .value
  }

  // MARK: - Words, numbers and dots

  private mutating func skipDots() {
    if byte(1) == UInt8(ascii: ".") {
      next += 1
      endToken()
    } else if byte(1).isDigit {
      skipWord()
    } else {
      next += 1
      steps += 1
      last = .other
      skipBlanksBeforeName()
    }
  }

  /// The name after a dot belongs to the step.
  private mutating func skipBlanksBeforeName() {
    while next < bytes.count, byte() == UInt8(ascii: " ") || byte() == UInt8(ascii: "\t") { next += 1 }
    guard byte().isNameByte, !byte().isDigit else { return }
    while byte().isNameByte { next += 1 }
    last = .value
  }

  private mutating func skipWord() {
    let start = next
    let isNumber = byte().isDigit || byte() == UInt8(ascii: ".")
    while byte().isNameByte || (isNumber && byte() == UInt8(ascii: ".")) { next += 1 }
    // A name on the line after a dot continues its chain.
    if !followsDot(start) { steps = base }
    last = isNumber ? .value : .word(start: start, end: next)
  }

  private func followsDot(_ start: Int) -> Bool {
    var place = start - 1
    while place >= 0, bytes[place] <= 32 { place -= 1 }
    return place >= 0 && bytes[place] == UInt8(ascii: ".") && (place == 0 || bytes[place - 1] != UInt8(ascii: "."))
  }

  private static let keywords: Set = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]

  // MARK: - Strings and comments

  private mutating func skipString(_ quote: UInt8) {
    next += 1
    while next < bytes.count, byte() != quote, byte() != UInt8(ascii: "\n") {
      if byte() == UInt8(ascii: "\\") {
        next += 1
        if byte() == UInt8(ascii: "\n") { line += 1 }
      }
      next += 1
    }
    if byte() == quote { next += 1 }
    steps = base
    last = .value
  }

  private mutating func skipComment() {
    next += 2
    if byte() == UInt8(ascii: "["), let level = longBracketLevel() {
      skipLongBracket(level)
    } else {
      while next < bytes.count, byte() != UInt8(ascii: "\n") { next += 1 }
    }
  }

  /// The number of `=` between the brackets of `[==[`; `nil` for another token.
  private func longBracketLevel() -> Int? {
    var level = 0
    while byte(1 + level) == UInt8(ascii: "=") { level += 1 }
    return byte(1 + level) == UInt8(ascii: "[") ? level : nil
  }

  private mutating func skipLongBracket(_ level: Int) {
    next += level + 2
    while next < bytes.count {
      if byte() == UInt8(ascii: "\n") { line += 1 }
      if byte() == UInt8(ascii: "]"), isLongBracketEnd(level) {
        next += level + 2
        return
      }
      next += 1
    }
  }

  private func isLongBracketEnd(_ level: Int) -> Bool {
    for offset in 0..<level where byte(1 + offset) != UInt8(ascii: "=") { return false }
    return byte(1 + level) == UInt8(ascii: "]")
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (48...57).contains(self) }

  fileprivate var isNameByte: Bool {
    (97...122).contains(self) || (65...90).contains(self) || isDigit || self == 95
  }
}
