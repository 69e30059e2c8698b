import FlyingSocks
import Foundation
import Synchronization

/// The connections of a server, each of which can be ended from outside.
final class OpenConnections: Sendable {
  private struct State {
    var table: ConnectionTable
    var sockets: [Int: Socket] = [:]

    /// Whoever reads or writes there finds the end, and closes it.
    mutating func end(_ id: Int) {
      guard let socket = sockets.removeValue(forKey: id) else { return }
      shutdown(socket.file.rawValue, Int32(SHUT_RDWR))
    }
  }

  private let state: Mutex<State>

  init(_ limits: ConnectionTable.Limits) { state = Mutex(State(table: ConnectionTable(limits))) }

  func admit(_ socket: Socket) -> Int {
    state.withLock {
      let id = $0.table.admit(at: .now)
      $0.sockets[id] = socket
      return id
    }
  }

  /// A whole request came, or its answer is written; `false` when the
  /// connection was ended before.
  func turn(_ id: Int, isBusy: Bool) -> Bool {
    state.withLock { $0.table.turn(id, isBusy: isBusy, at: .now) }
  }

  /// Forgets a connection; its descriptor may be closed then, and only then.
  func remove(_ id: Int) {
    state.withLock {
      $0.table.remove(id)
      $0.sockets[id] = nil
    }
  }

  /// Waits until there is room for one more, for which the oldest may have to go.
  func makeRoom() async throws {
    while let end = room() { try await Task.sleep(until: min(end, .now + .milliseconds(10))) }
  }

  /// `nil` when there is some.
  private func room() -> ConnectionTable.Instant? {
    state.withLock {
      switch $0.table.makeRoom(at: .now) {
      case .free: return nil
      case .taken(let id):
        $0.end(id)
        return nil
      case .none(let end): return end
      }
    }
  }

  /// Ends what takes too long, until the task is cancelled.
  func endOverdue() async throws {
    while true {
      let next = state.withLock { state in
        let now = ContinuousClock.now
        for id in state.table.removeOverdue(at: now) { state.end(id) }
        return state.table.nextLook(after: now)
      }
      try await Task.sleep(until: next)
    }
  }
}
