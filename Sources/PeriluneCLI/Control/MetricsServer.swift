import FlyingSocks
import Foundation
import PeriluneMetrics

/// Serves the metrics of a process over HTTP, on the loopback interface unless
/// told otherwise: one request a connection.
struct MetricsServer {
  private let socket: Socket
  private let pages: Pages

  /// Listens from now on.
  ///
  /// - Throws: `SocketError` for an address that is none or that is taken.
  init(_ metrics: RuntimeMetrics, host: String, port: UInt16) throws {
    pages = Pages(metrics: metrics)
    let isIPv6 = host.contains(":")
    socket =
      isIPv6
      ? try Self.listening(at: .inet6(ip6: host, port: port)) : try Self.listening(at: .inet(ip4: host, port: port))
  }

  private static func listening(at address: some SocketAddress) throws -> Socket {
    let socket = try Socket(domain: Int32(type(of: address).family), type: .stream)
    _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
    try socket.setValue(true, for: .localAddressReuse)
    try socket.bind(to: address)
    try socket.listen()
    return socket
  }

  /// The port that it listens on.
  var port: UInt16? {
    switch try? socket.sockname() {  // Without an answer there is no port to tell.
    case .ip4(_, port: let port), .ip6(_, port: let port): port
    default: nil
    }
  }

  /// Serves until the task is cancelled.
  func run() async throws {
    // The descriptor goes with the process at the latest.
    defer { try? socket.close() }
    try await ConnectionServer(socket, pages).run()
  }

  /// What is served: one page.
  struct Pages: ConnectionService {
    let metrics: RuntimeMetrics

    var answersOnce: Bool { true }

    func read(from channel: inout LineChannel) async throws -> HTTPRequestHead.Reading? {
      try await HTTPRequestHead.read(from: &channel)
    }

    func answer(to reading: HTTPRequestHead.Reading) -> Data {
      switch reading {
      case .malformed: Self.response("400 Bad Request", "This is no HTTP/1 request.\n")
      case .tooLong: Self.response("431 Request Header Fields Too Large", "The head of the request is too long.\n")
      case .head(let request): answer(to: request)
      }
    }

    private func answer(to request: HTTPRequestHead) -> Data {
      let hasBody = request.method != "HEAD"
      guard request.path == "/metrics" else {
        return Self.response("404 Not Found", "The metrics are at /metrics.\n", hasBody: hasBody)
      }
      guard ["GET", "HEAD"].contains(request.method) else {
        return Self.response("405 Method Not Allowed", "There is only GET and HEAD.\n", ["Allow: GET, HEAD"])
      }
      return Self.response(
        "200 OK", metrics.prometheusText, ["Content-Type: \(RuntimeMetrics.prometheusContentType)"], hasBody: hasBody)
    }

    private static func response(
      _ status: String, _ body: String, _ fields: [String] = ["Content-Type: text/plain; charset=utf-8"],
      hasBody: Bool = true
    ) -> Data {
      let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + fields
      return Data((head.joined(separator: "\r\n") + "\r\n\r\n" + (hasBody ? body : "")).utf8)
    }
  }
}
