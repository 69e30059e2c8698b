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

  /// Leave to run one invocation, in this sandbox or, where there is none, in a
  /// new one.
  struct Place {
    let number: UInt64
    let slot: SandboxSlot?
    /// Whether the pool's invocations are long ones.
    let isSlow: Bool
  }

  /// What the pool does with a thread: run the job, and line up again if told.
  struct Turn {
    let job: PoolJob
    let place: Place
    let linesUp: Bool
  }

  private struct Running {
    let number: UInt64
    let interrupt: Interrupt
    let stopSwitch: StopSwitch?
  }

  private var running: [Running] = []
  private var started: UInt64 = 0
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

  /// A place at once, where nobody waits and there is one; `nil`: it has to be
  /// admitted.
  mutating func enter(
    _ invocation: Invocation, _ interrupt: Interrupt, _ limits: SandboxPool.Limits, evenIfSlow: Bool
  ) -> Place? {
    guard running.count < limits.concurrency, waiting.isEmpty, evenIfSlow || !pace.isSlow,
      invocation.stopSwitch?.isOn != true
    else { return nil }
    return place(interrupt, invocation.stopSwitch)
  }

  /// The pool has a thread; `nil` when there is nothing to run on it.
  mutating func take(_ limits: SandboxPool.Limits) -> Turn? {
    isInLine = false
    guard running.count < limits.concurrency, let job = waiting.popFirst() else { return nil }
    let place = place(job.interrupt, job.invocation.stopSwitch)
    return Turn(job: job, place: place, linesUp: linesUp(limits))
  }

  private mutating func place(_ interrupt: Interrupt, _ stopSwitch: StopSwitch?) -> Place {
    started += 1
    running.append(Running(number: started, interrupt: interrupt, stopSwitch: stopSwitch))
    return Place(number: started, slot: idle.popLast(), isSlow: pace.isSlow)
  }

  /// An invocation ended after `time`, and left `slot` for the next one; whether
  /// the pool has to line up, and as what.
  mutating func leave(
    _ place: Place, after time: Duration?, leaving slot: SandboxSlot?, _ limits: SandboxPool.Limits
  ) -> (linesUp: Bool, isSlow: Bool) {
    if let index = running.firstIndex(where: { $0.number == place.number }) { running.remove(at: index) }
    if let time { pace.record(time) }
    if let slot { giveBack(slot, limits) }
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

  /// Stops the invocations that run and carry this switch.
  ///
  /// An interrupt serves one invocation after another, so it is only touched
  /// while this one has its place.
  func trip(those stopSwitch: StopSwitch) {
    for running in running where running.stopSwitch === stopSwitch { running.interrupt.trip() }
  }
}
