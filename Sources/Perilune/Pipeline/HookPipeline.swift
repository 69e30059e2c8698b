import LuaSandbox
import PeriluneModel
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The calls of one run in their order: first those of the hook's functions,
/// then those of the resolvers that the merge asks.
///
/// Whoever runs the calls asks for the next one and hands in its result.
///
/// `@unchecked`: it is in the hands of one thread at a time, of the host's task
/// or of the one that the task waits for; only ``cancel()`` comes from others,
/// and what it touches is atomic.
final class HookPipeline: @unchecked Sendable {
  /// A call that a thread has to run.
  final class Call: Sendable {
    enum Purpose {
      case step(HookStep, CircuitBreaker.Permit)
      case resolver(ProposalMerge.Call)
    }

    let purpose: Purpose
    let pool: SandboxPool
    let invocation: Invocation

    init(_ purpose: Purpose, _ pool: SandboxPool, _ invocation: Invocation) {
      (self.purpose, self.pool, self.invocation) = (purpose, pool, invocation)
    }
  }

  let generation: Generation
  private let runtime: ExtensionRuntime
  private let interrupt: Interrupt
  private let isCancelled = Atomic(false)
  private let steps: [HookStep]
  private var position = 0
  private let run: HookRun
  private var merge: ProposalMerge?

  init(
    _ plan: HookPlan, _ context: HookContext, _ generation: Generation, _ runtime: ExtensionRuntime
  ) throws(ExtensionError) {
    do throws(SandboxError) { interrupt = try Interrupt() } catch { throw ExtensionError(error, sources: []) }
    (self.generation, self.runtime) = (generation, runtime)
    steps = plan.steps
    run = HookRun(plan, context, generation, runtime.options, now: Int64(Date().timeIntervalSince1970))
    run.events.tell(ordinary: { .started($0) })
  }

  /// Stops the call that runs and skips the rest.
  func cancel() {
    isCancelled.store(true, ordering: .sequentiallyConsistent)
    interrupt.trip()
  }

  // MARK: Calls

  /// Whether there can be a further call.
  var hasNext: Bool { position < steps.count || run.proposals.count > 1 }

  /// The next call that a thread has to run; `nil` when there is none.
  func next() -> Call? {
    while position < steps.count {
      position += 1
      if let call = begin(steps[position - 1]) { return call }
    }
    if merge == nil, run.proposals.count > 1 { merge = mergeOfRun() }
    return merge?.nextCall().map { Call(.resolver($0), $0.pool, $0.invocation) }
  }

  private func mergeOfRun() -> ProposalMerge {
    var merge = ProposalMerge(
      runtime: runtime, generation: generation, hook: run.hook, txId: run.txId, tags: run.encoder.tags,
      clock: run.clock, events: run.events, proposals: run.proposals)
    (merge.turn, merge.deadline, merge.interrupt) = (run.turn, run.deadline, interrupt)
    return merge
  }

  func answer(_ call: Call, _ result: Result<Outcome, SandboxError>) {
    switch call.purpose {
    case .step(let step, let permit): end(step, permit, call.invocation.budget, result)
    case .resolver(let call): merge?.answer(call, result)
    }
    guard interrupt.isTripped else { return }
    // A kill ended this call; the next one is none of its business. A task that is cancelled meanwhile sets the flag
    // before it trips, so either it trips after this or the flag is seen.
    interrupt.reset()
    if isCancelled.load(ordering: .sequentiallyConsistent) { interrupt.trip() }
  }

  /// Runs calls on this thread until none is left, or one has to wait, or others
  /// have waited for this thread for as long as `patience`.
  ///
  /// - Returns: The call that was not run.
  func callAtOnce(
    for patience: Duration? = nil, evenIfSlow: Bool = false, _ chores: inout SandboxChores
  ) -> Call? {
    let start = ContinuousClock.now
    while let call = next() {
      if let patience, ContinuousClock.now - start > patience, SandboxThread.isWanted { return call }
      guard let result = call.pool.runAtOnce(call.invocation, interrupt, evenIfSlow: evenIfSlow, &chores) else {
        return call
      }
      answer(call, result)
    }
    return nil
  }

  /// The call of a step; `nil` when it is skipped.
  private func begin(_ step: HookStep) -> Call? {
    let reason = isCancelled.load(ordering: .relaxed) ? .killed : run.reasonToSkip(step)
    if let reason {
      run.skip(step.owner, step.function, reason)
      return nil
    }
    let (permit, change) = step.gate.admit(turn: run.turn)
    if let change { runtime.tell(change) }
    guard let permit else {
      run.skip(step.owner, step.function, .breakerOpen)
      return nil
    }
    run.events.tell(ordinary: { .invoking($0, extensionId: step.owner.id, function: step.function) })
    return Call(.step(step, permit), step.owner.pool, run.invocation(of: step, interrupt))
  }

  private func end(
    _ step: HookStep, _ permit: CircuitBreaker.Permit, _ budget: Invocation.Budget,
    _ result: Result<Outcome, SandboxError>
  ) {
    let verdict: CircuitBreaker.Result
    switch result {
    case .success(let outcome):
      let ran = run.collect(outcome, of: step)
      verdict = .init(ran, outcome.failure?.code, wasCut: ran.duration < budget.time ?? .zero)
    case .failure(let error):
      run.giveUp(step, error)
      verdict = .init(error.code)
    }
    if let change = step.gate.record(verdict, of: permit, turn: run.turn) { runtime.tell(change) }
  }

  // MARK: End

  /// The outcome, when there is no further call.
  ///
  /// - Throws: The failure that fails the run.
  func finish() throws -> HookOutcome {
    // One proposal asks no resolver.
    let merged = merge?.merged ?? TransactionMerger().merge(run.proposals, txId: run.txId)
    let outcome = run.finish(merged, resolvers: merge?.runs ?? [])
    let failure = outcome.failure(under: generation.registry.config)
    run.events.tell(ordinary: { .finished($0, duration: outcome.duration, failure: failure) }, when: failure == nil)
    if let failure { throw failure }
    return outcome
  }
}
