import LuaSandbox
import PeriluneModel

/// Takes folders through the load order of SPEC, section 2, and collects every
/// problem on the way.
struct RegistryLoader {
  /// An extension on its way; one with an error is left out in the end.
  struct Candidate {
    let folder: ExtensionFolder
    let manifestBytes: [UInt8]
    var manifest: Manifest
    var scopes: Set<DataClass> = []
    var sources: [Source] = []
    /// What its scripts find in `ctx.config`.
    var settings: Value = [:]
    var isValid = true
  }

  let config: ExtensionRegistrationConfig
  /// The extensions that run now, of which unchanged ones are kept.
  let previous: [LoadedExtension]
  var candidates: [Candidate] = []
  var problems: [ExtensionError] = []
  /// Folders whose manifest never became a candidate.
  private var undecoded: [String] = []
  /// A folder of folders that cannot be read, so that nobody knows what is in it.
  private var unread: String?

  init(config: ExtensionRegistrationConfig, previous: [LoadedExtension] = []) {
    (self.config, self.previous) = (config, previous)
  }

  mutating func load(folder: String) async throws(RegistrationFailure) -> ExtensionRegistry {
    problems += config.customHookProblems
    discover(in: folder)
    checkVersions()
    checkDuplicates()
    checkUnsafeCapabilities()
    grantScopes()
    checkSettings()
    await compile()
    checkPeers()
    warnAboutUnusedNames()
    var loaded: [LoadedExtension] = []
    for index in candidates.indices where candidates[index].isValid {
      if let ready = await freeze(index) { loaded.append(ready) }
    }
    let hasErrors = problems.contains { $0.severity != .warn }
    if hasErrors, !config.failOpen || breaksWorking(loaded) { throw RegistrationFailure(problems: sortedProblems) }
    return ExtensionRegistry(
      extensions: ordered(loaded), warnings: sortedProblems.map(\.asWarning),
      failedCount: undecoded.count + candidates.count - loaded.count, folder: folder, config: config)
  }

  /// Whether an extension that runs now would be left out for a problem.
  private func breaksWorking(_ loaded: [LoadedExtension]) -> Bool {
    let failed = undecoded + candidates.filter { !$0.isValid }.map(\.folder.path)
    return previous.contains { working in
      guard isWanted(working.id), !loaded.contains(where: { $0.id == working.id }) else { return false }
      let folder = working.fingerprint.folder
      return failed.contains(folder) || unread.map { folder == $0 || folder.hasPrefix($0 + "/") } ?? false
    }
  }

  /// Records a problem of a candidate, which an error makes invalid.
  mutating func report(_ error: ExtensionError, of index: Int) {
    var error = error
    error.extensionId = candidates[index].manifest.id
    if error.severity != .warn { candidates[index].isValid = false }
    problems.append(error)
  }

  private var sortedProblems: [ExtensionError] {
    problems.map(\.withFullLocation).enumerated().sorted { left, right in
      let a = left.element.location
      let b = right.element.location
      return (a?.file ?? "", a?.line ?? 0, a?.column ?? 0, left.offset)
        < (b?.file ?? "", b?.line ?? 0, b?.column ?? 0, right.offset)
    }.map(\.element)
  }

  private func ordered(_ loaded: [LoadedExtension]) -> [LoadedExtension] {
    func rank(_ id: String) -> Int { config.orderOverrides.firstIndex(of: id) ?? config.orderOverrides.count }
    return loaded.sorted { (rank($0.id), -$0.priority, $0.id) < (rank($1.id), -$1.priority, $1.id) }
  }
}

extension RegistryLoader {
  private mutating func discover(in folder: String) {
    do throws(ExtensionError) {
      var folders = try ExtensionFolder.discover(in: folder)
      problems += ExtensionFolder.strays(in: folder)
      if folders.isEmpty, problems.isEmpty { problems.append(ExtensionFolder.nothing(in: folder)) }
      folders += config.extensions.compactMap(\.path).map { path in
        ExtensionFolder(path: path.hasPrefix("/") ? path : folder + "/" + path)
      }
      var seen: Set<String> = []
      for folder in folders where seen.insert(folder.path).inserted { decode(folder) }
      reportHalfGone()
    } catch {
      problems.append(error)
      unread = folder
    }
    reportMissing()
  }

  /// A folder without a manifest is no extension, unless one runs from it now:
  /// then somebody is about to copy the next version, or to remove the folder.
  private mutating func reportHalfGone() {
    for working in previous
    where isWanted(working.id) && !candidates.contains(where: { $0.manifest.id == working.id }) {
      let folder = ExtensionFolder(path: working.fingerprint.folder)
      guard folder.exists, !folder.hasManifest, !undecoded.contains(folder.path) else { continue }
      // As a stray it was a warning.
      problems.removeAll { $0.severity == .warn && $0.location?.file == folder.path }
      undecoded.append(folder.path)
      let message = "the manifest.json of an extension that runs is gone; put it back, or remove the folder too"
      let place = SourceLocation(file: folder.path)
      problems.append(ExtensionError(.manifestInvalid, message, extensionId: working.id, location: place))
    }
  }

  private mutating func decode(_ folder: ExtensionFolder) {
    let bytes: [UInt8]
    let decoded: Decoded<Manifest>
    switch folder.manifest(customHooks: config.customHooks.map(\.name)) {
    case .success(let read): (bytes, decoded) = read
    case .failure(let error):
      undecoded.append(folder.path)
      return problems.append(error)
    }
    // A folder that the host does not want may be as broken as it likes.
    if let id = decoded.problems.first?.extensionId, !isWanted(id) { return }
    problems += decoded.problems
    if decoded.content == nil { undecoded.append(folder.path) }
    guard let manifest = decoded.content, isWanted(manifest.id) else { return }
    candidates.append(Candidate(folder: folder, manifestBytes: bytes, manifest: manifest))
  }

  private func isWanted(_ id: String) -> Bool {
    !config.deny.contains(id) && (config.extensions.isEmpty || config.entry(of: id) != nil)
  }

  private mutating func reportMissing() {
    let broken = problems.filter { $0.code == .manifestInvalid && $0.severity != .warn }
    for (index, entry) in config.extensions.enumerated()
    where !config.deny.contains(entry.id) && !candidates.contains(where: { $0.manifest.id == entry.id }) {
      // A broken manifest may be the one that is missing.
      if broken.contains(where: { $0.extensionId == nil || $0.extensionId == entry.id }) { continue }
      let message = "the extension \"\(entry.id)\" was not found; correct its id or give its path"
      let location = config.locations["extensions[\(index)].id"]
      problems.append(ExtensionError(.configInvalid, message, extensionId: entry.id, location: location))
    }
  }
}
