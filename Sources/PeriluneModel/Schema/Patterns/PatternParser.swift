/// Reads the text of a pattern from left to right.
struct PatternParser {
  typealias Refusal = SchemaPattern.Refusal

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  private static let depthLimit = 64

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  mutating func skip(_ text: String) -> Bool {
    guard scalars[index...].starts(with: text.unicodeScalars) else { return false }
    index += text.unicodeScalars.count
    return true
  }

  mutating func take() -> Unicode.Scalar? {
    defer { index += 1 }
    return next
  }

  /// The whole text.
  mutating func pattern() throws(Refusal) -> PatternNode {
    let node = try choice()
    guard index == scalars.count else { throw Refusal(message: "a \")\" closes nothing") }
    return node
  }

  private mutating func choice() throws(Refusal) -> PatternNode {
    var parts = [try sequence()]
    while skip("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws(Refusal) -> PatternNode {
    var parts: [PatternNode] = []
    while let scalar = next, scalar != "|", scalar != ")" { parts.append(try quantified(try atom())) }
    return .sequence(parts)
  }

  private mutating func atom() throws(Refusal) -> PatternNode {
    if skip("^") { return .condition(.start) }
    if skip("$") { return .condition(.end) }
    if skip(".") { return .scalar(.inLine) }
    if skip("(") { return try group() }
    if skip("[") { return .scalar(try bracket()) }
    if skip("\\b") { return .condition(.wordBoundary) }
    if skip("\\B") { return .condition(.noWordBoundary) }
    if skip("\\") { return .scalar(try escape(inBracket: false)) }
    guard let scalar = take() else { return .empty }
    if "*+?{}]".unicodeScalars.contains(scalar) {
      throw Refusal(message: "\"\(scalar)\" stands for nothing here; write \"\\\(scalar)\"")
    }
    return .scalar(ScalarSet(scalar))
  }

  private mutating func group() throws(Refusal) -> PatternNode {
    depth += 1
    guard depth <= Self.depthLimit else { throw Refusal(message: "its groups are nested too deep") }
    if skip("?") { try groupKind() }
    let node = try choice()
    guard skip(")") else { throw Refusal(message: "a \"(\" is not closed") }
    depth -= 1
    return node
  }

  /// What stands after `(?`; groups capture nothing here, so a name is only
  /// passed.
  private mutating func groupKind() throws(Refusal) {
    if skip(":") { return }
    guard skip("<"), next != "=", next != "!" else {
      throw Refusal(message: "looking ahead or behind (\"(?=\", \"(?!\", \"(?<\") is not supported")
    }
    while let scalar = take() {
      if scalar == ">" { return }
      guard ScalarSet.word.contains(scalar) else { break }
    }
    throw Refusal(message: "the name of a group is not complete")
  }

  // MARK: Repetition

  private mutating func quantified(_ node: PatternNode) throws(Refusal) -> PatternNode {
    guard let (minimum, maximum) = try quantifier() else { return node }
    if case .condition = node { throw Refusal(message: "\"^\", \"$\" and \"\\b\" cannot be repeated") }
    // A lazy quantifier finds other matches, but finds one exactly where an eager one does.
    _ = skip("?")
    return .repetition(node, minimum: minimum, maximum: maximum)
  }

  private mutating func quantifier() throws(Refusal) -> (Int, Int?)? {
    if skip("*") { return (0, nil) }
    if skip("+") { return (1, nil) }
    if skip("?") { return (0, 1) }
    guard skip("{") else { return nil }
    guard let minimum = number() else { throw Refusal(message: "\"{\" needs a number; write \"\\{\" for a brace") }
    let maximum = skip(",") ? (next == "}" ? nil : number()) : minimum
    guard skip("}"), maximum ?? minimum >= minimum else {
      throw Refusal(message: "a count in braces must be {n}, {n,} or {n,m} with n not above m")
    }
    return (minimum, maximum)
  }

  /// Digits; a number that is too large stays above every limit.
  private mutating func number() -> Int? {
    var digits = ""
    while let scalar = next, ScalarSet.digit.contains(scalar) {
      digits.unicodeScalars.append(scalar)
      index += 1
    }
    return digits.isEmpty ? nil : Int(digits) ?? PatternCompiler.sizeLimit + 1
  }
}
