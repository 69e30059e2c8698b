import LuaSandbox
public import PeriluneModel

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ExtensionRuntime {
  /// Merges proposals as a run does: in the order of execution, with the
  /// resolvers of the host and those that extensions declare.
  ///
  /// Use it for the proposals of several hooks, such as those of a chat turn.
  ///
  /// - Parameters:
  ///   - txId: The id of the consolidated transaction.
  ///   - clock: The clock of resolvers written in Lua; the system's by default.
  public func merge(
    _ proposals: [StateTransaction], txId: String, tags: [DataClassTag] = [], clock: Int64? = nil
  ) async -> MergedTransactions {
    let now = clock ?? Int64(Date().timeIntervalSince1970)
    let events = RunEvents(options.observers, hook: .prePersistTurn, requestId: txId, subject: nil, generation: 1)
    var merge = ProposalMerge(
      runtime: self, hook: .prePersistTurn, txId: txId, tags: registry.config.dataClasses + tags, clock: now,
      deadline: nil, events: events)
    return await merge.merged(proposals)
  }
}

/// One merge of proposals, which may ask scripts.
struct ProposalMerge {
  let runtime: ExtensionRuntime
  let hook: HookKind
  let txId: String
  let tags: [DataClassTag]
  let clock: Int64
  let deadline: ContinuousClock.Instant?
  let events: RunEvents
  /// The resolvers that ran.
  private(set) var runs: [HookOutcome.Run] = []

  init(
    runtime: ExtensionRuntime, hook: HookKind, txId: String, tags: [DataClassTag], clock: Int64,
    deadline: ContinuousClock.Instant?, events: RunEvents
  ) {
    (self.runtime, self.hook, self.txId, self.tags) = (runtime, hook, txId, tags)
    (self.clock, self.deadline, self.events) = (clock, deadline, events)
  }

  mutating func merged(_ proposals: [StateTransaction]) async -> MergedTransactions {
    let desk = ResolverDesk()
    let scripts = scriptResolvers
    var merger = TransactionMerger(
      executionOrder: runtime.registry.extensions.map(\.id), resolvers: runtime.options.resolvers)
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
    for owner in runtime.registry.extensions where owner.isEnabled {
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
      let value = try await ask(question, resolver)
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
  ) async throws(ExtensionError) -> Value {
    let invocation = resolver.invocation(
      question.request, seed: HookRun.hash("\(txId)/\(question.resolverId)"), clock: clock,
      remaining: deadline.map { $0 - ContinuousClock.now })
    events.tell { .invoking($0, extensionId: resolver.owner.id, function: resolver.function) }
    let result: Outcome
    do throws(SandboxError) {
      result = try await resolver.owner.pool.run(invocation)
    } catch {
      let skip = HookOutcome.Skip(
        extensionId: resolver.owner.id, function: resolver.function, reason: .init(error.code))
      events.tell { .skipped($0, skip) }
      throw failure(error, resolver)
    }
    let run = HookOutcome.Run(
      result, of: resolver.function, resolver.owner, failure: result.failure.map { failure($0, resolver) })
    runs.append(run)
    events.tell { .ran($0, run) }
    if let failure = run.failure {
      events.tellOverrun(failure, of: run.function, in: run.extensionId)
      throw failure
    }
    return Value(result.value)
  }

  private func failure(_ error: SandboxError, _ resolver: ScriptResolver) -> ExtensionError {
    var error = ExtensionError(error, sources: resolver.owner.sources)
    error.extensionId = resolver.owner.id
    error.hook = hook.rawValue
    return error
  }
}
