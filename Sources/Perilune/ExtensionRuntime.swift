public import Logging
import LuaSandbox
public import PeriluneModel
public import PeriluneStore
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Runs extensions: the one type that a host needs.
///
/// Make one per host and share it; every method is safe to call concurrently.
///
/// ```swift
/// let runtime = try await ExtensionRuntime(folder: "extensions")
/// let outcome = try await runtime.run(.preChatTurn, ["message": ["text": "Thank you, Mira."]])
/// print(outcome.merged.value.json, outcome.ran.count, outcome.errors)
/// ```
public final class ExtensionRuntime: Sendable {
  let options: Options
  let control: Mutex<Control>
  let saving = Mutex(())
  let reloading = Turnstile()

  /// How long the calls of one run keep a thread that others wait for.
  private static let patience = Duration.milliseconds(1)

  /// The extensions that new runs use, in their order of execution.
  public var registry: ExtensionRegistry { control.withLock { $0.current.registry } }

  /// Loads the extensions of a folder.
  ///
  /// The environment variable `EXTENSIONS_ENABLED` can switch all of them off.
  ///
  /// - Throws: `RegistrationFailure` with every problem of every extension.
  public convenience init(
    folder: String, config: ExtensionRegistrationConfig = ExtensionRegistrationConfig(), options: Options = Options()
  ) async throws {
    let config = Self.switched(config, options.logger)
    try self.init(registry: try await Self.load(folder, config, options), options: options)
  }

  /// Makes a runtime of a registry.
  ///
  /// - Throws: `configInvalid` when more than 63 data classes are granted,
  ///   `storeFailure` when the kills of the options' store cannot be loaded.
  public init(registry: ExtensionRegistry, options: Options = Options()) throws(ExtensionError) {
    var options = options
    if options.logsRuns { options.observers.insert(LogObserver(options.logger), at: 0) }
    options.wantsOrdinaryRuns = options.observers.contains(where: \.wantsOrdinaryRuns)
    self.options = options
    let generation = try Generation(1, registry, now: options.now)
    let board = KillBoard(try Self.kills(in: options.killStore))
    control = Mutex(Control(generation, board))
    for kill in board.kills {
      options.logger.warning("still killed: \(kill.target), by \(kill.actor): \(kill.reason)")
    }
    Self.logLua(to: options.logger)
    for warning in registry.warnings { options.logger.warning("\(warning)") }
    observe(
      .loaded(extensions: registry.extensions.count, failed: registry.failedCount, warnings: registry.warnings))
    for kill in board.kills { observe(.stillKilled(kill)) }
  }

  private static func kills(in store: (any KillStore)?) throws(ExtensionError) -> [Kill] {
    do {
      return try store?.load() ?? []
    } catch {
      let cause = error as? ExtensionError ?? ExtensionError(.storeFailure, "\(error)")
      throw ExtensionError(.storeFailure, "what is killed cannot be told", severity: .fatal, causes: [cause])
    }
  }

  /// Runs every extension of a hook and merges what they return and propose.
  ///
  /// Failures of extensions are part of the outcome. Cancelling the task stops
  /// the script that runs and skips the rest. Nothing is applied to the store
  /// before ``commit(_:)``.
  ///
  /// - Throws: `ExtensionError` with `configInvalid` for an unknown hook and a
  ///   context with fields that do not fit; and under `strictMode` or a failure
  ///   policy the first failure that fails the run, with the others as causes.
  public func run(_ hook: HookKind, _ context: HookContext) async throws -> HookOutcome {
    let pipeline = try start(hook, context)
    defer { pipeline.generation.leave() }
    return try await withTaskCancellationHandler {
      while let call = await goOn(pipeline) {
        pipeline.answer(call, await call.pool.result(of: call.invocation))
      }
      return try pipeline.finish()
    } onCancel: {
      pipeline.cancel()
    }
  }

  /// Goes on with a run as far as no call has to wait, on one of the threads
  /// for that if one is free: one change of threads, however many calls.
  ///
  /// - Returns: The call that has to wait; `nil` at the end.
  private func goOn(_ pipeline: HookPipeline) async -> HookPipeline.Call? {
    guard pipeline.hasNext else { return nil }
    let answer = await SandboxThread.run { chores in pipeline.callAtOnce(for: Self.patience, &chores) }
    return if let answer { answer } else { pipeline.next() }
  }

  /// Does what `run` does on the calling thread, for hosts that own their
  /// threads: the change of threads is most of a short run's time.
  ///
  /// The thread may block and has a stack of at least 1 MB; never call it on a
  /// thread of Swift's cooperative pool. There is no task that could be
  /// cancelled; budgets and kills end every run.
  ///
  /// - Throws: As ``run(_:_:)``.
  public func runBlocking(_ hook: HookKind, _ context: HookContext) throws -> HookOutcome {
    let pipeline = try start(hook, context)
    defer { pipeline.generation.leave() }
    var chores = SandboxChores()
    defer { chores.perform() }
    while let call = pipeline.callAtOnce(evenIfSlow: true, &chores) {
      pipeline.answer(call, call.pool.blockingResult(of: call.invocation))
    }
    return try pipeline.finish()
  }

