import FlyingSocks
import Foundation

/// What a server does with what comes over its connections.
protocol ConnectionService: Sendable {
  associatedtype Request: Sendable

  /// Whether a connection ends after its first answer.
  var answersOnce: Bool { get }
  /// The next request, whole; `nil` when none comes any more.
  func read(from channel: inout LineChannel) async throws -> Request?
  /// All of the answer.
  func answer(to request: Request) -> Data
}

/// Serves the connections of a listening socket: a bounded number at once, each
/// for a bounded time.
///
/// What a connection does ends none but itself. Where there are as many as may
/// be, a new one takes the place of the one that idles longest. Where the
/// process has no descriptor left, it goes on a moment later.
struct ConnectionServer<Service: ConnectionService>: Sendable {
  /// Between two tries of what the system refused.
  private static var pause: Duration { .milliseconds(100) }

  private let socket: Socket
  private let service: Service
  private let connections: OpenConnections

  init(_ socket: Socket, _ service: Service, limits: ConnectionTable.Limits = ConnectionTable.Limits()) {
    (self.socket, self.service) = (socket, service)
    connections = OpenConnections(limits)
  }

  /// Serves until the task is cancelled.
  func run() async throws {
    while true {
      do {
        try await serve()
      } catch {
        // It is cancelled, as the pause tells, or the system refused what all connections wait with.
      }
      try await Task.sleep(for: Self.pause)
    }
  }

  private func serve() async throws {
    let pool = SocketPool.make()
    try await pool.prepare()
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask { try await pool.run() }
      group.addTask { try await accept(AsyncSocket(socket: socket, pool: pool)) }
      group.addTask { try await connections.endOverdue() }
      try await group.next()
    }
  }

  private func accept(_ listening: AsyncSocket) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        do {
          let connection = try await listening.accept()
          try await connections.makeRoom()
          let id = connections.admit(connection.socket)
          group.addTask { await serve(LineChannel(connection), id) }
        } catch is SocketError {
          // No descriptor is left, or whoever came went away.
          try await Task.sleep(for: Self.pause)
        }
      }
    }
  }

  private func serve(_ channel: LineChannel, _ id: Int) async {
    var channel = channel
    defer {
      connections.remove(id)
      channel.close()
    }
    do {
      while let request = try await service.read(from: &channel), connections.turn(id, isBusy: true) {
        try await channel.write(service.answer(to: request))
        guard connections.turn(id, isBusy: false) else { return }
        if service.answersOnce { return try await channel.finish() }
        // Who asks without a pause shares the threads with the others.
        await Task.yield()
      }
    } catch {
      // Whoever asked went away, or its time is over; there is nobody to tell.
    }
  }
}
