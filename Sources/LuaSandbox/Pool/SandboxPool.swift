import Dispatch
import Synchronization

/// The sandboxes of one extension: up to a limit of them run at the same time,
/// further invocations wait in a bounded first-in-first-out queue.
///
/// Pools take turns on the threads, and those whose invocations are long have
/// threads of their own with a lower priority: none can keep another one
/// waiting for long. A sandbox whose budget was spent is thrown away and
/// replaced. Safe to use from any thread.
///
/// ```swift
/// let pool = SandboxPool(sources: [Source(text, file: "main.lua")], limits: .init(memory: 1 << 24))
/// let outcome = try await pool.run(Invocation(.function("greet"), budget: .init(time: .milliseconds(40))))
/// ```
public final class SandboxPool: Sendable {
  /// What the sandboxes of a pool may use together.
  public struct Limits: Sendable, Hashable {
    /// Bytes per sandbox.
    public var memory: Int
    /// Invocations at the same time, at least 1.
    public var concurrency: Int
    /// Invocations that may wait; 0 refuses at once.
    public var queueDepth: Int

    /// Makes limits.
    public init(memory: Int = 16_777_216, concurrency: Int = 4, queueDepth: Int = 64) {
      self.memory = memory
      self.concurrency = max(1, concurrency)
      self.queueDepth = max(0, queueDepth)
    }
  }

  private let sources: [Source]
  private let limits: Limits
  private let state = Mutex(PoolState())
  /// What the first sandbox compiled; `nil` before, empty when it has to be
  /// compiled each time.
  private let compiled = Mutex<[CompiledSource]?>(nil)

  /// Makes a pool; no sandbox is opened before the first invocation.
  public init(sources: [Source], limits: Limits = Limits()) {
    self.sources = sources
    self.limits = limits
  }

