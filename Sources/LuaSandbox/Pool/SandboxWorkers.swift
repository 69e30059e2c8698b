import CLuaBridge
import Dispatch
import Synchronization

/// Threads that run Lua: the runtime's own, never Swift's cooperative pool,
/// since a call blocks its thread and is interrupted by signals.
///
/// Two sets serve the whole process, one for short work and one, with a lower
/// priority, for long work. Each has as many threads as processors, at least
/// two: more would only take time from each other. They start with the first
/// job and live as long as the process, with 2 MB of stack each: Lua's own
/// nesting limits overflow 256 kB.
final class SandboxWorkers: Sendable {
  static let quick = SandboxWorkers(count: max(2, Int(perilune_processor_count())))
  static let slow = SandboxWorkers(count: max(2, Int(perilune_processor_count())), steps: 5)

  /// The processor time that the calling thread has used.
  static var threadTime: Duration { .nanoseconds(Int64(clamping: perilune_thread_time())) }

  private struct State {
    var jobs = Line<@Sendable () -> Void>()
    var started = 0
    var idle = 0
  }

  private static let stackSize = 2 << 20
  private let count: Int
  /// How much lower the priority is; a quarter of the processor's time is left
  /// with five steps when the other threads want all of it.
  private let steps: Int32
  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)

  init(count: Int, steps: Int32 = 0) {
    self.count = count
    self.steps = steps
  }

  /// Runs `job` on one of the threads, in the order of submission.
  ///
  /// - Returns: Whether a thread is free for it now.
  /// - Throws: ``SandboxError/Code/unavailable`` when there is no thread at all
  ///   and the system refuses one.
  @discardableResult
  func submit(_ job: @escaping @Sendable () -> Void) throws(SandboxError) -> Bool {
    let (isFree, needsThread) = state.withLock { state in
      let isFree = state.idle > state.jobs.count
      let needs = !isFree && state.started < count
      if needs { state.started += 1 }
      return (isFree, needs)
    }
    if needsThread, !startThread() {
      let remaining = state.withLock { state in
        state.started -= 1
        return state.started
      }
      if remaining == 0 { throw SandboxError(.unavailable, "the system refused a thread") }
    }
    state.withLock { $0.jobs.append(job) }
    available.signal()
    return isFree
  }

  /// Runs `job` on one of the threads if one is free for it now; `false`: it
  /// does not run.
  func submitAtOnce(_ job: @escaping @Sendable () -> Void) -> Bool {
    let (isFree, needsThread) = state.withLock { state in
      let isFree = state.idle > state.jobs.count
      if isFree { state.jobs.append(job) }
      return (isFree, !isFree && state.started < count)
    }
    if isFree { available.signal() }
    // The first ones of a process; how that ends, ``submit(_:)`` knows.
    return isFree || (needsThread && (try? submit(job)) != nil)
  }

  /// Whether jobs wait for a thread.
  var hasWaiting: Bool { state.withLock { $0.jobs.count > 0 } }

  private func startThread() -> Bool {
    // The thread holds this reference for as long as the process lives.
    let argument = unsafe Unmanaged.passRetained(self).toOpaque()
    let status = unsafe perilune_thread_start(
      Self.stackSize, { unsafe Unmanaged<SandboxWorkers>.fromOpaque($0).takeUnretainedValue().work() }, argument)
    if status != PERILUNE_COMPLETED { unsafe Unmanaged<SandboxWorkers>.fromOpaque(argument).release() }
    return status == PERILUNE_COMPLETED
  }

  private func work() {
    if steps > 0 { perilune_thread_yield_to_others(steps) }
    while true {
      state.withLock { $0.idle += 1 }
      available.wait()
      // One is there for each signal.
      takeJob()?()
    }
  }

  private func takeJob() -> (@Sendable () -> Void)? {
    state.withLock { state in
      state.idle -= 1
      return state.jobs.popFirst()
    }
  }
}
