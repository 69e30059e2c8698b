import Foundation
import Perilune
import PeriluneMetrics
import PeriluneModel
import Synchronization

/// The servers beside a run: metrics and control.
struct OperationServers {
  private let metrics: MetricsServer?
  private let control: ControlServer?
  private let host: String
  private let start = Start()

  private final class Start: Sendable {
    /// Where the metrics were served first.
    let port = Mutex<UInt16?>(nil)
  }

  /// - Throws: `ExitCode.unusableInput` after saying why.
  init(_ options: OperationOptions, _ runtime: ExtensionRuntime, _ registry: RuntimeMetrics) throws {
    host = options.metricsHost
    do {
      metrics = try options.metricsPort.map { try MetricsServer(registry, host: options.metricsHost, port: $0) }
    } catch {
      try Self.refuse("the metrics cannot be served at \(options.metricsHost): \(error.localizedDescription)")
    }
    do throws(ControlSocket.Problem) {
      control = try options.control.map { path throws(ControlSocket.Problem) in
        ControlServer(try ControlSocket(path: path), ControlDesk(runtime, registry))
      }
    } catch {
      try Self.refuse("the control socket \(options.control ?? "") cannot be opened: \(error.message)")
    }
  }

  /// Serves while the body runs.
  func serve(while body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      if let control { group.addTask { try await control.run() } }
      if let metrics {
        group.addTask { try await serve(metrics) }
        try await announce(metrics)
      }
      try await body()
      group.cancelAll()
      // What ends because it is cancelled says nothing.
      while let result = await group.nextResult() { _ = result }
    }
  }

  /// A server that ends after a good start, such as in a process without free
  /// descriptors, begins again: a process that nobody sees looks like one that died.
  private func serve(_ metrics: MetricsServer) async throws {
    var server = metrics
    while true {
      do {
        try await server.run()
      } catch {
        try Task.checkCancellation()
        guard let port = start.port.withLock(\.self) else { throw error }
        server = try metrics.again(at: port)
        Terminal.errors.write(["metrics are served again in a second: \(error.localizedDescription)"])
        try await Task.sleep(for: .seconds(1))
      }
    }
  }

  private func announce(_ metrics: MetricsServer) async throws {
    do {
      guard let port = try await metrics.listeningPort() else { return }
      start.port.withLock { $0 = port }
      let address = host.contains(":") ? "[\(host)]" : host
      Terminal.errors.write(["metrics at http://\(address):\(port)/metrics"])
    } catch {
      try Self.refuse("the metrics cannot be served at \(host); is the port taken?")
    }
  }

  private static func refuse(_ message: String) throws -> Never {
    try InputFile.refuse([ExtensionError(.configInvalid, message)])
  }
}
