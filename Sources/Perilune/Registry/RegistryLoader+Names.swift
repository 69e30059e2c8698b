import PeriluneModel

extension RegistryLoader {
  /// Warns about names in the host's configuration that fit nothing: they would
  /// be ignored, which nobody means.
  mutating func warnAboutUnusedNames() {
    warnAboutOrder()
    for (index, entry) in config.extensions.enumerated() {
      guard let candidate = candidates.first(where: { $0.manifest.id == entry.id }) else { continue }
      warnAboutBudgets(of: entry, at: index, candidate.manifest)
    }
  }

  private mutating func warnAboutOrder() {
    let loaded = candidates.map(\.manifest.id)
    for (index, id) in config.orderOverrides.enumerated() where !loaded.contains(id) && !config.deny.contains(id) {
      let advice = Spelling.advice(for: id, among: loaded, else: "remove it")
      warn("orderOverrides names \"\(id)\", which is not loaded\(advice)", at: "orderOverrides[\(index)]")
    }
  }

  private mutating func warnAboutBudgets(
    of entry: ExtensionRegistrationConfig.Entry, at index: Int, _ manifest: Manifest
  ) {
    let known = manifest.hooks.map(\.hook.rawValue) + manifest.hooks.map(\.function) + manifest.resolvers
    for name in entry.overrides.hookBudgets.keys.sorted() where !known.contains(name) {
      let advice = Spelling.advice(for: name, among: known, else: "remove it")
      warn(
        "hookBudgets names \"\(name)\", which is neither a hook nor a function of this extension\(advice)",
        at: "extensions[\(index)].overrides.hookBudgets.\(name)", of: entry.id)
    }
  }

  private mutating func warn(_ message: String, at path: String, of id: String? = nil) {
    problems.append(
      ExtensionError(.configInvalid, message, severity: .warn, extensionId: id, location: config.locations[path]))
  }
}
