extension SchemaReader {
  func properties(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    let named = schemas("properties", &compiler) ?? []
    let patterns = (schemas("patternProperties", &compiler) ?? []).compactMap { text, node in
      pattern(text, at: path.appendingKey("patternProperties").appendingKey(text), &compiler).map { ($0, node) }
    }
    let rest = schema("additionalProperties", &compiler)
    if named.isEmpty, patterns.isEmpty, rest == nil { return nil }
    return PropertiesRule(named: named, patterns: patterns, rest: rest, refusesRest: isFalse("additionalProperties"))
  }

  func unevaluated(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    schema("unevaluatedProperties", &compiler).map {
      UnevaluatedRule(node: $0, refuses: isFalse("unevaluatedProperties"))
    }
  }

  private func isFalse(_ keyword: String) -> Bool { fields[keyword] == .bool(false) }
}

/// `properties`, `patternProperties` and `additionalProperties`.
struct PropertiesRule: SchemaRule {
  private let named: [Value.Object.Key: Int]
  private let order: [(key: String, node: Int)]
  private let patterns: [(pattern: SchemaPattern, node: Int)]
  private let rest: Int?
  private let refusesRest: Bool

  init(
    named: [(key: String, node: Int)], patterns: [(pattern: SchemaPattern, node: Int)], rest: Int?, refusesRest: Bool
  ) {
    self.named = Dictionary(uniqueKeysWithValues: named.map { (.init($0.key), $0.node) })
    (order, self.patterns, self.rest, self.refusesRest) = (named, patterns, rest, refusesRest)
  }

  func check(_ value: Value, _ check: inout SchemaCheck) {
    for (key, field) in value.objectValue ?? Value.Object() {
      let nodes = nodes(for: key, &check)
      if let rest, nodes.isEmpty {
        check.evaluated.insert(.init(key))
        if refusesRest { check.report(unknown(key)) } else { check.apply(rest, to: field, at: check.path(ofKey: key)) }
      }
      for node in nodes {
        check.evaluated.insert(.init(key))
        check.apply(node, to: field, at: check.path(ofKey: key))
      }
    }
  }

  private func nodes(for key: String, _ check: inout SchemaCheck) -> [Int] {
    var nodes = named[.init(key)].map { [$0] } ?? []
    for (pattern, node) in patterns where check.matches(pattern, key) { nodes.append(node) }
    return nodes
  }

  private func unknown(_ key: String) -> String {
    "has the unknown key \"\(key)\"" + Spelling.advice(for: key, among: order.map(\.key), else: "remove it")
  }

  func filled(_ value: Value, _ filling: inout SchemaFilling) -> Value {
    guard case .object(var fields) = value else { return value }
    for (key, node) in order {
      guard let present = fields[key] ?? filling.standIn(of: node) else { continue }
      fields[key] = filling.filled(present, by: node)
    }
    return .object(fields)
  }
}

/// `unevaluatedProperties`.
struct UnevaluatedRule: SchemaRule {
  let node: Int
  let refuses: Bool

  func check(_ value: Value, _ check: inout SchemaCheck) {
    for (key, field) in value.objectValue ?? Value.Object() where !check.evaluated.contains(.init(key)) {
      check.evaluated.insert(.init(key))
      if refuses {
        check.report("has the unknown key \"\(key)\"; remove it")
      } else {
        check.apply(node, to: field, at: check.path(ofKey: key))
      }
    }
  }
}
