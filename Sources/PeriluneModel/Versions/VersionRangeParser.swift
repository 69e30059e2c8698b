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
      alternatives.append(comparators)
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
    guard let start = attempt.partial(), attempt.skipBlanks(), attempt.scanner.skip("-"), attempt.skipBlanks(),
      let end = attempt.partial()
    else { return nil }
    attempt.skipBlanks()
    guard attempt.isAtAlternativeEnd else { return nil }
    self = attempt
    return PartialVersion.span(from: start, to: end)
  }

  private mutating func comparator() -> [Comparator]? {
    if scanner.skip("^") { return partial()?.caret() }
    if scanner.skip("~") {
      _ = scanner.skip(">")
      return partial()?.tilde()
    }
    let symbol = (scanner.skip("<") ? "<" : scanner.skip(">") ? ">" : "") + (scanner.skip("=") ? "=" : "")
    return partial()?.compared(Comparator.Operator(rawValue: symbol) ?? .equal)
  }

  /// One to three numbers or wildcards; tags only after three.
  private mutating func partial() -> PartialVersion? {
    _ = scanner.run { $0 == UInt8(ascii: "v") || $0 == UInt8(ascii: "=") || $0.isBlank }
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
