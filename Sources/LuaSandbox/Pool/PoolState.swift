import Dispatch
import Synchronization

/// An invocation on its way through a pool; an object, since it is passed on
/// several times.
final class PoolJob: Sendable {
  let invocation: Invocation
  let interrupt: Interrupt
  let submitted = ContinuousClock.now
  private let answer: @Sendable (Result<Outcome, SandboxError>) -> Void

  init(
    _ invocation: Invocation, _ interrupt: Interrupt,
    answer: @escaping @Sendable (Result<Outcome, SandboxError>) -> Void
  ) {
    (self.invocation, self.interrupt, self.answer) = (invocation, interrupt, answer)
  }

  func finish(_ result: Result<Outcome, SandboxError>) { answer(result) }
}

/// Where a thread that blocks finds the answer to its job.
final class BlockingAnswer: Sendable {
  private let isThere = DispatchSemaphore(value: 0)
  private let result = Mutex<Result<Outcome, SandboxError>?>(nil)

  func give(_ given: Result<Outcome, SandboxError>) {
    result.withLock { $0 = given }
    isThere.signal()
  }

  func wait() -> Result<Outcome, SandboxError> {
    isThere.wait()
    return result.withLock(\.self) ?? .failure(SandboxError(.unavailable, "the invocation was lost"))
  }
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
///
/// A pool stands at most once in the line for a thread, however many of its
/// invocations wait, so pools take turns.
struct PoolState {
  enum Admission: Equatable {
    /// It waits, and the pool has to line up for a thread.
    case lineUp(isSlow: Bool)
    /// It waits for the pool's turn.
    case wait
    case refuse(SandboxError.Code)
  }

  /// What the pool does with a thread: run the job, and line up again if told.
  struct Turn {
    let job: PoolJob
    let slot: SandboxSlot?
    let isSlow: Bool
    let linesUp: Bool
  }

  private var running: [PoolJob] = []
  private var waiting = Line<PoolJob>()
  private var isInLine = false
  private var idle: [SandboxSlot] = []
  private var pace = Pace()

  mutating func admit(_ job: PoolJob, _ limits: SandboxPool.Limits, isCancelled: Bool) -> Admission {
    if isCancelled || job.invocation.stopSwitch?.isOn == true { return .refuse(.killed) }
    guard running.count + waiting.count < limits.concurrency + limits.queueDepth else { return .refuse(.queueFull) }
    waiting.append(job)
    return linesUp(limits) ? .lineUp(isSlow: pace.isSlow) : .wait
  }

  /// Lets a job run at once, where nobody waits and there is a place; `nil`: it
  /// has to be admitted.
  mutating func start(_ job: PoolJob, _ limits: SandboxPool.Limits) -> Turn? {
    guard running.count < limits.concurrency, waiting.isEmpty, job.invocation.stopSwitch?.isOn != true else {
      return nil
    }
    running.append(job)
    return Turn(job: job, slot: idle.popLast(), isSlow: pace.isSlow, linesUp: false)
  }

  /// The pool has a thread; `nil` when there is nothing to run on it.
  mutating func take(_ limits: SandboxPool.Limits) -> Turn? {
    isInLine = false
    guard running.count < limits.concurrency, let job = waiting.popFirst() else { return nil }
    running.append(job)
    return Turn(job: job, slot: idle.popLast(), isSlow: pace.isSlow, linesUp: linesUp(limits))
  }

  /// An invocation ended after `time`; whether the pool has to line up, and as
  /// what.
  mutating func leave(
    _ job: PoolJob, after time: Duration?, _ limits: SandboxPool.Limits
  ) -> (linesUp: Bool, isSlow: Bool) {
    if let place = running.firstIndex(where: { $0 === job }) { running.remove(at: place) }
    if let time { pace.record(time) }
    return (linesUp(limits), pace.isSlow)
  }

  private mutating func linesUp(_ limits: SandboxPool.Limits) -> Bool {
    guard !isInLine, !waiting.isEmpty, running.count < limits.concurrency else { return false }
    isInLine = true
    return true
  }

  mutating func giveBack(_ slot: SandboxSlot, _ limits: SandboxPool.Limits) {
    if idle.count < limits.concurrency { idle.append(slot) }
  }

  var load: (running: Int, waiting: Int) { (running.count, waiting.count) }

  /// Takes those out of the queue that are wanted.
  mutating func withdraw(where isWanted: (PoolJob) -> Bool) -> [PoolJob] { waiting.remove(where: isWanted) }

  /// There is no thread: everything that waits is given up.
  mutating func giveUp() -> [PoolJob] {
    isInLine = false
    return withdraw { _ in true }
  }

  /// The interrupts of invocations that run and carry this switch.
  func running(with stopSwitch: StopSwitch) -> [Interrupt] {
    running.filter { $0.invocation.stopSwitch === stopSwitch }.map(\.interrupt)
  }
}
