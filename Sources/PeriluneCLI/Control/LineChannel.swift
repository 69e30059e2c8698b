import FlyingSocks
import Foundation

/// Lines of text over a connection.
struct LineChannel {
  /// A longer line ends the connection.
  static let longestLine = 65_536

  private let socket: AsyncSocket
  private var buffer: [UInt8] = []

  init(_ socket: AsyncSocket) { self.socket = socket }

  /// The next line without its end; `nil` when the other side closed or sent a
  /// line that is too long.
  mutating func read(longest: Int = longestLine) async throws -> [UInt8]? {
    var searched = 0
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(buffer[..<end])
        buffer.removeSubrange(...end)
        return line
      }
      searched = buffer.count
      guard buffer.count <= longest else { return nil }
      do {
        buffer += try await socket.read(atMost: 4_096)
      } catch SocketError.disconnected {
        return nil
      }
    }
  }

  func write(_ line: String) async throws { try await socket.write(Data((line + "\n").utf8)) }

  func close() {
    // The other side may have closed it already.
    try? socket.close()
  }
}
