import FlyingSocks
import Foundation
import Perilune
import PeriluneMetrics
import PeriluneModel

/// The servers beside a run: metrics and control.
struct OperationServers {
  private let metrics: MetricsServer?
  private let control: ControlServer?
  private let host: String

  /// - Throws: `ExitCode.unusableInput` after saying why.
  init(_ options: OperationOptions, _ runtime: ExtensionRuntime, _ registry: RuntimeMetrics) throws {
    host = options.metricsHost
    do {
      metrics = try options.metricsPort.map { try MetricsServer(registry, host: options.metricsHost, port: $0) }
    } catch {
      let place = "\(options.metricsHost), port \(options.metricsPort ?? 0)"
      try Self.refuse("the metrics cannot be served at \(place): \(Self.reason(error))")
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
        group.addTask { try await metrics.run() }
        announce(metrics)
      }
      try await body()
      group.cancelAll()
      // What ends because it is cancelled says nothing.
      while let result = await group.nextResult() { _ = result }
    }
  }

  /// Leaves nothing behind where the process ends at once.
  func abandon() { control?.abandon() }

  private func announce(_ metrics: MetricsServer) {
    guard let port = metrics.port else { return }
    let address = host.contains(":") ? "[\(host)]" : host
    Terminal.errors.write(["metrics at http://\(address):\(port)/metrics"])
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case SocketError.failed(let step, _, _) where step.hasPrefix("inet_pton"): "this is no IP address"
    case SocketError.failed(_, _, let message): message
    default: error.localizedDescription
    }
  }

  private static func refuse(_ message: String) throws -> Never {
    try InputFile.refuse([ExtensionError(.configInvalid, message)])
  }
}
