/// Merges what the extensions of one hook return, in their order.
///
/// Each hook has one shape of result and one rule (SPEC, section 3). A result
/// of another shape is refused as a whole, so nothing is half-merged.
///
/// ```swift
/// var merger = HookResultMerger(hook: .retrievalEnrichment)
/// try merger.add(["snippets": ["The docks are dark."], "tags": ["docks"]], from: "scene-tags")
/// merger.merged  // {"snippets":["The docks are dark."],"tags":["docks"]}
/// ```
public struct HookResultMerger: Sendable {
  /// The hook whose results are merged.
  public let hook: HookKind
  /// What was merged so far.
  public internal(set) var merged: Value.Object
  /// Attributes for which extensions returned different values.
  public internal(set) var conflicts: [AttributeConflict] = []
  private var owners: [Value.Object.Key: String] = [:]

  private let rule: CustomHook.Merge?

  /// Starts without a result.
  ///
  /// - Parameter rule: The rule of a hook that is not built in.
  public init(hook: HookKind, rule: CustomHook.Merge? = nil) {
    self.hook = hook
    self.rule = rule
    merged = rule.map(Self.empty) ?? ResultShape(hook: hook).empty
  }

  /// The text as the last extension left it, for hooks that chain one.
  public var text: String? { rule == nil && hook != .normalize ? merged["text"]?.stringValue : nil }

  /// The value as the last extension left it, for custom hooks that chain.
  public var chained: Value? { rule == .chain ? merged["value"] : nil }

  /// Whether an extension asked to stop the turn.
  public var isAborted: Bool { hook == .postModeration && merged["abort"] != nil }

  /// Adds a hook function's result; `null` adds nothing.
  ///
  /// - Throws: `outputInvalid` when the result has not the hook's shape.
  public mutating func add(_ result: Value, from extensionId: String) throws(ExtensionError) {
    guard result != .null else { return }
    if let rule { return try add(result, by: rule, from: extensionId) }
    let fields = try ResultShape(hook: hook).check(result)
    switch hook {
    case .normalize: takeFirst(fields, from: extensionId)
    case .preSaveValidate: append(fields["rejections"], to: "rejections", from: extensionId)
    default: combine(fields, from: extensionId)
    }
  }

  private mutating func takeFirst(_ attributes: Value.Object, from extensionId: String) {
    for (name, value) in attributes {
      guard let kept = merged[name] else {
        merged[name] = value
        owners[.init(name)] = extensionId
        continue
      }
      guard kept != value, let owner = owners[.init(name)] else { continue }
      conflicts.append(
        AttributeConflict(attribute: name, winner: owner, loser: extensionId, kept: kept, dropped: value))
    }
  }

  private mutating func combine(_ fields: Value.Object, from extensionId: String) {
    for (name, value) in fields {
      switch name {
      case "text": merged[name] = value
      case "metadata": mergeMetadata(value)
      case "abort": merged[name] = ["extensionId": .string(extensionId), "reason": value]
      default: append(value, to: name, from: nil)
      }
    }
  }

  private mutating func mergeMetadata(_ value: Value) {
    guard var metadata = merged["metadata"]?.objectValue, let added = value.objectValue else { return }
    metadata.merge(added)
    merged["metadata"] = .object(metadata)
  }

  private mutating func append(_ list: Value?, to name: String, from extensionId: String?) {
    var items = merged[name]?.arrayValue ?? []
    for item in list?.arrayValue ?? [] where name != "tags" || !items.contains(item) {
      items.append(extensionId.map { item.adding("extensionId", .string($0)) } ?? item)
    }
    merged[name] = .array(items)
  }
}

extension Value {
  fileprivate func adding(_ key: String, _ value: Value) -> Value {
    guard case .object(var fields) = self else { return self }
    fields[key] = value
    return .object(fields)
  }
}
