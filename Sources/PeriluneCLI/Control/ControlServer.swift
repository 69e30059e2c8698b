import Foundation
import PeriluneModel

/// Answers requests on a control socket: one JSON object a line, one answer a
/// line, in their order.
struct ControlServer {
  static let limits = ConnectionTable.Limits()

  private let control: ControlSocket
  private let desk: ControlDesk

  init(_ control: ControlSocket, _ desk: ControlDesk) {
    self.control = control
    self.desk = desk
  }

  /// Serves until the task is cancelled; then the socket is gone.
  func run() async throws {
    defer { control.close() }
    try await ConnectionServer(control.socket, Lines(desk: desk), limits: Self.limits).run()
  }

  /// Leaves no socket behind where the process ends at once.
  func abandon() { control.remove() }

  private struct Lines: ConnectionService {
    let desk: ControlDesk

    var answersOnce: Bool { false }

    func read(from channel: inout LineChannel) async throws -> [UInt8]? { try await channel.read() }

    func answer(to line: [UInt8]) -> Data { Data((desk.answer(line).json + "\n").utf8) }
  }
}
