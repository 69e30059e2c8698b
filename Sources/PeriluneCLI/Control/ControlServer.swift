import FlyingFox
import FlyingSocks
import Foundation
import PeriluneModel

/// Answers requests on a control socket: one JSON object a line, one answer a
/// line, in their order.
struct ControlServer {
  /// Further connections wait until one ends.
  static let connectionLimit = 16

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
      for try await connection in listening.sockets {
        if open == Self.connectionLimit { try await group.next() } else { open += 1 }
        group.addTask { await serve(LineChannel(connection)) }
      }
    }
  }

  private func serve(_ channel: LineChannel) async {
    var channel = channel
    defer { channel.close() }
    do {
      while let line = try await channel.read() { try await channel.write(desk.answer(line).json) }
    } catch {
      // Whoever asked went away; there is nobody to tell.
    }
  }
}
