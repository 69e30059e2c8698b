/// Reads the keywords of one schema.
struct SchemaReader {
  let fields: Value.Object
  let path: String
  let scope: SchemaScope

  /// What the keywords ask; those that are wrong or unknown are refused.
  func rules(_ compiler: inout SchemaCompiler) -> [any SchemaRule] {
    for (keyword, _) in fields where !SchemaKeyword.known.contains(keyword) {
      compiler.refuse(path.appendingKey(keyword), SchemaKeyword.refusal(of: keyword))
    }
    checkIdentity(&compiler)
    definitions(&compiler)
    let rules: [(any SchemaRule)?] =
      [reference(&compiler), type(&compiler), constant(), enumeration(&compiler)]
      + numbers(&compiler) + strings(&compiler) + arrays(&compiler) + objects(&compiler) + combinations(&compiler)
    // Last, since it looks at what all others have evaluated.
    return (rules + [unevaluated(&compiler)]).compactMap(\.self)
  }

  private func checkIdentity(_ compiler: inout SchemaCompiler) {
    if let dialect = fields["$schema"], ![SchemaDialect.uri, SchemaDialect.uri + "#"].contains(dialect.stringValue) {
      compiler.refuse(path.appendingKey("$schema"), "must be \"\(SchemaDialect.uri)\"; other drafts are not supported")
    }
    for name in ["$id", "$anchor", "$comment", "title", "description"] {
      if let value = fields[name], value.stringValue == nil {
        compiler.refuse(path.appendingKey(name), "must be a string, not \(value.kindDescription)")
      }
    }
    if let id = fields["$id"]?.stringValue, id.contains("#") {
      compiler.refuse(path.appendingKey("$id"), "must have no fragment; use \"$anchor\"")
    }
    if let anchor = fields["$anchor"]?.stringValue, !Self.isAnchor(anchor) {
      compiler.refuse(path.appendingKey("$anchor"), "must be a name of letters, digits, \"-\", \"_\" and \".\"")
    }
  }

  private static func isAnchor(_ text: String) -> Bool {
    (text.utf8.first.map { $0.isLetter || $0 == UInt8(ascii: "_") } ?? false)
      && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || "-_.".utf8.contains($0) }
  }

  private func definitions(_ compiler: inout SchemaCompiler) { _ = schemas("$defs", &compiler) }

  private func reference(_ compiler: inout SchemaCompiler) -> (any SchemaRule)? {
    guard let text = text("$ref", &compiler) else { return nil }
    return compiler.reference(to: SchemaURI(text).resolved(against: scope.base), at: path.appendingKey("$ref"))
  }
}

// MARK: - Values of keywords

extension SchemaReader {
  /// The schema below a keyword.
  func schema(_ keyword: String, _ compiler: inout SchemaCompiler) -> Int? {
    fields[keyword].map { compiler.node($0, at: path.appendingKey(keyword), in: scope.below(keyword)) }
  }

  /// The schemas of a keyword with a list of them.
  func schemaList(_ keyword: String, _ compiler: inout SchemaCompiler) -> [Int]? {
    guard let value = fields[keyword] else { return nil }
    let path = path.appendingKey(keyword)
    guard let items = value.arrayValue, !items.isEmpty else {
      compiler.refuse(path, "must be an array of one schema or more")
      return nil
    }
    return items.enumerated().map { index, item in
      compiler.node(item, at: "\(path)[\(index)]", in: scope.below(keyword, String(index)))
    }
  }

  /// The schemas of a keyword with an object of them.
  func schemas(_ keyword: String, _ compiler: inout SchemaCompiler) -> [(key: String, node: Int)]? {
    guard let value = fields[keyword] else { return nil }
    let path = path.appendingKey(keyword)
    guard let entries = value.objectValue else {
      compiler.refuse(path, "must be an object of schemas, not \(value.kindDescription)")
      return nil
    }
    return entries.map { key, entry in
      (key, compiler.node(entry, at: path.appendingKey(key), in: scope.below(keyword, key)))
    }
  }

  func text(_ keyword: String, _ compiler: inout SchemaCompiler) -> String? {
    guard let value = fields[keyword] else { return nil }
    if let text = value.stringValue { return text }
    compiler.refuse(path.appendingKey(keyword), "must be a string, not \(value.kindDescription)")
    return nil
  }

  /// A number of characters, items or properties.
  func count(_ keyword: String, _ compiler: inout SchemaCompiler) -> Int? {
    guard let value = fields[keyword] else { return nil }
    if case .int(let count) = value.canonical, count >= 0 { return Int(clamping: count) }
    compiler.refuse(path.appendingKey(keyword), "must be an integer that is not negative")
    return nil
  }

  /// Names, none of them twice.
  func names(_ value: Value, at path: String, _ compiler: inout SchemaCompiler) -> [String] {
    let names = value.arrayValue?.compactMap(\.stringValue)
    guard let names, names.count == value.arrayValue?.count, Set(names).count == names.count else {
      compiler.refuse(path, "must be an array of strings, none of them twice")
      return []
    }
    return names
  }
}
