extension SchemaReader {
  func strings(_ compiler: inout SchemaCompiler) -> [(any SchemaRule)?] {
    [
      count("maxLength", &compiler).map { LengthRule(limit: $0, isMaximum: true) },
      count("minLength", &compiler).map { LengthRule(limit: $0, isMaximum: false) },
      pattern(&compiler),
    ]
  }

  private func pattern(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    guard let text = text("pattern", &compiler) else { return nil }
    return pattern(text, at: path.appendingKey("pattern"), &compiler).map(PatternRule.init)
  }

  /// The pattern of a text; a refused one is reported.
  func pattern(_ text: String, at path: String, _ compiler: inout SchemaCompiler) -> SchemaPattern? {
    do throws(SchemaPattern.Refusal) {
      let pattern = try SchemaPattern(text)
      compiler.count(pattern, at: path)
      return pattern
    } catch {
      compiler.refuse(path, "is not a pattern that this version can match: \(error.message)")
      return nil
    }
  }
}

/// `minLength` and `maxLength`, in Unicode scalars.
struct LengthRule: SchemaRule {
  let limit: Int
  let isMaximum: Bool

  func check(_ value: Value, _ check: inout SchemaCheck) {
    guard let text = value.stringValue, check.spend(value.weight) else { return }
    let count = text.unicodeScalars.count
    if isMaximum, count > limit { check.report("must have at most \(limit) characters") }
    if !isMaximum, count < limit { check.report("must have at least \(limit) characters") }
  }
}

/// `pattern`.
struct PatternRule: SchemaRule {
  let pattern: SchemaPattern

  func check(_ value: Value, _ check: inout SchemaCheck) {
    guard let text = value.stringValue, !check.matches(pattern, text) else { return }
    check.report("must match the pattern \(pattern.text)")
  }
}
