import Foundation

/// The processor time that the calling thread has used: what else the machine does takes none of it.
enum ThreadTime {
  static var now: Duration {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
