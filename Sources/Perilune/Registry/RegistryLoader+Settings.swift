import PeriluneModel

extension RegistryLoader {
  /// Completes each extension's `config` with the defaults of its schema, and
  /// checks the result.
  mutating func checkSettings() {
    for index in candidates.indices {
      let manifest = candidates[index].manifest
      let given = config.entry(of: manifest.id)?.config ?? [:]
      candidates[index].settings = given
      guard let name = manifest.configSchema else { continue }
      let place = manifest.locations["configSchema"]
      let (schema, problems) = candidates[index].folder.schema(name, namedAt: place)
      for problem in problems { report(problem, of: index) }
      guard let schema else { continue }
      let filled = schema.filled(given)
      for problem in schema.problems(in: filled) { report(settingsError(problem, of: manifest.id), of: index) }
      candidates[index].settings = filled
    }
  }

  private func settingsError(_ problem: ValueSchema.Problem, of id: String) -> ExtensionError {
    let isNested = !problem.path.isEmpty && !problem.path.hasPrefix("[")
    let path = "config" + (isNested ? "." : "") + problem.path
    let entry = config.extensions.firstIndex { $0.id == id }
    let place = config.locations[entry.map { "extensions[\($0)].\(path)" } ?? ""]
    return ExtensionError(.configInvalid, "\"\(path)\" \(problem.message)", location: place)
  }
}