  /// The pipeline of a run; whoever gets it has to leave its generation.
  private func start(_ hook: HookKind, _ context: HookContext) throws -> HookPipeline {
    if let problem = context.problems.first { throw problem }
    let generation = control.withLock { $0.enter() }
    do {
      guard let plan = generation.plan(of: hook) else { throw unknown(hook) }
      let context = try plan.custom?.completed(context) ?? context
      return try HookPipeline(plan, context, generation, self)
    } catch {
      generation.leave()
      throw error
    }
  }

  private func unknown(_ hook: HookKind) -> ExtensionError {
    let message = "there is no hook \"\(hook)\"; name a built-in one, or one of the configuration's customHooks"
    return ExtensionError(.configInvalid, message, hook: hook.rawValue)
  }

  func tell(_ change: BreakerChange) {
    let metadata: Logger.Metadata = ["extension": "\(change.extensionId)", "hook": "\(change.hook)"]
    switch change.state {
    case .open: options.logger.warning("breaker open for \(change.openFor ?? .zero)", metadata: metadata)
    case .closed: options.logger.notice("breaker closed", metadata: metadata)
    default: options.logger.debug("breaker half open", metadata: metadata)
    }
    observe(.breakerChanged(change))
  }

  /// Applies the merged transaction of a run to the store: all of it, once.
  ///
  /// - Returns: What changed; `nil` when nothing was proposed.
  /// - Throws: What the store throws, `storeFailure` for its own refusals.
  @discardableResult
  public func commit(_ outcome: HookOutcome) async throws -> ApplyResult? {
    guard let transaction = outcome.merged.transaction else { return nil }
    return try await commit(transaction, of: outcome.merged.subject)
  }

  /// Applies a transaction to the store: all of it, once.
  ///
  /// - Throws: What the store throws, `storeFailure` for its own refusals.
  public func commit(_ transaction: StateTransaction, of subject: StateSubject) async throws -> ApplyResult {
    let result = try await options.store.apply(transaction, to: subject)
    let wasNew = result.status == .applied
    observe(.applied(txId: transaction.txId, changes: result.changes.count, wasNew: wasNew))
    return result
  }

  /// Runs each extension's `onShutdown`; failures are logged.
  public func shutdown() async {
    for owner in registry.extensions { await shutDown(owner) }
  }

  func shutDown(_ owner: LoadedExtension) async {
    guard owner.hasShutdown else { return }
    let call = Invocation(.function("onShutdown"), budget: .processor(.milliseconds(250)))
    do throws(SandboxError) {
      if let failure = try await owner.pool.run(call).failure { throw failure }
    } catch {
      options.logger.warning("onShutdown of \(owner.id): \(error)")
    }
  }

  /// Says which Lua runs the scripts, so that a log of an incident has it.
  static func logLua(to logger: Logger) {
    if LuaLibrary.isTested {
      logger.debug("Lua \(LuaLibrary.release)")
    } else {
      logger.warning("Lua \(LuaLibrary.release): the sandbox was not tested against this release")
    }
  }

  /// The configuration after the environment had its say.
  static func switched(_ config: ExtensionRegistrationConfig, _ logger: Logger) -> ExtensionRegistrationConfig {
    var config = config
    let environment = ProcessInfo.processInfo.environment[EnabledSwitch.environmentVariable]
    let enabled = EnabledSwitch.read(environmentValue: environment, configured: config.enabled)
    config.enabled = enabled.isEnabled
    if let warning = enabled.warning { logger.warning("\(warning)") }
    return config
  }

  private static func load(
    _ folder: String, _ config: ExtensionRegistrationConfig, _ options: Options
  ) async throws(RegistrationFailure) -> ExtensionRegistry {
    do throws(RegistrationFailure) {
      return try await ExtensionRegistry.load(folder: folder, config: config)
    } catch {
      for observer in options.observers { observer.observe(.loadRefused(error.problems)) }
      throw error
    }
  }

  func observe(_ event: @autoclosure () -> RuntimeEvent) {
    guard !options.observers.isEmpty else { return }
    let event = event()
    for observer in options.observers { observer.observe(event) }
  }
}

extension ExtensionRuntime {
  /// What a host brings along.
  public struct Options: Sendable {
    /// Where transactions are applied; in memory by default.
    public var store: any AttributeStore = InMemoryAttributeStore()
    /// Decide conflicts under the policy `resolver`, by name.
    public var resolvers: [String: ConflictResolver] = [:]
    /// Receive what happens.
    public var observers: [any RuntimeObserver] = []
    /// Whether any of them does; a runtime finds it out.
    var wantsOrdinaryRuns = true
    /// Keeps kills over a restart.
    public var killStore: (any KillStore)?
    /// Counts tokens.
    public var tokenCounter = TokenCounter.estimate
    /// The time that breakers go by, from any fixed instant.
    package var now: @Sendable () -> Duration = { [origin = ContinuousClock.now] in ContinuousClock.now - origin }
    /// Takes warnings, and what a ``LogObserver`` logs.
    public var logger = Logger(label: "perilune")
    /// Whether a ``LogObserver`` of `logger` is among the observers.
    ///
    /// Without it and without observers no event is made.
    public var logsRuns = true

    /// Makes the default options.
    public init() {}
  }
}
