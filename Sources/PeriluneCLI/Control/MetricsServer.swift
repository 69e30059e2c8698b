import FlyingFox
import FlyingSocks
import Foundation
import PeriluneMetrics

/// Serves the metrics of a process over HTTP, on the loopback interface unless
/// told otherwise.
struct MetricsServer {
  private let server: HTTPServer
  private let metrics: RuntimeMetrics
  private let host: String

  /// - Throws: `SocketError` for an address that is none.
  init(_ metrics: RuntimeMetrics, host: String, port: UInt16) throws {
    (self.metrics, self.host) = (metrics, host)
    let route = ClosureHTTPHandler { _ in
      HTTPResponse(
        statusCode: .ok, headers: [.contentType: RuntimeMetrics.prometheusContentType],
        body: Data(metrics.prometheusText.utf8))
    }
    var routes = RoutedHTTPHandler()
    routes.appendRoute("GET,HEAD /metrics", to: route)
    let isIPv6 = host.contains(":")
    if isIPv6 {
      server = HTTPServer(address: try .inet6(ip6: host, port: port), logger: .disabled, handler: routes)
    } else {
      server = HTTPServer(address: try .inet(ip4: host, port: port), logger: .disabled, handler: routes)
    }
  }

  /// Serves until the task is cancelled.
  func run() async throws { try await server.run() }

  /// A server of the same metrics at a port.
  func again(at port: UInt16) throws -> MetricsServer { try MetricsServer(metrics, host: host, port: port) }

  /// The port that it listens on, once it does.
  func listeningPort() async throws -> UInt16? {
    try await server.waitUntilListening()
    switch await server.listeningAddress {
    case .ip4(_, port: let port), .ip6(_, port: let port): return port
    default: return nil
    }
  }
}
