import PeriluneModel

extension RegistryLoader {
  mutating func checkVersions() {
    for index in candidates.indices {
      let manifest = candidates[index].manifest
      guard !manifest.coreApiRange.contains(ExtensionRegistry.coreApiVersion) else { continue }
      let message =
        "it needs core API \(manifest.coreApiRange), and this runtime has \(ExtensionRegistry.coreApiVersion)"
      let location = manifest.locations["coreApiRange"]
      report(ExtensionError(.versionIncompatible, message, location: location), of: index)
    }
  }

  mutating func checkDuplicates() {
    var first: [String: String] = [:]
    for index in candidates.indices {
      let manifest = candidates[index].manifest
      guard let other = first[manifest.id] else {
        first[manifest.id] = manifest.locations.file
        continue
      }
      let message = "the id \"\(manifest.id)\" is taken by \(other); rename or remove one of them"
      report(ExtensionError(.duplicateId, message, location: manifest.locations["id"]), of: index)
    }
  }

  mutating func checkUnsafeCapabilities() {
    for index in candidates.indices {
      let manifest = candidates[index].manifest
      for (place, name) in manifest.unsafeCapabilities.enumerated()
      where !config.unsafeCapabilityAllowlist.contains(name) {
        let message = "\"\(name)\" is not in the host's unsafeCapabilityAllowlist"
        let location = manifest.locations["unsafeCapabilities[\(place)]"]
        report(ExtensionError(.unsafeCapabilityDenied, message, location: location), of: index)
      }
      stripCapabilities(of: index)
    }
  }

  private mutating func stripCapabilities(of index: Int) {
    guard let allowed = config.capabilityAllowlist else { return }
    let manifest = candidates[index].manifest
    for (place, name) in manifest.capabilities.enumerated() where !allowed.contains(name) {
      let message = "the capability \"\(name)\" was stripped: it is not in the host's capabilityAllowlist"
      let location = manifest.locations["capabilities[\(place)]"]
      report(ExtensionError(.unsafeCapabilityDenied, message, severity: .warn, location: location), of: index)
    }
    candidates[index].manifest.capabilities.removeAll { !allowed.contains($0) }
  }

  mutating func grantScopes() {
    for index in candidates.indices {
      let manifest = candidates[index].manifest
      for (place, scope) in manifest.dataClassScopes.enumerated() {
        if config.grants(scope) {
          candidates[index].scopes.insert(scope)
          continue
        }
        let message = "the data class \"\(scope)\" is not granted by the host; its values will read as absent"
        let location = manifest.locations["dataClassScopes[\(place)]"]
        report(ExtensionError(.scopeDenied, message, severity: .warn, location: location), of: index)
      }
    }
  }

  /// Repeats until nothing changes: an extension without its peer is one that
  /// others then miss.
  mutating func checkPeers() {
    reportCycles()
    var changed = true
    while changed {
      changed = false
      for index in candidates.indices where candidates[index].isValid {
        if reportUnresolvedPeers(of: index) { changed = true }
      }
    }
  }

  private mutating func reportUnresolvedPeers(of index: Int) -> Bool {
    let manifest = candidates[index].manifest
    for (place, peer) in manifest.peerExtensions.enumerated() {
      let found = candidates.first { $0.manifest.id == peer.id && $0.isValid }?.manifest
      if let found, peer.range.contains(found.version) { continue }
      let state = found.map { "is loaded in version \($0.version)" } ?? "is not loaded"
      let message = "it needs the peer \"\(peer.id)\" in \(peer.range), which \(state)"
      let location = manifest.locations["peerExtensions[\(place)]"]
      report(ExtensionError(.peerUnresolved, message, location: location), of: index)
    }
    return !candidates[index].isValid
  }

  private mutating func reportCycles() {
    for index in candidates.indices {
      guard let cycle = cycle(from: candidates[index].manifest.id) else { continue }
      let message = "its peers form a cycle: \(cycle.joined(separator: " → ")); remove one of them"
      let location = candidates[index].manifest.locations["peerExtensions"]
      report(ExtensionError(.peerUnresolved, message, location: location), of: index)
    }
  }

  /// The shortest way from an extension back to itself.
  private func cycle(from id: String) -> [String]? {
    var ways = [[id]]
    var seen: Set<String> = []
    while !ways.isEmpty {
      let way = ways.removeFirst()
      for peer in candidates.first(where: { $0.manifest.id == way.last })?.manifest.peerExtensions ?? [] {
        if peer.id == id { return way + [id] }
        if seen.insert(peer.id).inserted { ways.append(way + [peer.id]) }
      }
    }
    return nil
  }
}
