extension HookResultMerger {
  /// What a custom hook starts with.
  static func empty(_ rule: CustomHook.Merge) -> Value.Object {
    switch rule {
    case .collect: Value.Object([(key: "results", value: .array([]))])
    case .append: Value.Object([(key: "items", value: .array([]))])
    case .first, .chain: Value.Object()
    }
  }

  /// Adds a result by the rule that the host picked.
  mutating func add(
    _ result: Value, by rule: CustomHook.Merge, from extensionId: String
  ) throws(ExtensionError) {
    switch rule {
    case .collect:
      append([["extensionId": .string(extensionId), "value": result]], to: "results")
    case .append:
      guard let items = result.listItems else {
        let message = "\(hook) returns a list, but \(result.kindDescription) was returned"
        throw ExtensionError(.outputInvalid, message, hook: hook.rawValue)
      }
      append(items, to: "items")
    case .first: takeFirst(result, from: extensionId)
    case .chain: merged["value"] = result
    }
  }

  private mutating func append(_ items: [Value], to name: String) {
    merged[name] = .array((merged[name]?.arrayValue ?? []) + items)
  }

  private mutating func takeFirst(_ result: Value, from extensionId: String) {
    guard let kept = merged["value"], let winner = merged["extensionId"]?.stringValue else {
      merged["value"] = result
      merged["extensionId"] = .string(extensionId)
      return
    }
    guard kept != result else { return }
    conflicts.append(
      AttributeConflict(attribute: "value", winner: winner, loser: extensionId, kept: kept, dropped: result))
  }
}
