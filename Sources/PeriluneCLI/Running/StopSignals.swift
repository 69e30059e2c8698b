import Dispatch
import Foundation
import Synchronization

/// Lets the first SIGINT or SIGTERM end a session after the turn that runs; the
/// second one ends the process.
final class StopSignals {
  private final class Flag: Sendable {
    let isUp = Atomic(false)
    let lastWish = Mutex<(@Sendable () -> Void)?>(nil)
  }

  private let flag = Flag()
  private var sources: [any DispatchSourceSignal] = []

  /// Whether a signal came.
  var isStopped: Bool { flag.isUp.load(ordering: .relaxed) }

  /// Takes the signals, from its return on; `then` is called for the first one, from any thread.
  func take(then: @escaping @Sendable () -> Void) {
    let registration = DispatchGroup()
    for number in [SIGINT, SIGTERM] {
      registration.enter()
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [flag] in
        guard flag.isUp.exchange(true, ordering: .relaxed) else { return then() }
        flag.lastWish.withLock(\.self)?()
        exit(128 + number)
      }
      source.setRegistrationHandler { registration.leave() }
      source.resume()
      sources.append(source)
    }
    // Until the source is there, a signal is ignored and lost.
    registration.wait()
  }

  /// Has this called, from any thread, before the second one ends the process.
  func beforeTheEnd(_ wish: @escaping @Sendable () -> Void) { flag.lastWish.withLock { $0 = wish } }
}
