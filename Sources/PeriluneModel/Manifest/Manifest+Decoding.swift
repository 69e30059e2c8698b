extension Manifest {
  /// Reads the bytes of a `manifest.json` and checks every rule that needs no
  /// other file.
  ///
  /// Problems carry the extension's id where that is readable, and the place in
  /// `file`, which is only used for that.
  ///
  /// - Parameter customHooks: The names of the hooks that the host defines.
  public static func decode(
    _ json: some Sequence<UInt8>, file: String, customHooks: [String] = []
  ) -> Decoded<Manifest> {
    do throws(JSONSyntaxError) {
      let document = try JSONDocument(parsing: json, file: file)
      return decode(document, customHooks)
    } catch {
      return Decoded(problems: [error.asExtensionError(.manifestInvalid, file: file)])
    }
  }

  private static func decode(_ document: JSONDocument, _ customHooks: [String]) -> Decoded<Manifest> {
    let reader = StrictReader(document, code: .manifestInvalid)
    var manifest = Manifest.unread(SourceMap(document))
    if let object = reader.root.object(Key.self) { manifest.read(object, customHooks) }
    let problems = reader.problems.map { problem in
      var problem = problem
      problem.extensionId = manifest.id.isEmpty ? nil : manifest.id
      return problem
    }
    return Decoded(manifest, problems: problems)
  }

  /// What decoding starts from; a required field that stays as it is here has
  /// been reported as a problem.
  private static func unread(_ locations: SourceMap) -> Manifest {
    Manifest(
      id: "", name: "", description: "", version: SemanticVersion(0, 0, 0), coreApiRange: .any, locations: locations)
  }

  enum Key: String, CaseIterable {
    case id, name, description, version, coreApiRange, license, author, entry, peerExtensions
    case capabilities, unsafeCapabilities, hooks, chatHooks, priority, hookBudgets
    case memoryLimitKB, concurrencyLimit, killSwitchEnabled, dataClassScopes, stateTransactionSupport, configSchema
    case resolvers
    /// For editors; it says where the published schema is.
    case schema = "$schema"
  }

  private enum PeerKey: String, CaseIterable {
    case id, range
  }

  private mutating func read(_ object: StrictObject<Key>, _ customHooks: [String]) {
    readRequired(object)
    readTexts(object)
    readLists(object)
    readSettings(object)
    readHooks(object, customHooks)
    resolvers = object[.resolvers]?.texts(.functionName)?.map(\.text) ?? []
    readHookBudgets(object)
  }

  private mutating func readRequired(_ object: StrictObject<Key>) {
    id = object.required(.id)?.text(.extensionId) ?? id
    name = object.required(.name)?.text(.nonEmpty) ?? name
    description = object.required(.description)?.text(.nonEmpty) ?? description
    version = object.required(.version)?.version() ?? version
    coreApiRange = object.required(.coreApiRange)?.versionRange() ?? coreApiRange
  }

  private mutating func readTexts(_ object: StrictObject<Key>) {
    _ = object[.schema]?.text(.any)
    license = object[.license]?.text(.any)
    author = object[.author]?.text(.any)
    entry = object[.entry]?.text(.relativePath) ?? entry
    configSchema = object[.configSchema]?.text(.relativePath)
  }

  private mutating func readLists(_ object: StrictObject<Key>) {
    peerExtensions = object[.peerExtensions].map(Self.peers) ?? []
    capabilities = object[.capabilities]?.texts(.capability)?.map(\.text) ?? []
    unsafeCapabilities = object[.unsafeCapabilities]?.texts(.unsafeCapability)?.map(\.text) ?? []
    dataClassScopes = object[.dataClassScopes]?.texts(.dataClass)?.map { DataClass(rawValue: $0.text) } ?? []
  }

  private mutating func readSettings(_ object: StrictObject<Key>) {
    priority = object[.priority]?.integer() ?? priority
    memoryLimitKB = object[.memoryLimitKB]?.positiveInteger()
    concurrencyLimit = object[.concurrencyLimit]?.positiveInteger() ?? concurrencyLimit
    killSwitchEnabled = object[.killSwitchEnabled]?.flag() ?? killSwitchEnabled
    stateTransactionSupport = object[.stateTransactionSupport]?.flag() ?? stateTransactionSupport
  }

  private static func peers(_ field: StrictField) -> [Peer] {
    var seen: Set<String> = []
    return field.items("an array of {id, range}")?.compactMap { item in
      guard let object = item.object(PeerKey.self) else { return nil }
      let id = object.required(.id)?.text(.extensionId)
      let range = object.required(.range)?.versionRange()
      guard let id, let range else { return nil }
      if !seen.insert(id).inserted { item.report("repeats the peer \"\(id)\"; join both ranges into one") }
      return Peer(id: id, range: range)
    } ?? []
  }
}
