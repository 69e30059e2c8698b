import CLuaBridge
import Dispatch
import Synchronization

/// The threads that run Lua: the runtime's own, never Swift's cooperative
/// pool, since a call blocks its thread and is interrupted by signals.
///
/// One set serves the whole process. Its threads start with the first job and
/// live as long as the process, with 2 MB of stack each: Lua's own nesting
/// limits overflow 256 kB.
final class SandboxWorkers: Sendable {
  static let shared = SandboxWorkers(count: max(2, Int(perilune_processor_count())))

  private struct State {
    var jobs: [@Sendable () -> Void] = []
    var next = 0
    var started = 0
    var idle = 0
  }

  private static let stackSize = 2 << 20
  private let count: Int
  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)

  init(count: Int) { self.count = count }

  /// Runs `job` on one of the threads, in the order of submission.
  ///
  /// - Throws: ``SandboxError/Code/unavailable`` when there is no thread at all
  ///   and the system refuses one.
  func submit(_ job: @escaping @Sendable () -> Void) throws(SandboxError) {
    let needsThread = state.withLock { state in
      let needs = state.idle == 0 && state.started < count
      if needs { state.started += 1 }
      return needs
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
  }

  private func startThread() -> Bool {
    // The thread holds this reference for as long as the process lives.
    let argument = unsafe Unmanaged.passRetained(self).toOpaque()
    let status = unsafe perilune_thread_start(
      Self.stackSize, { unsafe Unmanaged<SandboxWorkers>.fromOpaque($0).takeUnretainedValue().work() }, argument)
    if status != PERILUNE_COMPLETED { unsafe Unmanaged<SandboxWorkers>.fromOpaque(argument).release() }
    return status == PERILUNE_COMPLETED
  }

  private func work() {
    while true {
      state.withLock { $0.idle += 1 }
      available.wait()
      takeJob()()
    }
  }

  private func takeJob() -> @Sendable () -> Void {
    state.withLock { state in
      state.idle -= 1
      let job = state.jobs[state.next]
      state.next += 1
      if state.next > 64, state.next * 2 > state.jobs.count {
        state.jobs.removeFirst(state.next)
        state.next = 0
      }
      return job
    }
  }
}
