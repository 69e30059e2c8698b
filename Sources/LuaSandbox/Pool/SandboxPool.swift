import Dispatch
import Synchronization

/// The sandboxes of one extension: up to a limit of them run at the same time,
/// further invocations wait in a bounded first-in-first-out queue.
///
/// A sandbox whose budget was spent is thrown away and replaced. Safe to use
/// from any thread.
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
  private let workers = SandboxWorkers.shared
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
  /// stops the script, also one that still waits.
  ///
  /// - Throws: ``SandboxError/Code/queueFull``, ``SandboxError/Code/syntax``
  ///   when a source does not compile, ``SandboxError/Code/memory`` when the
  ///   libraries and sources alone reach the limit, or
  ///   ``SandboxError/Code/unavailable``. A script's own failure is part of the
  ///   outcome.
  public func run(_ invocation: Invocation) async throws(SandboxError) -> Outcome {
    var invocation = invocation
    let interrupt: Interrupt
    if let given = invocation.interrupt { interrupt = given } else { interrupt = try Interrupt() }
    invocation.interrupt = interrupt
    let prepared = invocation
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        enter(PoolJob(invocation: prepared, finish: { continuation.resume(returning: $0) }))
      }
    } onCancel: {
      interrupt.trip()
    }
    return try result.get()
  }

  /// Runs an invocation on the calling thread, which has to be one that may
  /// block and has a stack of at least 1 MB: a thread of the host's own, never
  /// one of Swift's cooperative pool.
  ///
  /// Where all places are taken it waits, and then runs on one of the runtime's
  /// threads. Only the invocation's own interrupt stops it early.
  ///
  /// - Throws: As ``run(_:)``.
  public func runBlocking(_ invocation: Invocation) throws(SandboxError) -> Outcome {
    guard state.withLock({ $0.takePlace(limits) }) else { return try wait(for: invocation).get() }
    var slot = state.withLock { $0.takeIdle() }
    let result = run(invocation, in: &slot)
    leave()
    if let slot, slot.settle() { state.withLock { $0.giveBack(slot, limits) } }
    return try result.get()
  }

  private func wait(for invocation: Invocation) -> Result<Outcome, SandboxError> {
    let isDone = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Outcome, SandboxError>?>(nil)
    let job = PoolJob(
      invocation: invocation,
      finish: { outcome in
        result.withLock { $0 = outcome }
        isDone.signal()
      })
    enter(job)
    isDone.wait()
    return result.withLock { $0 } ?? .failure(SandboxError(.unavailable, "the invocation was lost"))
  }

  private func enter(_ job: PoolJob) {
    switch state.withLock({ $0.admit(job, limits) }) {
    case .start: start(job)
    case .wait: break
    case .refuse:
      let message = "\(limits.concurrency) invocations run and \(limits.queueDepth) wait already"
      job.finish(.failure(SandboxError(.queueFull, message)))
    }
  }

  private func start(_ job: PoolJob) {
    do throws(SandboxError) {
      try workers.submit { [self] in perform(job) }
    } catch {
      job.finish(.failure(error))
      leave()
    }
  }

  /// Cleans up only when the host has its answer: that can take as long as the
  /// script left garbage.
  private func perform(_ job: PoolJob) {
    var slot = state.withLock { $0.takeIdle() }
    let result = run(job.invocation, in: &slot)
    leave()
    job.finish(result)
    if let slot, slot.settle() { state.withLock { $0.giveBack(slot, limits) } }
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

  private func leave() {
    if let next = state.withLock({ $0.leave() }) { start(next) }
  }

  private func run(_ invocation: Invocation, in slot: inout SandboxSlot?) -> Result<Outcome, SandboxError> {
    do throws(SandboxError) {
      let used: SandboxSlot
      if let idle = slot { used = idle } else { used = try open() }
      slot = used
      return .success(used.call(invocation))
    } catch {
      return .failure(error)
    }
  }
}
