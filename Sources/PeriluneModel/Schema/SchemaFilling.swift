/// Puts defaults where values are absent.
struct SchemaFilling {
  let nodes: [SchemaNode]
  private var depth = 0
  private var steps = SchemaCheck.stepLimit

  init(nodes: [SchemaNode]) { self.nodes = nodes }

  /// The value as a schema completes it; beyond the bounds of a check it stays
  /// as it is, and the check will say so.
  mutating func filled(_ value: Value, by node: Int) -> Value {
    guard depth < SchemaCheck.depthLimit, steps > 0 else { return value }
    steps -= 1
    depth += 1
    defer { depth -= 1 }
    return nodes[node].rules.reduce(value) { value, rule in rule.filled(value, &self) }
  }

  /// What stands for an absent value; `nil` where nothing does.
  ///
  /// The default may stand behind references.
  mutating func standIn(of node: Int) -> Value? {
    guard depth < SchemaCheck.depthLimit, steps > 0 else { return nil }
    steps -= 1
    depth += 1
    defer { depth -= 1 }
    if let own = nodes[node].standIn { return own }
    for rule in nodes[node].rules {
      guard let rule = rule as? ReferenceRule, let value = standIn(of: rule.target) else { continue }
      return value
    }
    return nil
  }
}
