extension SchemaReader {
  func combinations(_ compiler: inout SchemaCompiler) -> [(any SchemaRule)?] {
    let condition = schema("if", &compiler)
    let consequence = schema("then", &compiler)
    let alternative = schema("else", &compiler)
    return [
      schemaList("allOf", &compiler).map { AllRule(nodes: $0) },
      schemaList("anyOf", &compiler).map { AnyRule(nodes: $0) },
      schemaList("oneOf", &compiler).map { OneRule(nodes: $0) },
      schema("not", &compiler).map { NotRule(node: $0) },
      condition.map { ConditionRule(condition: $0, consequence: consequence, alternative: alternative) },
    ]
  }
}

/// `allOf`.
struct AllRule: SchemaRule {
  let nodes: [Int]
  var appliedInPlace: [Int] { nodes }

  func check(_ value: Value, _ check: inout SchemaCheck) { for node in nodes { check.apply(node, to: value) } }

  func filled(_ value: Value, _ filling: inout SchemaFilling) -> Value {
    nodes.reduce(value) { value, node in filling.filled(value, by: node) }
  }
}

/// `anyOf`.
struct AnyRule: SchemaRule {
  let nodes: [Int]
  var appliedInPlace: [Int] { nodes }

  func check(_ value: Value, _ check: inout SchemaCheck) {
    // Every alternative is tried, since each that fits says what it evaluated.
    let attempts = nodes.map { check.attempt($0, value) }
    let fitting = attempts.filter { $0.problems.isEmpty }
    for attempt in fitting { check.evaluated.formUnion(attempt.evaluated) }
    if fitting.isEmpty { check.reportMisfit(attempts.map(\.problems)) }
  }
}

/// `oneOf`.
struct OneRule: SchemaRule {
  let nodes: [Int]
  var appliedInPlace: [Int] { nodes }

  func check(_ value: Value, _ check: inout SchemaCheck) {
    let attempts = nodes.map { check.attempt($0, value) }
    let fitting = attempts.filter { $0.problems.isEmpty }
    if fitting.isEmpty { return check.reportMisfit(attempts.map(\.problems)) }
    if fitting.count > 1 { check.report("must fit exactly one of \(nodes.count) forms, and fits \(fitting.count)") }
    if let only = fitting.first, fitting.count == 1 { check.evaluated.formUnion(only.evaluated) }
  }
}

/// `not`.
struct NotRule: SchemaRule {
  let node: Int
  var appliedInPlace: [Int] { [node] }

  func check(_ value: Value, _ check: inout SchemaCheck) {
    if check.accepts(node, value) { check.report("has a form that the schema excludes") }
  }
}

/// `if`, `then` and `else`.
struct ConditionRule: SchemaRule {
  let condition: Int
  let consequence: Int?
  let alternative: Int?
  var appliedInPlace: [Int] { [condition] + [consequence, alternative].compactMap(\.self) }

  func check(_ value: Value, _ check: inout SchemaCheck) {
    let attempt = check.attempt(condition, value)
    let holds = attempt.problems.isEmpty
    if holds { check.evaluated.formUnion(attempt.evaluated) }
    if let next = holds ? consequence : alternative { check.apply(next, to: value) }
  }
}

extension SchemaCheck {
  /// Reports that no alternative fits, with what keeps the nearest one away.
  fileprivate mutating func reportMisfit(_ attempts: [[Problem]]) {
    let nearest = attempts.min { $0.count < $1.count }?.first
    let hint = nearest.map { problem in
      problem.path == path ? "the nearest one \(problem.message)" : "in the nearest one, \(problem)"
    }
    report("fits none of the \(attempts.count) forms it may have" + (hint.map { "; \($0)" } ?? ""))
  }
}
