extension SchemaReader {
  func constant() -> (any SchemaRule)? {
    fields["const"].map { EnumerationRule(values: [$0.canonical], isConstant: true) }
  }

  func enumeration(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    guard let value = fields["enum"] else { return nil }
    if let items = value.arrayValue { return EnumerationRule(values: Set(items.map(\.canonical)), isConstant: false) }
    compiler.refuse(path.appendingKey("enum"), "must be an array, not \(value.kindDescription)")
    return nil
  }
}

/// `const` and `enum`: the values that fit.
struct EnumerationRule: SchemaRule {
  let values: Set<Value>
  let isConstant: Bool

  func check(_ value: Value, _ check: inout SchemaCheck) {
    if check.spend(value.weight), !values.contains(value) { check.report("must be \(phrase)") }
  }

  /// The schema's own values; they are the author's, not the state's.
  private var phrase: String {
    let texts = values.map(\.json).sorted()
    guard texts.count > 1 else { return texts.first ?? "absent, as the schema allows no value" }
    guard texts.count <= 8 else { return "one of the \(texts.count) values that the schema lists" }
    return "one of \(texts.joined(separator: ", "))"
  }
}
