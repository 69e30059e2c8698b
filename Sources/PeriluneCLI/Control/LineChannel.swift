import FlyingSocks
import Foundation

/// Lines of text over a connection.
struct LineChannel {
  /// A longer line ends the connection.
  static let longestLine = 65_536
  /// What is taken of input that nobody asked for.
  private static let longestRest = 262_144

  /// A line is longer than it may be.
  struct TooLong: Error {}

  private let socket: AsyncSocket
  private var buffer: [UInt8] = []

  init(_ socket: AsyncSocket) { self.socket = socket }

  /// The next line without its end, which the last one may lack; `nil` when
  /// the other side closed.
  ///
  /// - Throws: `TooLong`.
  mutating func read(longest: Int = longestLine) async throws -> [UInt8]? {
    var searched = 0
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        guard end <= longest else { throw TooLong() }
        let line = Array(buffer[..<end])
        buffer.removeSubrange(...end)
        return line
      }
      searched = buffer.count
      guard buffer.count <= longest else { throw TooLong() }
      do {
        buffer += try await socket.read(atMost: 4_096)
      } catch SocketError.disconnected {
        defer { buffer = [] }
        return buffer.isEmpty ? nil : buffer
      }
    }
  }

  func write(_ line: String) async throws { try await write(Data((line + "\n").utf8)) }

  func write(_ data: Data) async throws { try await socket.write(data) }

  /// Says that nothing more comes, and waits for the other side to close.
  ///
  /// A socket that is closed with input left resets the connection, which can
  /// take the answer away from whoever is still to read it.
  func finish() async throws {
    shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
    var rest = Self.longestRest
    while rest > 0 { rest -= try await socket.read(atMost: 4_096).count }
  }

  func close() {
    // The other side may have closed it already.
    try? socket.close()
  }
}
