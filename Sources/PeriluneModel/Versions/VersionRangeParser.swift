/// Reads the text of a version range.
struct VersionRangeParser {
  typealias Comparator = VersionRange.Comparator

  private var scanner: VersionScanner

  init(_ text: String) { scanner = VersionScanner(text) }

  /// Lists of comparators with `||` between them.
  mutating func alternatives() -> [[Comparator]]? {
    var alternatives: [[Comparator]] = []
    repeat {
      guard let comparators = alternative() else { return nil }
      // `>=0.0.0` says nothing, and npm drops it before it looks for prereleases.
      alternatives.append(comparators.filter { !$0.isNoBound })
    } while scanner.skip("|") && scanner.skip("|")
    return scanner.isAtEnd ? alternatives : nil
  }

  /// Blanks, then either a hyphen range or any number of comparators.
  private mutating func alternative() -> [Comparator]? {
    skipBlanks()
    if let span = hyphenRange() { return span }
    var comparators: [Comparator] = []
    while !isAtAlternativeEnd {
      guard let more = comparator() else { return nil }
      comparators += more
      // `1.2.3>1` is one unreadable word, not two comparators.
      guard skipBlanks() || isAtAlternativeEnd else { return nil }
    }
    return comparators
  }

  /// `1.2.3 - 2.3.4`; where something else comes, nothing is passed.
  private mutating func hyphenRange() -> [Comparator]? {
    var attempt = self
    guard let start = attempt.hyphenEnd(), attempt.skipBlanks(), attempt.scanner.skip("-"), attempt.skipBlanks(),
      let end = attempt.hyphenEnd(isLast: true)
    else { return nil }
    attempt.skipBlanks()
    guard attempt.isAtAlternativeEnd else { return nil }
    self = attempt
    return PartialVersion.span(from: start, to: end)
  }

  /// One end of a hyphen range, which is less strict about what stands before
  /// a version that is not complete.
  private mutating func hyphenEnd(isLast: Bool = false) -> PartialVersion? {
    let prefix = scanner.run { $0.isPrefix || $0.isBlank }
    guard let version = partial() else { return nil }
    // npm rebuilds the last one from its parts where it is a prerelease.
    let isStrict = version.isComplete && !(isLast && !version.prerelease.isEmpty)
    return isStrict && prefix != "" && prefix != "v" ? nil : version
  }

  private mutating func comparator() -> [Comparator]? {
    if scanner.skip("^") { return looselyPrefixed()?.caret() }
    if scanner.skip("~") {
      skipBlanks()
      // npm takes `>` and an `=` right after it together, and no other `=` with blanks behind it.
      let isDoubled = scanner.skip(">") && skipBlanks()
      return looselyPrefixed(allowsBlanks: !isDoubled)?.tilde()
    }
    var symbol = (scanner.skip("<") ? "<" : scanner.skip(">") ? ">" : "") + (scanner.skip("=") ? "=" : "")
    skipBlanks()
    var prefix = scanner.run(where: \.isPrefix)[...]
    // npm joins `> =1.2.3` before it looks closer.
    if symbol == "<" || symbol == ">", prefix.first == "=" {
      symbol += "="
      prefix.removeFirst()
    }
    guard let version = partial(), !version.isComplete || prefix.isEmpty || prefix == "v" else { return nil }
    return version.compared(Comparator.Operator(rawValue: symbol) ?? .equal)
  }

  /// Blanks, any number of `v` and `=`, and a version; an `=` that comes first
  /// may have blanks after it.
  private mutating func looselyPrefixed(allowsBlanks: Bool = true) -> PartialVersion? {
    skipBlanks()
    if allowsBlanks, scanner.skip("=") { skipBlanks() }
    _ = scanner.run(where: \.isPrefix)
    return partial()
  }

  /// One to three numbers or wildcards; tags only after three.
  private mutating func partial() -> PartialVersion? {
    var numbers: [Int?] = []
    repeat {
      if scanner.skip("*") || scanner.skip("x") || scanner.skip("X") {
        numbers.append(nil)
      } else if let number = scanner.number() {
        numbers.append(number)
      } else {
        return nil
      }
    } while numbers.count < 3 && scanner.skip(".")
    guard numbers.count == 3 else { return PartialVersion(numbers: numbers, prerelease: []) }
    return scanner.tags().map { PartialVersion(numbers: numbers, prerelease: $0.prerelease) }
  }

  private var isAtAlternativeEnd: Bool {
    var copy = scanner
    return copy.isAtEnd || (copy.skip("|") && copy.skip("|"))
  }

  /// Whether there were any.
  @discardableResult
  private mutating func skipBlanks() -> Bool {
    !scanner.run(where: \.isBlank).isEmpty
  }
}

extension UInt8 {
  /// Whether the byte may stand before a version.
  fileprivate var isPrefix: Bool { self == UInt8(ascii: "v") || self == UInt8(ascii: "=") }
}
