public import PeriluneModel

extension ScopeExplanation {
  /// The explanation as JSON shows it.
  public var value: Value {
    [
      "extensionId": .string(extensionId), "granted": .array(granted.map { .string($0.rawValue) }),
      "view": .object(view), "hidden": .array(hidden.map(\.value)), "shown": .array(shown.map(\.value)),
    ]
  }
}

extension ScopeExplanation.Part {
  fileprivate var value: Value {
    [
      "path": .string(path), "dataClass": .string(dataClass.rawValue), "pattern": .string(pattern),
      "reason": .string(reason.rawValue),
    ]
  }
}
