import LuaSandbox
import PeriluneModel

extension RegistryLoader {
  /// What loading one extension may take, however busy the machine is: compiling is not metered.
  private static let setupBudget = Invocation.Budget.processor(.milliseconds(250))

  func memory(of manifest: Manifest) -> Int {
    min(manifest.memoryLimitKB ?? config.limits.memoryLimitKB, config.limits.memoryLimitKB) * 1_024
  }

  /// Compiles every source of every candidate, so that all syntax errors show.
  mutating func compile() async {
    for index in candidates.indices {
      let manifest = candidates[index].manifest
      let place = manifest.locations["entry"]
      let (sources, unreadable) = candidates[index].folder.sources(entry: manifest.entry, namedAt: place)
      for problem in unreadable { report(problem, of: index) }
      candidates[index].sources = sources
      let isKnown = previous.contains { $0.id == manifest.id && $0.sources == sources }
      guard !isKnown else { continue }
      // A file that goes by two names is compiled once.
      var seen: Set<String> = []
      let files = sources.filter { seen.insert($0.file).inserted }
      for failure in await Source.check(files, memoryLimit: memory(of: manifest)) {
        report(ExtensionError(failure, sources: sources, code: .scriptInvalid), of: index)
      }
    }
  }

  /// Checks that every listed function exists, runs `onInit` and makes the
  /// extension ready.
  mutating func freeze(_ index: Int) async -> LoadedExtension? {
    let candidate = candidates[index]
    let manifest = candidate.manifest
    let entry = config.entry(of: manifest.id)
    let overrides = entry?.overrides ?? .init()
    let limits = SandboxPool.Limits(
      memory: memory(of: manifest), concurrency: overrides.concurrencyLimit ?? manifest.concurrencyLimit,
      queueDepth: config.limits.queueDepth)
    let fingerprint = Fingerprint(
      folder: candidate.folder.path, manifest: candidate.manifestBytes, capabilities: manifest.capabilities,
      sources: candidate.sources, settings: candidate.settings, scopes: candidate.scopes, overrides: overrides,
      limits: limits)
    if let same = previous.first(where: { $0.fingerprint == fingerprint }) { return same }
    let pool = SandboxPool(sources: candidate.sources, limits: limits)
    guard let exports = await exports(of: index, in: pool) else { return nil }
    reportMissingFunctions(of: index, exports)
    let settings = Tape(candidate.settings)
    var initial = Tape.none
    if candidates[index].isValid, exports.contains("onInit") {
      guard let value = await initialize(index, settings, in: pool) else { return nil }
      initial = value
    }
    guard candidates[index].isValid else { return nil }
    return LoadedExtension(
      manifest: manifest, scopes: candidate.scopes, priority: overrides.priority ?? manifest.priority,
      isEnabled: overrides.killSwitchEnabled ?? manifest.killSwitchEnabled, overrides: overrides, config: settings,
      initial: initial, hasShutdown: exports.contains("onShutdown"), fingerprint: fingerprint, pool: pool)
  }

  private mutating func exports(of index: Int, in pool: SandboxPool) async -> Set<String>? {
    guard let outcome = await setUp(index, Invocation(.exports, budget: Self.setupBudget), in: pool) else {
      return nil
    }
    return Set(Value(outcome.value).arrayValue?.compactMap(\.stringValue) ?? [])
  }

  /// What `onInit` returned; nothing for a function without a result, so that
  /// `ctx.init or …` works.
  private mutating func initialize(_ index: Int, _ settings: Tape, in pool: SandboxPool) async -> Tape? {
    let call = Invocation(.function("onInit"), context: settings, budget: Self.setupBudget)
    guard let outcome = await setUp(index, call, in: pool, hook: "onInit") else { return nil }
    return Value(outcome.value) == .null ? Tape.none : Tape(outcome.value)
  }

  private mutating func setUp(
    _ index: Int, _ invocation: Invocation, in pool: SandboxPool, hook: String? = nil
  ) async -> Outcome? {
    let failure: SandboxError
    do throws(SandboxError) {
      let outcome = try await pool.run(invocation)
      guard let failed = outcome.failure else { return outcome }
      failure = failed
    } catch {
      failure = error
    }
    var error = ExtensionError(failure, sources: candidates[index].sources)
    error.location = error.location ?? candidates[index].sources.first.map { SourceLocation(file: $0.file) }
    if hook == nil, error.code == .hookFailure { error.code = .scriptInvalid }
    error.hook = hook
    report(error, of: index)
    return nil
  }

  private mutating func reportMissingFunctions(of index: Int, _ exports: Set<String>) {
    let manifest = candidates[index].manifest
    for (place, name) in manifest.resolvers.enumerated() where !exports.contains(name) {
      let message =
        "resolvers lists \"\(name)\", and the table that \(manifest.entry) returns has no such function"
      let location = manifest.locations["resolvers[\(place)]"]
      report(ExtensionError(.scriptInvalid, message, location: location), of: index)
    }
    for binding in manifest.hooks where !exports.contains(binding.function) {
      let message =
        "\(binding.hook) lists \"\(binding.function)\", and the table that \(manifest.entry) returns has no such function"
      report(
        ExtensionError(.scriptInvalid, message, hook: binding.hook.rawValue, location: binding.location), of: index)
    }
  }
}
