import Dispatch
import Synchronization

/// Runs `body` on the threads of tasks and blocks this one until it is over: an instruction counter does not survive a
/// main thread that ends in an `await`.
func waiting<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
  let promise = Promise<Value>()
  Task.detached {
    do { promise.keep(.success(try await body())) } catch { promise.keep(.failure(error)) }
  }
  return try promise.wait().get()
}

private final class Promise<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let isKept = DispatchSemaphore(value: 0)

  func keep(_ value: Result<Value, any Error>) {
    result.withLock { $0 = value }
    isKept.signal()
  }

  func wait() -> Result<Value, any Error> {
    isKept.wait()
    guard let value = result.withLock(\.self) else { preconditionFailure("a promise was signalled and not kept") }
    return value
  }
}
