#if PERILUNE_THREAD_SANITIZER
  import Foundation

  /// Stands for the mutex of `Synchronization` in builds for the thread
  /// sanitizer, which sees the locks of pthreads but not that one's futex.
  ///
  /// `@unchecked`: the value is only touched under the lock.
  final class Mutex<Value>: @unchecked Sendable {
    private var value: Value
    private let lock = NSLock()

    init(_ value: sending Value) { self.value = value }

    func withLock<Result, Failure: Error>(
      _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
      lock.lock()
      defer { lock.unlock() }
      return try body(&value)
    }
  }
#endif
