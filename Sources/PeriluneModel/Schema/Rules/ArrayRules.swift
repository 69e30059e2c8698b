extension SchemaReader {
  func arrays(_ compiler: inout SchemaCompiler) -> [(any SchemaRule)?] {
    [
      items(&compiler), contains(&compiler), uniqueItems(&compiler),
      count("maxItems", &compiler).map { ItemCountRule(limit: $0, isMaximum: true) },
      count("minItems", &compiler).map { ItemCountRule(limit: $0, isMaximum: false) },
    ]
  }

  private func items(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    if fields["items"]?.arrayValue != nil {
      compiler.refuse(path.appendingKey("items"), "must be one schema; write \"prefixItems\" for a list of them")
      return nil
    }
    let first = schemaList("prefixItems", &compiler) ?? []
    let rest = schema("items", &compiler)
    return first.isEmpty && rest == nil ? nil : ItemsRule(first: first, rest: rest)
  }

  private func contains(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    let minimum = count("minContains", &compiler) ?? 1
    let maximum = count("maxContains", &compiler)
    return schema("contains", &compiler).map { ContainsRule(node: $0, minimum: minimum, maximum: maximum) }
  }

  private func uniqueItems(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    guard let value = fields["uniqueItems"] else { return nil }
    guard let isUnique = value.boolValue else {
      compiler.refuse(path.appendingKey("uniqueItems"), "must be true or false, not \(value.kindDescription)")
      return nil
    }
    return isUnique ? UniqueItemsRule() : nil
  }
}

/// `prefixItems` and `items`.
struct ItemsRule: SchemaRule {
  let first: [Int]
  let rest: Int?

  private func node(at index: Int) -> Int? { index < first.count ? first[index] : rest }

  func check(_ value: Value, _ check: inout SchemaCheck) {
    for (index, item) in (value.arrayValue ?? []).enumerated() {
      guard let node = node(at: index) else { return }
      check.apply(node, to: item, at: check.path(ofItem: index))
    }
  }

  func filled(_ value: Value, _ filling: inout SchemaFilling) -> Value {
    guard case .array(var items) = value else { return value }
    for index in items.indices {
      guard let node = node(at: index) else { break }
      items[index] = filling.filled(items[index], by: node)
    }
    return .array(items)
  }
}

/// `contains`, `minContains` and `maxContains`.
struct ContainsRule: SchemaRule {
  let node: Int
  let minimum: Int
  let maximum: Int?

  func check(_ value: Value, _ check: inout SchemaCheck) {
    guard let items = value.arrayValue else { return }
    let count = items.count { check.accepts(node, $0) }
    if count < minimum { check.report("must have at least \(minimum) of the items that \"contains\" asks for") }
    if let maximum, count > maximum {
      check.report("must have at most \(maximum) of the items that \"contains\" speaks of")
    }
  }
}

/// `uniqueItems`.
struct UniqueItemsRule: SchemaRule {
  func check(_ value: Value, _ check: inout SchemaCheck) {
    guard let items = value.arrayValue, check.spend(value.weight) else { return }
    var seen: [Value: Int] = [:]
    for (index, item) in items.enumerated() {
      guard let earlier = seen.updateValue(index, forKey: item) else { continue }
      return check.report("must have no item twice; items \(earlier) and \(index) are equal")
    }
  }
}

/// `minItems` and `maxItems`.
struct ItemCountRule: SchemaRule {
  let limit: Int
  let isMaximum: Bool

  func check(_ value: Value, _ check: inout SchemaCheck) {
    guard let count = value.arrayValue?.count else { return }
    if isMaximum, count > limit { check.report("must have at most \(limit) items") }
    if !isMaximum, count < limit { check.report("must have at least \(limit) items") }
  }
}
