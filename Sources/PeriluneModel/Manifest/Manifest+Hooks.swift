extension Manifest {
  /// Reads `hooks` and `chatHooks`.
  mutating func readHooks(_ object: StrictObject<Key>, _ customHooks: [String]) {
    let sections: [(HookKind.Section, StrictField?)] = [(.hooks, object[.hooks]), (.chatHooks, object[.chatHooks])]
    for (section, field) in sections {
      for (name, list) in field?.entries("an object of hooks and their functions") ?? [] {
        let hook = HookKind(rawValue: name)
        checkName(of: hook, in: section, list, customHooks)
        hooks += Self.bindings(of: hook, list)
      }
    }
  }

  /// Reads `hookBudgets`; hooks and resolvers must have been read.
  mutating func readHookBudgets(_ object: StrictObject<Key>) {
    let names = hooks.map(\.hook.rawValue) + hooks.map(\.function) + resolvers
    for (name, field) in object[.hookBudgets]?.entries() ?? [] {
      if !names.contains(name) {
        let advice = Spelling.advice(for: name, among: names, else: "list it there or remove the budget")
        field.reportKey("names neither a hook nor a function that this manifest lists\(advice)")
      }
      hookBudgets[name] = field.hookBudget()
    }
  }

  private func checkName(
    of hook: HookKind, in section: HookKind.Section, _ field: StrictField, _ customHooks: [String]
  ) {
    let names = HookKind.builtIn.map(\.rawValue) + customHooks
    if names.contains(hook.rawValue) {
      guard hook.section != section else { return }
      field.reportKey("stands in the wrong place; move it to \"\(hook.section.rawValue)\"")
      return
    }
    let fallback =
      section == .chatHooks
      ? "remove it" : "remove it, or check it with a host's configuration that has it under \"customHooks\""
    field.reportKey("is an unknown hook" + Spelling.advice(for: hook.rawValue, among: names, else: fallback))
  }

  private static func bindings(of hook: HookKind, _ field: StrictField) -> [HookBinding] {
    if case .scalar(.bool(true)) = field.node.content {
      return [HookBinding(hook: hook, function: hook.rawValue, location: field.location)]
    }
    if case .items = field.node.content {
      return field.texts(.functionName)?.map { name, item in
        HookBinding(hook: hook, function: name, location: item.location)
      } ?? []
    }
    field.report("must be an array of function names, or true for the function \"\(hook.rawValue)\"")
    return []
  }
}
