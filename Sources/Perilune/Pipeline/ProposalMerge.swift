import LuaSandbox
import PeriluneModel

/// One merge of proposals, which may ask scripts.
struct ProposalMerge {
  let runtime: ExtensionRuntime
  let generation: Generation
  let hook: HookKind
  let txId: String
  let tags: [DataClassTag]
  let clock: Int64
  let events: RunEvents
  var turn = ChatTurn()
  var deadline: ContinuousClock.Instant?
  /// The resolvers that ran.
  private(set) var runs: [HookOutcome.Run] = []

  init(
    runtime: ExtensionRuntime, generation: Generation, hook: HookKind, txId: String, tags: [DataClassTag],
    clock: Int64, events: RunEvents
  ) {
    (self.runtime, self.generation, self.hook, self.txId) = (runtime, generation, hook, txId)
    (self.tags, self.clock, self.events) = (tags, clock, events)
  }

  /// The merge at the end of a run.
  init(_ run: HookRun, runtime: ExtensionRuntime, generation: Generation) {
    self.init(
      runtime: runtime, generation: generation, hook: run.hook, txId: run.txId, tags: run.encoder.tags,
      clock: run.clock, events: run.events)
    (turn, deadline) = (run.turn, run.deadline)
  }

  mutating func merged(_ proposals: [StateTransaction]) async -> MergedTransactions {
    let desk = ResolverDesk()
    let scripts = scriptResolvers
    var merger = TransactionMerger(
      executionOrder: generation.registry.extensions.map(\.id), resolvers: runtime.options.resolvers)
    for id in scripts.keys { merger.resolvers[id] = desk.resolver(id) }
    var questions = 0
    while true {
      let merged = merger.merge(proposals, txId: txId)
      guard let question = desk.takePending(), let resolver = scripts[question.resolverId] else { return merged }
      questions += 1
      desk.answer(question, with: await answer(question, resolver, isLate: questions > ScriptResolver.questionLimit))
    }
  }

  private var scriptResolvers: [String: ScriptResolver] {
    var resolvers: [String: ScriptResolver] = [:]
    for owner in generation.registry.extensions where owner.isEnabled {
      for function in owner.manifest.resolvers {
        resolvers[ScriptResolver.id(of: function, in: owner.id)] = ScriptResolver(owner: owner, function: function)
      }
    }
    return resolvers
  }

  private mutating func answer(
    _ question: ResolverDesk.Question, _ resolver: ScriptResolver, isLate: Bool
  ) async -> Result<ConflictResolver.Resolution, ExtensionError> {
    do throws(ExtensionError) {
      try admit(question.request, resolver, isLate: isLate)
      let value = try await ask(question, resolver).get()
      return .success(try resolver.resolution(value, question.request))
    } catch {
      return .failure(error)
    }
  }

  /// A resolver sees the values that compete, so its extension must be allowed
  /// to; how many questions a merge asks is bounded.
  private func admit(
    _ request: ConflictResolver.Request, _ resolver: ScriptResolver, isLate: Bool
  ) throws(ExtensionError) {
    let id = resolver.owner.id
    if isLate {
      let message = "one merge asks resolvers at most \(ScriptResolver.questionLimit) times"
      throw ExtensionError(.outputInvalid, message, extensionId: id)
    }
    if let deadline, ContinuousClock.now >= deadline {
      throw ExtensionError(.timeBudgetExceeded, "the pipeline's deadline passed before it was asked", extensionId: id)
    }
    let isPermitted = request.competing.allSatisfy { tags.permit($0.operation.path, to: resolver.owner.scopes) }
    guard isPermitted else {
      let message = "the resolver's extension is not granted the data class of what competes"
      throw ExtensionError(.scopeDenied, message, extensionId: id)
    }
  }

  private mutating func ask(
    _ question: ResolverDesk.Question, _ resolver: ScriptResolver
  ) async -> Result<Value, ExtensionError> {
    guard let gate = generation.gate(of: resolver.owner.id, in: hook) else {
      preconditionFailure("the resolver of \(resolver.owner.id) has no gate for \(hook)")
    }
    let (permit, change) = gate.admit(turn: turn)
    if let change { runtime.tell(change) }
    guard let permit else { return .failure(skipped(resolver, .breakerOpen, breakerIsOpen(resolver))) }
    events.tell { .invoking($0, extensionId: resolver.owner.id, function: resolver.function) }
    let invocation = invocation(question, resolver, gate)
    do throws(SandboxError) {
      let result = try await resolver.owner.pool.run(invocation)
      let run = take(result, of: resolver)
      let wasCut = run.duration < invocation.budget.time ?? .zero
      let verdict = CircuitBreaker.Result(run, result.failure?.code, wasCut: wasCut)
      if let change = gate.record(verdict, of: permit, turn: turn) { runtime.tell(change) }
      return run.failure.map { .failure($0) } ?? .success(Value(result.value))
    } catch {
      if let change = gate.record(.init(error.code), of: permit, turn: turn) { runtime.tell(change) }
      return .failure(skipped(resolver, .init(error.code), failure(error, resolver)))
    }
  }

  private func invocation(
    _ question: ResolverDesk.Question, _ resolver: ScriptResolver, _ gate: Gate
  ) -> Invocation {
    var invocation = resolver.invocation(
      question.request, seed: HookRun.hash("\(txId)/\(question.resolverId)"), clock: clock)
    invocation.deadline = deadline
    invocation.stopSwitch = gate.stopSwitch
    return invocation
  }

  private mutating func take(_ result: Outcome, of resolver: ScriptResolver) -> HookOutcome.Run {
    let run = HookOutcome.Run(
      result, of: resolver.function, resolver.owner, failure: result.failure.map { failure($0, resolver) })
    runs.append(run)
    events.tell { .ran($0, run) }
    if let failure = run.failure { events.tellOverrun(failure, of: run.function, in: run.extensionId) }
    return run
  }

  /// A resolver that did not run; its error is that of its answer.
  private func skipped(
    _ resolver: ScriptResolver, _ reason: HookOutcome.Reason, _ error: ExtensionError
  ) -> ExtensionError {
    let skip = HookOutcome.Skip(extensionId: resolver.owner.id, function: resolver.function, reason: reason)
    events.tell { .skipped($0, skip) }
    return error
  }

  private func breakerIsOpen(_ resolver: ScriptResolver) -> ExtensionError {
    ExtensionError(
      .hookFailure, "its circuit breaker is open, so it was not asked", extensionId: resolver.owner.id,
      hook: hook.rawValue)
  }

  private func failure(_ error: SandboxError, _ resolver: ScriptResolver) -> ExtensionError {
    var error = ExtensionError(error, sources: resolver.owner.sources)
    error.extensionId = resolver.owner.id
    error.hook = hook.rawValue
    return error
  }
}
