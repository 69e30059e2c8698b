/// A regular expression in the syntax of ECMAScript, matched in time that grows
/// with the text and never explodes.
///
/// All alternatives advance through the text together, so a pattern such as
/// `(a+)+$` costs no more than another of its size. What that cannot do,
/// references back to a group and looking ahead or behind, is refused.
struct SchemaPattern: Sendable {
  /// Why a text is not a pattern.
  struct Refusal: Error {
    let message: String
  }

  let text: String
  private let program: [PatternInstruction]

  init(_ text: String) throws(Refusal) {
    var parser = PatternParser(text)
    var compiler = PatternCompiler()
    try compiler.emit(try parser.pattern())
    self.text = text
    program = compiler.program + [.match]
  }

  /// The number of its instructions.
  var size: Int { program.count }

  /// Whether the pattern occurs anywhere in a text, and the steps that finding
  /// out took; beyond the limit it gives up and says no.
  func search(_ text: String, stepLimit: Int) -> (isFound: Bool, steps: Int) {
    // Making ready takes time too, also where the first character decides.
    let start = stepLimit - program.count / 16 - text.utf8.count / 4
    guard start > 0 else { return (false, stepLimit + 1) }
    var search = PatternSearch(program: program, text: Array(text.unicodeScalars), steps: start)
    let isFound = search.run()
    return (isFound, stepLimit - search.steps)
  }
}

/// One step of a compiled pattern.
enum PatternInstruction: Sendable {
  /// Takes one scalar of the set.
  case take(ScalarSet)
  /// Goes on at both places.
  case split(Int, Int)
  case jump(Int)
  /// Goes on where the condition holds.
  case require(PatternNode.Condition)
  case match
}
