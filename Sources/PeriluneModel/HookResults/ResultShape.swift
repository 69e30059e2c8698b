/// The fields that a hook's functions may return, and their kinds.
struct ResultShape {
  enum Kind {
    case text, strings, texts, object, reason
  }

  let hook: HookKind

  private var fields: [(name: String, kind: Kind)] {
    switch hook {
    case .retrievalEnrichment: [("snippets", .texts), ("tags", .strings)]
    case .preChatTurn: [("snippets", .texts), ("directives", .texts), ("metadata", .object)]
    case .postModelDraft: [("text", .text), ("tags", .strings), ("metadata", .object)]
    case .postModeration: [("text", .text), ("redactions", .texts), ("metadata", .object), ("abort", .reason)]
    default: []
    }
  }

  /// The merged result before anything was returned.
  var empty: Value.Object {
    var result = Value.Object()
    if hook == .preSaveValidate { result["rejections"] = [] }
    for (name, kind) in fields {
      switch kind {
      case .strings, .texts: result[name] = []
      case .object: result[name] = [:]
      case .text, .reason: break
      }
    }
    return result
  }

  /// The fields of a result, checked, with lists that Lua cannot tell from
  /// objects made lists again.
  func check(_ result: Value) throws(ExtensionError) -> Value.Object {
    if hook == .prePersistTurn {
      throw invalid("\(hook) proposes changes and returns nothing, but \(result.kindDescription) was returned")
    }
    if hook == .preSaveValidate {
      var fields = Value.Object()
      fields["rejections"] = .array(try rejections(result))
      return fields
    }
    guard case .object(let object) = result else {
      throw invalid("\(hook) returns a table with named fields, but \(result.kindDescription) was returned")
    }
    return hook.isBuiltIn && hook != .normalize ? try checkFields(object) : object
  }

  private func checkFields(_ object: Value.Object) throws(ExtensionError) -> Value.Object {
    var checked = Value.Object()
    for (name, value) in object where value != .null {
      guard let field = fields.first(where: { $0.name == name }) else {
        let known = fields.map(\.name).joined(separator: ", ")
        throw invalid("\(hook) returned an unknown field \"\(name)\"; it may return \(known)")
      }
      checked[name] = try convert(value, to: field.kind, name)
    }
    return checked
  }

  private func convert(_ value: Value, to kind: Kind, _ name: String) throws(ExtensionError) -> Value? {
    switch kind {
    case .text:
      guard value.stringValue != nil else { throw mismatch(name, "a string", value) }
      return value
    case .object:
      guard value.objectValue != nil else { throw mismatch(name, "a table with named fields", value) }
      return value
    case .strings, .texts:
      return .array(try list(value, name, allowsObjects: kind == .texts))
    case .reason:
      return try reason(value, name)
    }
  }

  /// An item is a string, or where it may carry more a table with a `text`.
  private func list(_ value: Value, _ name: String, allowsObjects: Bool) throws(ExtensionError) -> [Value] {
    guard let items = value.listItems else { throw mismatch(name, "a list", value) }
    for (index, item) in items.enumerated() {
      let isText = item.stringValue != nil || (allowsObjects && item["text"]?.stringValue != nil)
      let expected = allowsObjects ? "a string or a table with a string \"text\"" : "a string"
      guard isText else { throw mismatch("\(name)[\(index + 1)]", expected, item) }
    }
    return items
  }

  private func reason(_ value: Value, _ name: String) throws(ExtensionError) -> Value? {
    switch value {
    case .string: return value
    case .bool(let stops): return stops ? "no reason was given" : nil
    case .object(let fields): if let text = fields["reason"], text.stringValue != nil { return text }
    default: break
    }
    throw mismatch(name, "a reason (a string), true, or a table with a string \"reason\"", value)
  }

  /// One rejection or a list of them, each with a code and a message.
  private func rejections(_ result: Value) throws(ExtensionError) -> [Value] {
    let isSingle = result["code"] != nil
    guard let items = isSingle ? [result] : result.listItems else { throw mismatch("the result", "a list", result) }
    for (index, item) in items.enumerated() {
      let isComplete = item["code"]?.stringValue != nil && item["message"]?.stringValue != nil
      let hasGoodPath = item["path"].map { $0.stringValue != nil } ?? true
      guard isComplete, hasGoodPath else {
        throw invalid("rejection \(index + 1) needs a string code and message, and may have a string path")
      }
    }
    return items
  }

  private func mismatch(_ name: String, _ expected: String, _ value: Value) -> ExtensionError {
    invalid("\(hook) returned \(name) as \(value.kindDescription); \(expected) is expected")
  }

  private func invalid(_ message: String) -> ExtensionError {
    ExtensionError(.outputInvalid, message, hook: hook.rawValue)
  }
}

extension Value {
  /// The items of a list; an empty Lua table has no kind and counts as one.
  package var listItems: [Value]? {
    if case .object(let fields) = self, fields.isEmpty { return [] }
    return arrayValue
  }
}
