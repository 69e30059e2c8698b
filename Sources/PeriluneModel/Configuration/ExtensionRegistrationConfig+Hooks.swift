extension ExtensionRegistrationConfig {
  private enum HookKey: String, CaseIterable {
    case name, budgetMs, schema, merge
  }

  /// The hook's definition, where the host defines it.
  public func customHook(_ hook: HookKind) -> CustomHook? { customHooks.first { $0.name == hook.rawValue } }

  /// Whether a run can be asked for this hook.
  public func knows(_ hook: HookKind) -> Bool { hook.isBuiltIn || customHook(hook) != nil }

  /// What is wrong with custom hooks that were defined in Swift; reading a file
  /// finds it there.
  package var customHookProblems: [ExtensionError] {
    customHooks.indices.compactMap { index in
      guard let problem = customHooks[index].problem(besides: customHooks[..<index]) else { return nil }
      let place = locations["customHooks[\(index)].name"]
      return ExtensionError(.configInvalid, "\"customHooks[\(index)].name\" \(problem)", location: place)
    }
  }

  /// Reads `customHooks`.
  mutating func readCustomHooks(_ field: StrictField?) {
    for item in field?.items("an array of {name, budgetMs, schema, merge}") ?? [] {
      guard let object = item.object(HookKey.self) else { continue }
      let name = object.required(.name)
      let text = name?.text(.functionName)
      let budget = object.required(.budgetMs)?.positiveInteger()
      let schema = object[.schema]?.schema()
      let rules = CustomHook.Merge.allCases.map(\.rawValue).joined(separator: ", ")
      let merge = object.required(.merge)?.parsed("one of \(rules)") { CustomHook.Merge(rawValue: $0) }
      guard let text, let budget, let merge else { continue }
      let hook = CustomHook(name: text, budgetMs: budget, schema: schema, merge: merge)
      if let problem = hook.problem(besides: customHooks) { name?.report(problem) }
      customHooks.append(hook)
    }
  }
}

extension StrictField {
  /// A JSON Schema, written in place.
  fileprivate func schema() -> ValueSchema? {
    do throws(ValueSchema.Refusal) {
      return try ValueSchema(value)
    } catch {
      for problem in error.problems {
        let path = problem.path.isEmpty || problem.path.hasPrefix("[") ? path + problem.path : "\(path).\(problem.path)"
        part(path).report(problem.message)
      }
      return nil
    }
  }

  /// The part of this value at a path that begins with this field's own, or the
  /// nearest one around it.
  private func part(_ path: String) -> StrictField {
    let children: [StrictField]
    switch node.content {
    case .scalar: children = []
    case .items: children = items() ?? []
    case .fields: children = entries()?.map(\.field) ?? []
    }
    for child in children {
      if path == child.path || path.hasPrefix(child.path + ".") || path.hasPrefix(child.path + "[") {
        return child.part(path)
      }
    }
    return self
  }
}
