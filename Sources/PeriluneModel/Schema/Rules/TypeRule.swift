extension SchemaReader {
  func type(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    guard let value = fields["type"] else { return nil }
    let names = value.stringValue.map { [$0] } ?? value.arrayValue?.compactMap(\.stringValue) ?? []
    let kinds = names.compactMap(TypeRule.Kind.init)
    let isComplete = kinds.count == max(1, value.arrayValue?.count ?? 1) && Set(kinds).count == kinds.count
    guard isComplete else {
      let known = TypeRule.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      compiler.refuse(path.appendingKey("type"), "must be one of \(known), or an array of some of them")
      return nil
    }
    return TypeRule(kinds: kinds)
  }
}

/// `type`: the kinds of value that fit.
struct TypeRule: SchemaRule {
  enum Kind: String, CaseIterable {
    case array, boolean, integer, null, number, object, string

    fileprivate var phrase: String {
      switch self {
      case .array, .integer, .object: "an \(rawValue)"
      case .null: rawValue
      default: "a \(rawValue)"
      }
    }

    fileprivate func accepts(_ value: Value) -> Bool {
      switch (self, value) {
      case (.array, .array), (.boolean, .bool), (.null, .null), (.object, .object), (.string, .string): true
      case (.number, .int), (.number, .double), (.integer, .int): true
      case (.integer, .double(let number)): number == number.rounded()
      default: false
      }
    }
  }

  let kinds: [Kind]

  func check(_ value: Value, _ check: inout SchemaCheck) {
    guard !kinds.contains(where: { $0.accepts(value) }) else { return }
    check.report("must be \(kinds.map(\.phrase).joined(separator: " or ")), not \(value.kindDescription)")
  }
}
