import LuaSandbox
import PeriluneModel

/// One run of a hook: what was merged so far, and what is left of its budgets.
final class HookRun {
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
    _ plan: HookPlan, _ context: HookContext, _ generation: Generation, _ options: ExtensionRuntime.Options, now: Int64
  ) {
    let config = generation.registry.config
    (hook, custom, merger) = (plan.hook, plan.custom, plan.merger)
    self.context = context
    let tags = context.tags.isEmpty ? config.dataClasses : config.dataClasses + context.tags
    encoder = ContextEncoder(tags: tags, mask: generation.mask)
    counter = options.tokenCounter
    limits = config.limits
    deadline = limits.pipelineDeadlineMs.map { ContinuousClock.now + .milliseconds($0) }
    base = encoder.encode(context)
    turn = context.turn ?? ChatTurn()
    clock = context.clock ?? now
    events = RunEvents(
      options, hook: hook, requestId: context.requestId, subject: context.subject,
      generation: generation.number)
    tokensLeft = context.tokenBudget
    outcome = HookOutcome(hook: hook, merged: .init(value: Value.Object(), subject: context.subject))
  }

  // MARK: Gate

  /// Why the function may not run now; `nil` when it may.
  ///
  /// The breaker is asked last, by who runs it: it counts the ones it lets
  /// through.
  func reasonToSkip(_ step: HookStep) -> HookOutcome.Reason? {
    if !step.owner.isEnabled { return .disabled }
    if merger.isAborted { return .aborted }
    if step.gate.isKilled { return .killed }
    if let deadline, ContinuousClock.now >= deadline { return .deadline }
    return nil
  }

  func skip(_ owner: LoadedExtension, _ function: String, _ reason: HookOutcome.Reason) {
    let skip = HookOutcome.Skip(extensionId: owner.id, function: function, reason: reason)
    outcome.skipped.append(skip)
    events.tell { .skipped($0, skip) }
  }

  /// An invocation that was admitted, and never ran.
  func giveUp(_ step: HookStep, _ error: SandboxError) {
    if error.code != .killed, error.code != .deadline {
      report(ExtensionError(error, sources: step.owner.sources), of: step.function, step.owner)
    }
    skip(step.owner, step.function, .init(error.code))
  }

  // MARK: Scope and invoke

  func invocation(of step: HookStep, _ interrupt: Interrupt) -> Invocation {
    let owner = step.owner
    let left = deadline.map { min(step.time, $0 - ContinuousClock.now) } ?? step.time
    let budget = Invocation.Budget(time: step.time, instructions: step.budget.maxInstructions)
    var invocation = Invocation(.function(step.function), context: base, budget: budget)
    (invocation.interrupt, invocation.stopSwitch) = (interrupt, step.gate.stopSwitch)
    invocation.deadline = deadline
    invocation.fields = fields(of: step, time: left, tokens: tokenLimit(step.budget))
    invocation.retainedField = "scratch"
    invocation.retainedValue = turn.scratch(of: owner.id) ?? .none
    invocation.grantedClasses = step.granted
    invocation.proposals = hook.isReadOnly ? .refused : .accepted
    invocation.output.bytes = limits.maxOutputBytes
    invocation.output.depth = limits.maxOutputDepth
    invocation.output.operations = limits.maxOperations
    invocation.seed = context.seed ?? Self.hash(owner.id, after: Self.hash("/", after: Self.hash(context.requestId)))
    invocation.clock = clock
    return invocation
  }

  private func tokenLimit(_ budget: HookBudget) -> Int? {
    guard let own = budget.maxTokens, let left = tokensLeft else { return budget.maxTokens ?? tokensLeft }
    return min(own, left)
  }

  /// FNV-1a, so that a seed is the same on every machine.
  static func hash(_ text: String, after start: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  // MARK: Collect

  /// Takes what an invocation handed back: all of it, or nothing and an error.
  func collect(_ result: Outcome, of step: HookStep) -> HookOutcome.Run {
    let (function, owner) = (step.function, step.owner)
    var run = HookOutcome.Run(result, of: function, owner)
    if let failure = result.failure {
      run.failure = report(ExtensionError(failure, sources: owner.sources), of: function, owner)
    } else {
      do throws(ExtensionError) {
        try take(result, of: step, &run)
      } catch {
        run.failure = report(error, of: function, owner)
      }
    }
    outcome.ran.append(run)
    events.tell(ordinary: { .ran($0, run) }, when: run.isUneventful)
    warnAboutTime(run, step)
    return run
  }

  private func take(
    _ result: Outcome, of step: HookStep, _ run: inout HookOutcome.Run
  ) throws(ExtensionError) {
    let (function, owner) = (step.function, step.owner)
    let (transaction, warnings) = try readProposals(result.operations, of: step)
    var cut = TokenCut(counter: counter, limit: tokenLimit(step.budget))
    let value = addsText ? cut.cut(Value(result.value), previousText: currentText) : Value(result.value)
    try custom?.check(chained: value, of: context)
    try merger.add(value, from: owner.id)
    for warning in warnings { _ = report(warning, of: function, owner) }
    if cut.didCut { reportCut(of: function, owner) }
    if let left = tokensLeft { tokensLeft = max(0, left - cut.used) }
    if let transaction { proposals.append(transaction) }
    if transaction == nil, !warnings.isEmpty {
      events.tell { .proposed($0, extensionId: owner.id, .skipped) }
    }
    run.tokens = cut.used
    run.operations = transaction?.operations.count ?? 0
    keepScratch(result.retained, of: function, owner)
  }

  private func readProposals(
    _ operations: EncodedValue, of step: HookStep
  ) throws(ExtensionError) -> (StateTransaction?, warnings: [ExtensionError]) {
    guard operations != .none else { return (nil, []) }
    let manifest = step.owner.manifest
    var reader = ProposalReader(
      txId: context.requestId + step.txSuffix, origin: manifest.id, scopes: step.owner.scopes,
      isSupported: manifest.stateTransactionSupport, tags: encoder.tags, ownResolvers: manifest.resolvers)
    let transaction = try reader.read(operations)
    return (transaction, reader.warnings)
  }

  /// Whether results carry text for prompts or drafts.
  ///
  /// Attributes of an entity do not, and of a custom hook's results only the
  /// host knows.
  private var addsText: Bool { hook.isBuiltIn && hook != .normalize }

  private var currentText: String? { merger.text ?? context.content["draft"]?["text"]?.stringValue }

  private func keepScratch(_ scratch: EncodedValue, of function: String, _ owner: LoadedExtension) {
    guard scratch.bytes.count <= ChatTurn.scratchLimit else {
      let message =
        "the scratch space of \(scratch.bytes.count) bytes was dropped; its limit is \(ChatTurn.scratchLimit)"
      _ = report(ExtensionError(.outputInvalid, message, severity: .warn), of: function, owner)
      return
    }
    if scratch != .none { turn.keep(scratch, of: owner.id) }
  }

  private func reportCut(of function: String, _ owner: LoadedExtension) {
    let message = "text that \(function) added was cut to its token budget"
    _ = report(ExtensionError(.tokenBudgetExceeded, message, severity: .warn), of: function, owner)
  }

  /// The soft limit: four fifths of the time budget.
  private func warnAboutTime(_ run: HookOutcome.Run, _ step: HookStep) {
    guard run.failure == nil, run.duration > step.time * 4 / 5 else { return }
    let message = "\(run.function) took \(run.duration) of its \(step.time)"
    _ = report(ExtensionError(.hookTimeout, message, severity: .warn), of: run.function, step.owner)
  }

  @discardableResult
  func report(_ error: ExtensionError, of function: String, _ owner: LoadedExtension) -> ExtensionError {
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
  func finish(_ merged: MergedTransactions, resolvers: [HookOutcome.Run]) -> HookOutcome {
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
