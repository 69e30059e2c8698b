extension ExtensionRegistrationConfig {
  /// Reads the bytes of a host's configuration file and checks every rule that
  /// needs no other file.
  ///
  /// `file` is only used to say where a problem is.
  public static func decode(_ json: some Sequence<UInt8>, file: String) -> Decoded<ExtensionRegistrationConfig> {
    do throws(JSONSyntaxError) {
      let document = try JSONDocument(parsing: json, file: file)
      let reader = StrictReader(document, code: .configInvalid)
      var config = ExtensionRegistrationConfig(locations: SourceMap(document))
      if let object = reader.root.object(Key.self) { config.read(object) }
      return Decoded(config, problems: reader.problems)
    } catch {
      return Decoded(problems: [error.asExtensionError(.configInvalid, file: file)])
    }
  }

  private enum Key: String, CaseIterable {
    case extensions, deny, orderOverrides, capabilityAllowlist, unsafeCapabilityAllowlist
    case deniedDataClasses, dataClassAllowlist, dataClasses
    case failOpen, strictMode, failurePolicies, performance, limits, breaker, customHooks, enabled
    /// For editors; it says where the published schema is.
    case schema = "$schema"
  }

  private mutating func read(_ object: StrictObject<Key>) {
    _ = object[.schema]?.text(.any)
    readExtensions(object[.extensions])
    readLists(object)
    readDataClasses(object)
    failOpen = object[.failOpen]?.flag() ?? failOpen
    strictMode = object[.strictMode]?.flag() ?? strictMode
    enabled = object[.enabled]?.flag() ?? enabled
    if let field = object[.limits] { limits.read(field) }
    if let field = object[.breaker] { breaker.read(field) }
    if let field = object[.performance] { performance.read(field) }
    readCustomHooks(object[.customHooks])
    if let field = object[.failurePolicies] { failurePolicies.read(field, isKnown: knows) }
  }

  private mutating func readLists(_ object: StrictObject<Key>) {
    deny = object[.deny]?.texts(.extensionId)?.map(\.text) ?? []
    orderOverrides = object[.orderOverrides]?.texts(.extensionId)?.map(\.text) ?? []
    capabilityAllowlist = object[.capabilityAllowlist]?.texts(.capability)?.map(\.text)
    unsafeCapabilityAllowlist = object[.unsafeCapabilityAllowlist]?.texts(.unsafeCapability)?.map(\.text) ?? []
  }

  private mutating func readDataClasses(_ object: StrictObject<Key>) {
    deniedDataClasses = object[.deniedDataClasses]?.texts(.dataClass)?.map { DataClass(rawValue: $0.text) } ?? []
    dataClassAllowlist = object[.dataClassAllowlist]?.texts(.dataClass)?.map { DataClass(rawValue: $0.text) }
    for (pattern, field) in object[.dataClasses]?.entries("an object of path patterns and data classes") ?? [] {
      guard let name = field.text(.dataClass) else { continue }
      if let tag = DataClassTag(pattern, DataClass(rawValue: name)) {
        dataClasses.append(tag)
      } else {
        field.reportKey("is not a path pattern; write dotted keys, \"*\" for one key and \"**\" only at the end")
      }
    }
  }
}

extension ExtensionRegistrationConfig.Limits {
  /// The sandbox nests no deeper.
  private static let largestDepth = 128

  private enum Key: String, CaseIterable {
    case memoryLimitKB, queueDepth, maxOperations, maxOutputBytes, maxOutputDepth, pipelineDeadlineMs
  }

  fileprivate mutating func read(_ field: StrictField) {
    guard let object = field.object(Key.self) else { return }
    memoryLimitKB = object[.memoryLimitKB]?.positiveInteger() ?? memoryLimitKB
    queueDepth =
      object[.queueDepth]?.integer(in: 0...StrictField.largestInteger, "an integer that is not negative") ?? queueDepth
    maxOperations = object[.maxOperations]?.positiveInteger() ?? maxOperations
    maxOutputBytes = object[.maxOutputBytes]?.positiveInteger() ?? maxOutputBytes
    let depths = 1...Self.largestDepth
    maxOutputDepth = object[.maxOutputDepth]?.integer(in: depths, "a positive integer") ?? maxOutputDepth
    pipelineDeadlineMs = object[.pipelineDeadlineMs]?.positiveInteger()
  }
}
