extension ExtensionRegistrationConfig {
  private enum EntryKey: String, CaseIterable {
    case id, path, config, overrides
  }

  private enum OverrideKey: String, CaseIterable {
    case concurrencyLimit, killSwitchEnabled, priority, hookBudgets
  }

  /// Reads `extensions`.
  mutating func readExtensions(_ field: StrictField?) {
    var seen: Set<String> = []
    for item in field?.items("an array of {id, path, config, overrides}") ?? [] {
      guard let entry = Self.entry(item) else { continue }
      if !seen.insert(entry.id).inserted { item.report("repeats the extension \"\(entry.id)\"; join both entries") }
      extensions.append(entry)
    }
  }

  private static func entry(_ field: StrictField) -> Entry? {
    guard let object = field.object(EntryKey.self) else { return nil }
    let id = object.required(.id)?.text(.extensionId)
    let path = object[.path]?.text(.nonEmpty)
    let overrides = object[.overrides].flatMap(overrides) ?? Overrides()
    var config = Value.object(Value.Object())
    if let field = object[.config], field.entries() != nil { config = field.value }
    return id.map { Entry(id: $0, path: path, config: config, overrides: overrides) }
  }

  private static func overrides(_ field: StrictField) -> Overrides? {
    guard let object = field.object(OverrideKey.self) else { return nil }
    var overrides = Overrides(
      concurrencyLimit: object[.concurrencyLimit]?.positiveInteger(),
      killSwitchEnabled: object[.killSwitchEnabled]?.flag(),
      priority: object[.priority]?.integer()
    )
    for (name, field) in object[.hookBudgets]?.entries("an object of hook or function names and budgets") ?? [] {
      if field.isFunctionNamed(name) { overrides.hookBudgets[name] = field.hookBudget() }
    }
    return overrides
  }
}

extension StrictField {
  /// Whether the field's key could be the name of a hook or a function, which
  /// is reported where it could not.
  fileprivate func isFunctionNamed(_ key: String) -> Bool {
    let isName = TextRule.functionName.accepts(key)
    if !isName { reportKey("is not named like a hook or a function; correct the name") }
    return isName
  }
}
