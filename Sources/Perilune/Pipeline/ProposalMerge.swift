import LuaSandbox
import PeriluneModel

/// One merge of proposals, which may ask scripts: it says which call it needs
/// next, and whoever runs the calls hands it the results.
struct ProposalMerge {
  /// A question to a script.
  struct Call {
    let question: ResolverDesk.Question
    let resolver: ScriptResolver
    let invocation: Invocation
    var pool: SandboxPool { resolver.owner.pool }
  }

  let runtime: ExtensionRuntime
  let hook: HookKind
  let txId: String
  let tags: [DataClassTag]
  let clock: Int64
  let deadline: ContinuousClock.Instant?
  let proposals: [StateTransaction]
  private let desk = ResolverDesk()
  private var questions = 0
  /// The resolvers that ran.
  private(set) var runs: [HookOutcome.Run] = []
  /// What the proposals merge into, once there is no further call.
  private(set) var merged = MergedTransactions()

  init(
    runtime: ExtensionRuntime, hook: HookKind, txId: String, tags: [DataClassTag], clock: Int64,
    deadline: ContinuousClock.Instant?, proposals: [StateTransaction]
  ) {
    (self.runtime, self.hook, self.txId, self.tags) = (runtime, hook, txId, tags)
    (self.clock, self.deadline, self.proposals) = (clock, deadline, proposals)
  }

  init(_ runtime: ExtensionRuntime, _ run: HookRun) {
    self.init(
      runtime: runtime, hook: run.hook, txId: run.txId, tags: run.encoder.tags, clock: run.clock,
      deadline: run.deadline, proposals: run.proposals)
  }

  /// Merges as far as the answers reach; `nil` when nothing is left to ask.
  mutating func nextCall() -> Call? {
    let scripts = scriptResolvers
    var merger = TransactionMerger(
      executionOrder: runtime.registry.extensions.map(\.id), resolvers: runtime.options.resolvers)
    for id in scripts.keys { merger.resolvers[id] = desk.resolver(id) }
    while true {
      merged = merger.merge(proposals, txId: txId)
      guard let question = desk.takePending(), let resolver = scripts[question.resolverId] else { return nil }
      questions += 1
      do throws(ExtensionError) {
        try admit(question.request, resolver)
        return Call(question: question, resolver: resolver, invocation: invocation(question, resolver))
      } catch {
        desk.answer(question, with: .failure(error))
      }
    }
  }

  mutating func answer(_ call: Call, _ result: Result<Outcome, SandboxError>) {
    do throws(ExtensionError) {
      let value = try value(of: result, call.resolver)
      desk.answer(call.question, with: .success(try call.resolver.resolution(value, call.question.request)))
    } catch {
      desk.answer(call.question, with: .failure(error))
    }
  }

  /// Those of the extensions; none where nothing can be in conflict.
  private var scriptResolvers: [String: ScriptResolver] {
    guard proposals.count > 1 else { return [:] }
    var resolvers: [String: ScriptResolver] = [:]
    for owner in runtime.registry.extensions where owner.isEnabled {
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

  private func invocation(_ question: ResolverDesk.Question, _ resolver: ScriptResolver) -> Invocation {
    resolver.invocation(
      question.request, seed: HookRun.hash("\(txId)/\(question.resolverId)"), clock: clock,
      remaining: deadline.map { $0 - ContinuousClock.now })
  }

  private mutating func value(
    of result: Result<Outcome, SandboxError>, _ resolver: ScriptResolver
  ) throws(ExtensionError) -> Value {
    let outcome: Outcome
    switch result {
    case .success(let done): outcome = done
    case .failure(let error): throw failure(error, resolver)
    }
    let run = HookOutcome.Run(
      outcome, of: resolver.function, resolver.owner, failure: outcome.failure.map { failure($0, resolver) })
    runs.append(run)
    runtime.observe(.ran(hook, run))
    if let failure = run.failure { throw failure }
    return Value(outcome.value)
  }

  private func failure(_ error: SandboxError, _ resolver: ScriptResolver) -> ExtensionError {
    var error = ExtensionError(error, sources: resolver.owner.sources)
    error.extensionId = resolver.owner.id
    error.hook = hook.rawValue
    return error
  }
}
