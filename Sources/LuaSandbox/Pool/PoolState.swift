/// An invocation on its way through a pool.
struct PoolJob: Sendable {
  let invocation: Invocation
  let finish: @Sendable (Result<Outcome, SandboxError>) -> Void
}

/// A sandbox with its sources loaded, passed from worker to worker.
///
/// `@unchecked`: a slot is in the pool's idle list or in the hands of the one
/// worker that took it out, and the list is under a mutex.
final class SandboxSlot: @unchecked Sendable {
  private var sandbox: Sandbox

  init(sources: [Source], memory: Int) throws(SandboxError) {
    sandbox = try Sandbox(memoryLimit: memory)
    for source in sources { try sandbox.load(source) }
  }

  init(compiled sources: [CompiledSource], memory: Int) throws(SandboxError) {
    sandbox = try Sandbox(memoryLimit: memory)
    for source in sources { try sandbox.load(source) }
  }

  /// The sources for other slots; `nil` when they do not fit beside
  /// themselves, and then this slot is spent.
  func compiled(_ sources: [Source]) -> [CompiledSource]? {
    let compiled = sources.compactMap { sandbox.compiled($0) }
    return compiled.count == sources.count ? compiled : nil
  }

  func call(_ invocation: Invocation) -> Outcome { sandbox.call(invocation) }

  func settle() -> Bool { sandbox.settle() }
}

/// Who runs, who waits and which sandboxes are free: decisions only, the pool
/// performs them.
struct PoolState {
  enum Admission { case start, wait, refuse }

  private var running = 0
  private var waiting: [PoolJob] = []
  private var idle: [SandboxSlot] = []

  /// Takes a place to run, if one is free and nobody waits for it.
  mutating func takePlace(_ limits: SandboxPool.Limits) -> Bool {
    guard running < limits.concurrency else { return false }
    running += 1
    return true
  }

  mutating func admit(_ job: PoolJob, _ limits: SandboxPool.Limits) -> Admission {
    if takePlace(limits) { return .start }
    guard waiting.count < limits.queueDepth else { return .refuse }
    waiting.append(job)
    return .wait
  }

  mutating func takeIdle() -> SandboxSlot? { idle.popLast() }

  mutating func giveBack(_ slot: SandboxSlot, _ limits: SandboxPool.Limits) {
    if idle.count < limits.concurrency { idle.append(slot) }
  }

  /// Frees the place of an invocation; the one returned takes it over.
  mutating func leave() -> PoolJob? {
    guard waiting.isEmpty else { return waiting.removeFirst() }
    running -= 1
    return nil
  }
}
