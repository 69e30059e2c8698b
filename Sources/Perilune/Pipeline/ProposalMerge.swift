import LuaSandbox
import PeriluneModel

/// One merge of proposals, which may ask scripts: it says which call it needs
/// next, and whoever runs the calls hands it the results.
struct ProposalMerge {
  /// A question to a script that the gate let through.
  final class Call: Sendable {
    let question: ResolverDesk.Question
    let resolver: ScriptResolver
    let gate: Gate
    let permit: CircuitBreaker.Permit
    let invocation: Invocation
    var pool: SandboxPool { resolver.owner.pool }

    fileprivate init(
      _ question: ResolverDesk.Question, _ resolver: ScriptResolver, _ gate: Gate, _ permit: CircuitBreaker.Permit,
      _ invocation: Invocation
    ) {
      (self.question, self.resolver, self.gate, self.permit) = (question, resolver, gate, permit)
      self.invocation = invocation
    }
  }

  let runtime: ExtensionRuntime
  let generation: Generation
  let hook: HookKind
  let txId: String
  let tags: [DataClassTag]
  let clock: Int64
  let events: RunEvents
  var turn = ChatTurn()
  var deadline: ContinuousClock.Instant?
  var interrupt: Interrupt?
  let proposals: [StateTransaction]
  private let desk = ResolverDesk()
  private var questions = 0
  /// The resolvers that ran.
  private(set) var runs: [HookOutcome.Run] = []
  /// What the proposals merge into, once there is no further call.
  private(set) var merged = MergedTransactions()

  init(
    runtime: ExtensionRuntime, generation: Generation, hook: HookKind, txId: String, tags: [DataClassTag],
    clock: Int64, events: RunEvents, proposals: [StateTransaction]
  ) {
    (self.runtime, self.generation, self.hook, self.txId) = (runtime, generation, hook, txId)
    (self.tags, self.clock, self.events, self.proposals) = (tags, clock, events, proposals)
  }

  /// Merges as far as the answers reach; `nil` when nothing is left to ask.
  mutating func nextCall() -> Call? {
    let scripts = scriptResolvers
    var merger = TransactionMerger(
      executionOrder: generation.executionOrder, resolvers: runtime.options.resolvers)
    for id in scripts.keys { merger.resolvers[id] = desk.resolver(id) }
    while true {
      merged = merger.merge(proposals, txId: txId)
      guard let question = desk.takePending(), let resolver = scripts[question.resolverId] else { return nil }
      questions += 1
      do throws(ExtensionError) {
        try admit(question.request, resolver)
        return try call(question, resolver)
      } catch {
        desk.answer(question, with: .failure(error))
      }
    }
  }

  mutating func answer(_ call: Call, _ result: Result<Outcome, SandboxError>) {
    do throws(ExtensionError) {
      let value = try value(of: result, call)
      desk.answer(call.question, with: .success(try call.resolver.resolution(value, call.question.request)))
    } catch {
      desk.answer(call.question, with: .failure(error))
    }
  }

  /// Those of the extensions; none where nothing can be in conflict.
  private var scriptResolvers: [String: ScriptResolver] {
    guard proposals.count > 1 else { return [:] }
    var resolvers: [String: ScriptResolver] = [:]
    for owner in generation.registry.extensions where owner.isEnabled {
      for function in owner.manifest.resolvers {
        resolvers[ScriptResolver.id(of: function, in: owner.id)] = ScriptResolver(owner: owner, function: function)
      }
    }
    return resolvers
  }

  /// A resolver sees the values that compete, so its extension must be allowed
  /// to; how many questions a merge asks is bounded.
  private func admit(_ request: ConflictResolver.Request, _ resolver: ScriptResolver) throws(ExtensionError) {
    let id = resolver.owner.id
    if questions > ScriptResolver.questionLimit {
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

  private func call(
    _ question: ResolverDesk.Question, _ resolver: ScriptResolver
  ) throws(ExtensionError) -> Call {
    guard let gate = generation.gate(of: resolver.owner.id, in: hook) else {
      preconditionFailure("the resolver of \(resolver.owner.id) has no gate for \(hook)")
    }
    let (permit, change) = gate.admit(turn: turn)
    if let change { runtime.tell(change) }
    guard let permit else { throw skipped(resolver, .breakerOpen, breakerIsOpen(resolver)) }
    events.tell(ordinary: { .invoking($0, extensionId: resolver.owner.id, function: resolver.function) })
    return Call(question, resolver, gate, permit, invocation(question, resolver, gate))
  }

  private mutating func value(
    of result: Result<Outcome, SandboxError>, _ call: Call
  ) throws(ExtensionError) -> Value {
    switch result {
    case .success(let outcome):
      let run = take(outcome, of: call.resolver)
      let wasCut = run.duration < call.invocation.budget.time ?? .zero
      record(.init(run, outcome.failure?.code, wasCut: wasCut), of: call)
      if let failure = run.failure { throw failure }
      return Value(outcome.value)
    case .failure(let error):
      record(.init(error.code), of: call)
      throw skipped(call.resolver, .init(error.code), failure(error, call.resolver))
    }
  }

  private func record(_ verdict: CircuitBreaker.Result, of call: Call) {
    if let change = call.gate.record(verdict, of: call.permit, turn: turn) { runtime.tell(change) }
  }

  private func invocation(
    _ question: ResolverDesk.Question, _ resolver: ScriptResolver, _ gate: Gate
  ) -> Invocation {
    var invocation = resolver.invocation(
      question.request, seed: HookRun.hash("\(txId)/\(question.resolverId)"), clock: clock)
    invocation.deadline = deadline
    invocation.interrupt = interrupt
    invocation.stopSwitch = gate.stopSwitch
    return invocation
  }

  private mutating func take(_ result: Outcome, of resolver: ScriptResolver) -> HookOutcome.Run {
    let run = HookOutcome.Run(
      result, of: resolver.function, resolver.owner, failure: result.failure.map { failure($0, resolver) })
    runs.append(run)
    events.tell(ordinary: { .ran($0, run) }, when: run.isUneventful)
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
