import LuaSandbox
import PeriluneModel

/// One run of a hook: what was merged so far, and what is left of its budgets.
struct HookRun {
  let hook: HookKind
  let custom: CustomHook?
  let context: HookContext
  let encoder: ContextEncoder
  let counter: TokenCounter
  let limits: ExtensionRegistrationConfig.Limits
  let deadline: ContinuousClock.Instant?
  let base: Tape
  let turn: ChatTurn
  let clock: Int64
  let events: RunEvents
  private let start = ContinuousClock.now

  private(set) var merger: HookResultMerger
  private(set) var proposals: [StateTransaction] = []
  private var tokensLeft: Int?
  private(set) var outcome: HookOutcome

  init(
    hook: HookKind, context: HookContext, generation: Generation, options: ExtensionRuntime.Options, now: Int64
  ) {
    let config = generation.registry.config
    self.hook = hook
    custom = config.customHook(hook)
    self.context = context
    encoder = ContextEncoder(tags: config.dataClasses + context.tags, mask: generation.mask)
    counter = options.tokenCounter
    limits = config.limits
    deadline = limits.pipelineDeadlineMs.map { ContinuousClock.now + .milliseconds($0) }
    base = encoder.encode(context)
    turn = context.turn ?? ChatTurn()
    clock = context.clock ?? now
    events = RunEvents(
      options.observers, hook: hook, requestId: context.requestId, subject: context.subject,
      generation: generation.number)
    merger = HookResultMerger(hook: hook, rule: custom?.merge)
    tokensLeft = context.tokenBudget
    outcome = HookOutcome(hook: hook, merged: .init(value: Value.Object(), subject: context.subject))
  }

  // MARK: Gate

  /// Why the function may not run now; `nil` when it may.
  ///
  /// The breaker is asked last, by who runs it: it counts the ones it lets
  /// through.
  func reasonToSkip(_ step: Generation.Step) -> HookOutcome.Reason? {
    if !step.owner.isEnabled { return .disabled }
    if merger.isAborted { return .aborted }
    if step.gate.isKilled { return .killed }
    if let deadline, ContinuousClock.now >= deadline { return .deadline }
    return nil
  }

  mutating func skip(_ owner: LoadedExtension, _ function: String, _ reason: HookOutcome.Reason) {
    let skip = HookOutcome.Skip(extensionId: owner.id, function: function, reason: reason)
    outcome.skipped.append(skip)
    events.tell { .skipped($0, skip) }
  }

  /// An invocation that was admitted, and never ran.
  mutating func giveUp(_ step: Generation.Step, _ error: SandboxError) {
    if error.code != .killed, error.code != .deadline {
      report(ExtensionError(error, sources: step.owner.sources), of: step.function, step.owner)
    }
    skip(step.owner, step.function, .init(error.code))
  }

  // MARK: Scope and invoke

  func invocation(of step: Generation.Step, _ interrupt: Interrupt) -> Invocation {
    let owner = step.owner
    let budget = budget(of: step.function, owner)
    let time = Duration.milliseconds(budget.maxLatencyMs ?? defaultBudgetMs)
    let left = deadline.map { min(time, $0 - ContinuousClock.now) } ?? time
    var invocation = Invocation(
      .function(step.function), context: base, budget: .init(time: time, instructions: budget.maxInstructions))
    (invocation.interrupt, invocation.stopSwitch) = (interrupt, step.gate.stopSwitch)
    invocation.deadline = deadline
    invocation.fields = fields(of: owner, time: left, tokens: tokenLimit(budget))
    invocation.retainedField = "scratch"
    invocation.retainedValue = turn.scratch(of: owner.id) ?? .none
    invocation.grantedClasses = encoder.mask.granted(owner.scopes)
    invocation.proposals = hook.isReadOnly ? .refused : .accepted
    invocation.output.bytes = limits.maxOutputBytes
    invocation.output.depth = limits.maxOutputDepth
    invocation.output.operations = limits.maxOperations
    invocation.seed = context.seed ?? Self.hash(context.requestId + "/" + owner.id)
    invocation.clock = clock
    return invocation
  }

  private var defaultBudgetMs: Int { custom?.budgetMs ?? hook.defaultBudgetMs }

  private func budget(of function: String, _ owner: LoadedExtension) -> HookBudget {
    owner.budget(of: function, in: hook, defaultMs: defaultBudgetMs)
  }

  private func tokenLimit(_ budget: HookBudget) -> Int? {
    [budget.maxTokens, tokensLeft].compactMap(\.self).min()
  }

  /// FNV-1a, so that a seed is the same on every machine.
  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  // MARK: Collect

