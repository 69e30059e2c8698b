import FlyingSocks
import Foundation

/// A connection that can behave as badly as a test wants.
final class RawConnection {
  private let socket: Socket

  convenience init(to path: String) throws { try self.init(sockaddr_un.unix(path: path)) }

  convenience init(port: UInt16) throws { try self.init(sockaddr_in.inet(ip4: "127.0.0.1", port: port)) }

  private init(_ address: some SocketAddress) throws {
    socket = try Socket(domain: Int32(type(of: address).family), type: .stream)
    try socket.connect(to: address)
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      _ = unsafe setsockopt(socket.file.rawValue, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  deinit { try? socket.close() }  // Nobody looks at the descriptor any more.

  /// Says whether the other side took all of it.
  @discardableResult func send(_ text: String) -> Bool {
    let data = Data(text.utf8)
    var sent = data.startIndex
    while sent < data.endIndex {
      guard let next = try? socket.write(data, from: sent) else { return false }
      sent = next
    }
    return true
  }

  /// Says that nothing more comes.
  func finish() { shutdown(socket.file.rawValue, Int32(SHUT_WR)) }

  /// What comes until the other side ends.
  func receive() -> String {
    var bytes: [UInt8] = []
    while let more = try? socket.read(atMost: 4_096), !more.isEmpty { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }
}
