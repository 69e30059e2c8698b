/// `$ref`: another schema of the file.
struct ReferenceRule: SchemaRule {
  let target: Int

  var appliedInPlace: [Int] { [target] }

  func check(_ value: Value, _ check: inout SchemaCheck) { check.apply(target, to: value) }

  func filled(_ value: Value, _ filling: inout SchemaFilling) -> Value { filling.filled(value, by: target) }
}

/// `false`: nothing fits.
struct NothingRule: SchemaRule {
  func check(_ value: Value, _ check: inout SchemaCheck) { check.report("may not be there") }
}
