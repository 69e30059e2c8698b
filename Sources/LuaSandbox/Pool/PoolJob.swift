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