  /// Runs an invocation on one of the runtime's threads; cancelling the task
  /// stops the script, and one that still waits leaves the queue.
  ///
  /// - Throws: ``SandboxError/Code/queueFull``, ``SandboxError/Code/killed``
  ///   when it was stopped before it began, ``SandboxError/Code/deadline`` when
  ///   its deadline passed before that, ``SandboxError/Code/syntax``
  ///   when a source does not compile, ``SandboxError/Code/memory`` when the
  ///   libraries and sources alone reach the limit, or
  ///   ``SandboxError/Code/unavailable``. A script's own failure is part of the
  ///   outcome.
  public func run(_ invocation: Invocation) async throws(SandboxError) -> Outcome {
    let (prepared, interrupt) = try Self.prepared(invocation)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        enter(PoolJob(prepared, interrupt) { continuation.resume(returning: $0) })
      }
    } onCancel: {
      interrupt.trip()
      withdraw(.killed) { $0.interrupt === interrupt }
    }
    return try result.get()
  }

  private static func prepared(_ invocation: Invocation) throws(SandboxError) -> (Invocation, Interrupt) {
    if let given = invocation.interrupt { return (invocation, given) }
    var invocation = invocation
    let interrupt = try Interrupt()
    invocation.interrupt = interrupt
    return (invocation, interrupt)
  }

  /// Runs an invocation on the calling thread, which has to be one that may
  /// block and has a stack of at least 1 MB: a thread of the host's own, never
  /// one of Swift's cooperative pool.
  ///
  /// Where all places are taken it waits, and then runs on one of the runtime's
  /// threads.
  ///
  /// - Throws: As ``run(_:)``.
  public func runBlocking(_ invocation: Invocation) throws(SandboxError) -> Outcome {
    let (prepared, interrupt) = try Self.prepared(invocation)
    var chores = SandboxChores()
    defer { chores.perform() }
    if let result = runAtOnce(prepared, interrupt, evenIfSlow: true, &chores) { return try result.get() }
    let answer = BlockingAnswer()
    enter(PoolJob(prepared, interrupt) { answer.give($0) })
    return try answer.wait().get()
  }

  /// Runs an invocation on the calling thread if it need not wait; `nil` when it
  /// has to, and when it is expected to take long, unless `evenIfSlow`.
  ///
  /// - Parameters:
  ///   - interrupt: The invocation's; while it runs nobody else may have it.
  ///   - chores: Get what there is to clean up, which can take as long as the
  ///     script left garbage.
  package func runAtOnce(
    _ invocation: Invocation, _ interrupt: Interrupt, evenIfSlow: Bool = false, _ chores: inout SandboxChores
  ) -> Result<Outcome, SandboxError>? {
    guard let place = state.withLock({ $0.enter(invocation, interrupt, limits, evenIfSlow: evenIfSlow) }) else {
      return nil
    }
    let (result, slot) = perform(invocation, submitted: nil, in: place)
    if let slot { chores.add { [self] in settle(slot) } }
    return result
  }

  /// How many invocations run and wait now.
  public var load: (running: Int, waiting: Int) { state.withLock { $0.load } }

  /// Turns a switch on and ends every invocation of this pool that carries it:
  /// those that run are stopped, those that wait leave the queue.
  public func stop(by stopSwitch: StopSwitch) {
    stopSwitch.turn(on: true)
    // In one step: what waits must not begin between a look at those that run and one at the queue.
    let waiting = state.withLock { state in
      state.trip(those: stopSwitch)
      return state.withdraw { $0.invocation.stopSwitch === stopSwitch }
    }
    for job in waiting { job.finish(.failure(refusal(.killed))) }
  }

  private func withdraw(_ code: SandboxError.Code, where isWanted: @Sendable (PoolJob) -> Bool) {
    let jobs = state.withLock { $0.withdraw(where: isWanted) }
    for job in jobs { job.finish(.failure(refusal(code))) }
  }

  // MARK: In

  private func enter(_ job: PoolJob) {
    // A task that is cancelled later finds the job in the queue.
    switch state.withLock({ $0.admit(job, limits, isCancelled: Task.isCancelled) }) {
    case .lineUp(let isSlow): if !lineUp(isSlow) { watch(job) }
    case .wait: watch(job)
    case .refuse(let code): job.finish(.failure(refusal(code)))
    }
  }

  /// Waits for a thread; says whether one is free.
  @discardableResult
  private func lineUp(_ isSlow: Bool) -> Bool {
    do throws(SandboxError) {
      return try (isSlow ? SandboxWorkers.slow : .quick).submit { [self] in takeTurn() }
    } catch {
      for job in state.withLock({ $0.giveUp() }) { job.finish(.failure(error)) }
      return true
    }
  }

  /// Gives up a job that waits at its deadline.
  private func watch(_ job: PoolJob) {
    guard let deadline = job.invocation.deadline else { return }
    let interrupt = job.interrupt
    let left = max(.zero, deadline - .now)
    DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(Int(clamping: left.nanoseconds))) { [self] in
      withdraw(.deadline) { $0.interrupt === interrupt }
    }
  }

  private func refusal(_ code: SandboxError.Code) -> SandboxError {
    switch code {
    case .queueFull:
      SandboxError(code, "\(limits.concurrency) invocations run and \(limits.queueDepth) wait already")
    case .deadline: SandboxError(code, "the deadline passed before the invocation began")
    default: SandboxError(code, "the invocation was stopped before it began")
    }
  }

  // MARK: On a thread

  /// Cleans up only when the host has its answer.
  private func takeTurn() {
    guard let turn = state.withLock({ $0.take(limits) }) else { return }
    if turn.linesUp { lineUp(turn.place.isSlow) }
    let (result, slot) = perform(turn.job.invocation, submitted: turn.job.submitted, in: turn.place)
    turn.job.finish(result)
    if let slot { settle(slot) }
  }

  /// Runs an invocation and leaves its place; the sandbox comes back when it has
  /// to be settled.
  private func perform(
    _ invocation: Invocation, submitted: ContinuousClock.Instant?, in place: PoolState.Place
  ) -> (Result<Outcome, SandboxError>, unsettled: SandboxSlot?) {
    // Slow work waits for the processor, which does not make it slower.
    let start = place.isSlow ? SandboxWorkers.threadTime : .zero
    var slot = place.slot
    let result = run(invocation, submitted, in: &slot)
    var time = (try? result.get())?.duration  // What did not run took no time.
    if place.isSlow, time != nil { time = SandboxWorkers.threadTime - start }
    let isUnsettled = slot?.isUnsettled == true
    let settled = isUnsettled ? nil : slot
    let next = state.withLock { $0.leave(place, after: time, leaving: settled, limits) }
    if next.linesUp { lineUp(next.isSlow) }
    return (result, isUnsettled ? slot : nil)
  }

  private func settle(_ slot: SandboxSlot) {
    if slot.settle() { state.withLock { $0.giveBack(slot, limits) } }
  }

  private func run(
    _ invocation: Invocation, _ submitted: ContinuousClock.Instant?, in slot: inout SandboxSlot?
  ) -> Result<Outcome, SandboxError> {
    do throws(SandboxError) {
      let used: SandboxSlot
      if let idle = slot { used = idle } else { used = try open() }
      slot = used
      guard submitted != nil || invocation.deadline != nil else { return .success(used.call(invocation)) }
      var invocation = invocation
      let begin = ContinuousClock.now
      if let deadline = invocation.deadline {
        guard begin < deadline else { throw refusal(.deadline) }
        invocation.budget.time = min(invocation.budget.time ?? deadline - begin, deadline - begin)
      }
      var outcome = used.call(invocation)
      if let submitted { outcome.queueWait = begin - submitted }
      return .success(outcome)
    } catch {
      return .failure(error)
    }
  }

  /// Sources are compiled once per pool.
  private func open() throws(SandboxError) -> SandboxSlot {
    if let compiled = compiled.withLock(\.self), !compiled.isEmpty {
      return try SandboxSlot(compiled: compiled, memory: limits.memory)
    }
    let first = try SandboxSlot(sources: sources, memory: limits.memory)
    if compiled.withLock({ $0 != nil }) { return first }
    let chunks = first.compiled(sources)
    compiled.withLock { $0 = chunks ?? [] }
    return chunks == nil ? try SandboxSlot(sources: sources, memory: limits.memory) : first
  }
}