  /// Takes what an invocation handed back: all of it, or nothing and an error.
  mutating func collect(_ result: Outcome, of function: String, _ owner: LoadedExtension) -> HookOutcome.Run {
    var run = HookOutcome.Run(result, of: function, owner)
    if let failure = result.failure {
      run.failure = report(ExtensionError(failure, sources: owner.sources), of: function, owner)
    } else {
      do throws(ExtensionError) {
        try take(result, of: function, owner, &run)
      } catch {
        run.failure = report(error, of: function, owner)
      }
    }
    outcome.ran.append(run)
    events.tell { .ran($0, run) }
    warnAboutTime(run, owner)
    return run
  }

  private mutating func take(
    _ result: Outcome, of function: String, _ owner: LoadedExtension, _ run: inout HookOutcome.Run
  ) throws(ExtensionError) {
    let place = owner.manifest.functions(of: hook).firstIndex(of: function) ?? 0
    var reader = ProposalReader(
      txId: "\(context.requestId)/\(hook)/\(owner.id)/\(place)", origin: owner.id, scopes: owner.scopes,
      isSupported: owner.manifest.stateTransactionSupport, tags: encoder.tags, ownResolvers: owner.manifest.resolvers)
    let transaction = try reader.read(result.operations)
    var cut = TokenCut(counter: counter, limit: tokenLimit(budget(of: function, owner)))
    let value = addsText ? cut.cut(Value(result.value), previousText: currentText) : Value(result.value)
    try custom?.check(chained: value, of: context)
    try merger.add(value, from: owner.id)
    for warning in reader.warnings { _ = report(warning, of: function, owner) }
    if cut.didCut { reportCut(of: function, owner) }
    if let left = tokensLeft { tokensLeft = max(0, left - cut.used) }
    if let transaction { proposals.append(transaction) }
    if transaction == nil, !reader.warnings.isEmpty {
      events.tell { .proposed($0, extensionId: owner.id, .skipped) }
    }
    run.tokens = cut.used
    run.operations = transaction?.operations.count ?? 0
    keepScratch(result.retained, of: function, owner)
  }

  /// Whether results carry text for prompts or drafts.
  ///
  /// Attributes of an entity do not, and of a custom hook's results only the
  /// host knows.
  private var addsText: Bool { hook.isBuiltIn && hook != .normalize }

  private var currentText: String? { merger.text ?? context.content["draft"]?["text"]?.stringValue }

  private mutating func keepScratch(_ scratch: EncodedValue, of function: String, _ owner: LoadedExtension) {
    guard scratch.bytes.count <= ChatTurn.scratchLimit else {
      let message =
        "the scratch space of \(scratch.bytes.count) bytes was dropped; its limit is \(ChatTurn.scratchLimit)"
      _ = report(ExtensionError(.outputInvalid, message, severity: .warn), of: function, owner)
      return
    }
    if scratch != .none { turn.keep(scratch, of: owner.id) }
  }

  private mutating func reportCut(of function: String, _ owner: LoadedExtension) {
    let message = "text that \(function) added was cut to its token budget"
    _ = report(ExtensionError(.tokenBudgetExceeded, message, severity: .warn), of: function, owner)
  }

  /// The soft limit: four fifths of the time budget.
  private mutating func warnAboutTime(_ run: HookOutcome.Run, _ owner: LoadedExtension) {
    let budget = Duration.milliseconds(budget(of: run.function, owner).maxLatencyMs ?? defaultBudgetMs)
    guard run.failure == nil, run.duration > budget * 4 / 5 else { return }
    let message = "\(run.function) took \(run.duration) of its \(budget)"
    _ = report(ExtensionError(.hookTimeout, message, severity: .warn), of: run.function, owner)
  }

  @discardableResult
  mutating func report(_ error: ExtensionError, of function: String, _ owner: LoadedExtension) -> ExtensionError {
    var error = error
    error.extensionId = owner.id
    error.hook = hook.rawValue
    outcome.errors.append(error)
    events.tell(error, of: function, in: owner.id)
    return error
  }

  // MARK: Merge

  /// The id of the transaction that the proposals merge into.
  var txId: String { "\(context.requestId)/\(hook)" }

  /// The outcome with everything merged; `resolvers` ran for it.
  mutating func finish(_ merged: MergedTransactions, resolvers: [HookOutcome.Run]) -> HookOutcome {
    outcome.ran += resolvers
    outcome.merged.value = merger.merged
    outcome.merged.proposals = proposals
    outcome.merged.transaction = merged.transaction
    outcome.merged.provenance = merged.provenance
    outcome.conflicts = merged.conflicts
    outcome.attributeConflicts = merger.conflicts
    var merged = merged
    for index in merged.warnings.indices { merged.warnings[index].hook = hook.rawValue }
    outcome.errors += merged.warnings
    events.tell(merged, of: proposals, tags: encoder.tags)
    outcome.duration = ContinuousClock.now - start
    return outcome
  }
}
