extension SchemaReader {
  func objects(_ compiler: inout SchemaCompiler) -> [(any SchemaRule)?] {
    [
      properties(&compiler), required(&compiler), dependentRequired(&compiler),
      schema("propertyNames", &compiler).map(PropertyNamesRule.init),
      schemas("dependentSchemas", &compiler).map { DependentSchemasRule(schemas: $0) },
      count("maxProperties", &compiler).map { PropertyCountRule(limit: $0, isMaximum: true) },
      count("minProperties", &compiler).map { PropertyCountRule(limit: $0, isMaximum: false) },
    ]
  }

  private func required(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    fields["required"].map { value in
      RequiredRule(trigger: nil, names: names(value, at: path.appendingKey("required"), &compiler))
    }
  }

  private func dependentRequired(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    guard let value = fields["dependentRequired"] else { return nil }
    let path = path.appendingKey("dependentRequired")
    guard let entries = value.objectValue else {
      compiler.refuse(path, "must be an object of arrays of names, not \(value.kindDescription)")
      return nil
    }
    return DependentRequiredRule(
      rules: entries.map { key, entry in
        RequiredRule(trigger: key, names: names(entry, at: path.appendingKey(key), &compiler))
      })
  }
}

/// `required`, and one entry of `dependentRequired`.
struct RequiredRule: SchemaRule {
  let trigger: String?
  let names: [String]

  func check(_ value: Value, _ check: inout SchemaCheck) {
    guard let fields = value.objectValue else { return }
    if let trigger, fields[trigger] == nil { return }
    let reason = trigger.map { ", which \"\($0)\" needs" } ?? ""
    for name in names where fields[name] == nil { check.report("lacks the key \"\(name)\"\(reason); add it") }
  }
}

/// `dependentRequired`.
struct DependentRequiredRule: SchemaRule {
  let rules: [RequiredRule]

  func check(_ value: Value, _ check: inout SchemaCheck) {
    for rule in rules { rule.check(value, &check) }
  }
}

/// `dependentSchemas`.
struct DependentSchemasRule: SchemaRule {
  let schemas: [(key: String, node: Int)]

  var appliedInPlace: [Int] { schemas.map(\.node) }

  func check(_ value: Value, _ check: inout SchemaCheck) {
    for (key, node) in schemas where value[key] != nil { check.apply(node, to: value) }
  }
}

/// `propertyNames`.
struct PropertyNamesRule: SchemaRule {
  let node: Int

  func check(_ value: Value, _ check: inout SchemaCheck) {
    for (key, _) in value.objectValue ?? Value.Object() where !check.accepts(node, .string(key)) {
      check.report("has the key \"\(key)\", whose name is not allowed")
    }
  }
}

/// `minProperties` and `maxProperties`.
struct PropertyCountRule: SchemaRule {
  let limit: Int
  let isMaximum: Bool

  func check(_ value: Value, _ check: inout SchemaCheck) {
    guard let count = value.objectValue?.count else { return }
    if isMaximum, count > limit { check.report("must have at most \(limit) keys") }
    if !isMaximum, count < limit { check.report("must have at least \(limit) keys") }
  }
}
