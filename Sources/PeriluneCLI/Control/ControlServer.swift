import FlyingFox
import FlyingSocks
import Foundation
import PeriluneModel
import Synchronization

/// Answers requests on a control socket: one JSON object a line, one answer a
/// line, in their order.
struct ControlServer {
  /// Further connections wait until one ends.
  static let connectionLimit = 16
  /// A connection that asks nothing for so long ends, so that forgotten ones
  /// keep nobody from a kill.
  static let patience = Duration.seconds(10)

  /// What a process without free descriptors or memory says; it passes.
  private static let shortages: Set<Int32> = [EMFILE, ENFILE, ENOBUFS, ENOMEM, ECONNABORTED]

  private let control: ControlSocket
  private let desk: ControlDesk

  init(_ control: ControlSocket, _ desk: ControlDesk) {
    self.control = control
    self.desk = desk
  }

  /// Serves until the task is cancelled; then the socket is gone.
  func run() async throws {
    defer { control.close() }
    let pool = HTTPServer.defaultPool()
    try await pool.prepare()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      group.addTask { try await accept(try AsyncSocket(socket: control.socket, pool: pool)) }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func accept(_ listening: AsyncSocket) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      var open = 0
      while true {
        let connection = try await next(of: listening)
        if open == Self.connectionLimit { try await group.next() } else { open += 1 }
        group.addTask { await serve(LineChannel(connection)) }
      }
    }
  }

  private func next(of listening: AsyncSocket) async throws -> AsyncSocket {
    while true {
      do {
        return try await listening.accept()
      } catch SocketError.failed(_, let number, _) where Self.shortages.contains(number) {
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  private func serve(_ channel: LineChannel) async {
    let answers = Answers()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await answer(channel, answers) }
      group.addTask { await answers.waitUntilThereAreNone(for: Self.patience) }
      await group.next()
      group.cancelAll()
    }
  }

  private func answer(_ channel: LineChannel, _ answers: Answers) async {
    var channel = channel
    defer { channel.close() }
    do {
      while let line = try await channel.read() {
        try await channel.write(desk.answer(line).json)
        answers.add()
      }
    } catch {
      // Whoever asked went away; there is nobody to tell.
    }
  }
}

/// How many answers a connection got.
private final class Answers: Sendable {
  private let count = Atomic(0)

  func add() { count.add(1, ordering: .relaxed) }

  /// Returns after a time without an answer, or when the task is cancelled.
  func waitUntilThereAreNone(for time: Duration) async {
    var before = -1
    while before != count.load(ordering: .relaxed) {
      before = count.load(ordering: .relaxed)
      guard (try? await Task.sleep(for: time)) != nil else { return }
    }
  }
}
