extension SchemaReader {
  func numbers(_ compiler: inout SchemaCompiler) -> [(any SchemaRule)?] {
    BoundRule.Kind.allCases.map { kind in
      number(kind.rawValue, &compiler).map { BoundRule(kind: kind, limit: $0) }
    } + [multiple(&compiler)]
  }

  private func number(_ keyword: String, _ compiler: inout SchemaCompiler) -> Value? {
    guard let value = fields[keyword] else { return nil }
    if value.doubleValue != nil { return value }
    compiler.refuse(path.appendingKey(keyword), "must be a number, not \(value.kindDescription)")
    return nil
  }

  private func multiple(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    guard let value = number("multipleOf", &compiler) else { return nil }
    guard let divisor = DecimalNumber(value), divisor.isPositive else {
      compiler.refuse(path.appendingKey("multipleOf"), "must be above 0")
      return nil
    }
    return MultipleRule(divisor: divisor, text: value.json)
  }
}

/// `minimum`, `maximum` and their exclusive forms.
struct BoundRule: SchemaRule {
  enum Kind: String, CaseIterable {
    case maximum, exclusiveMaximum, minimum, exclusiveMinimum
  }

  let kind: Kind
  let limit: Value

  func check(_ value: Value, _ check: inout SchemaCheck) {
    guard let isBelow = value.isLess(than: limit), let isAbove = limit.isLess(than: value) else { return }
    switch kind {
    case .maximum: if isAbove { check.report("must be at most \(limit.json)") }
    case .exclusiveMaximum: if !isBelow { check.report("must be below \(limit.json)") }
    case .minimum: if isBelow { check.report("must be at least \(limit.json)") }
    case .exclusiveMinimum: if !isAbove { check.report("must be above \(limit.json)") }
    }
  }
}

/// `multipleOf`.
struct MultipleRule: SchemaRule {
  let divisor: DecimalNumber
  let text: String

  func check(_ value: Value, _ check: inout SchemaCheck) {
    guard let number = DecimalNumber(value), !number.isMultiple(of: divisor) else { return }
    check.report("must be a multiple of \(text)")
  }
}
