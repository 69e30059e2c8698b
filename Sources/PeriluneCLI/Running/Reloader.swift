import ArgumentParser
import Perilune
import PeriluneMetrics
import PeriluneModel

/// Reloads the extensions of a run whenever their files change; a refused
/// reload is shown, and the next change is waited for.
struct Reloader: Sendable {
  /// One element at the beginning and one after each reload.
  let changes: AsyncStream<Void>
  private let sink: AsyncStream<Void>.Continuation
  private let runtime: ExtensionRuntime
  private let watcher: FolderWatcher
  private let config: String?
  private let metrics: RuntimeMetrics

  init(runtime: ExtensionRuntime, watcher: FolderWatcher, config: String?, metrics: RuntimeMetrics) {
    (self.runtime, self.watcher, self.config, self.metrics) = (runtime, watcher, config, metrics)
    (changes, sink) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    sink.yield()
  }

  /// Ends the changes.
  func stop() { sink.finish() }

  /// Reloads while the body runs.
  static func run(_ reloader: Reloader?, while body: () async throws -> Void) async throws {
    guard let reloader else { return try await body() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask { try await reloader.watch() }
      try await body()
      group.cancelAll()
      // What ends because it is cancelled says nothing.
      while let result = await group.nextResult() { _ = result }
    }
  }

  private func watch() async throws {
    try await watcher.run {
      if try await reload() { sink.yield() }
    }
  }

  /// Says whether the reload was not refused.
  private func reload() async throws -> Bool {
    do {
      let reload = try await runtime.reload(config: try config.map(InputFile.configuration))
      Terminal.errors.write(["reloaded: \(reload)"])
      return true
    } catch let failure as RegistrationFailure {
      let renderer = ProblemRenderer(style: Terminal.errors.style)
      for problem in failure.problems { Terminal.errors.write(renderer.lines(problem)) }
    } catch is ExitCode {
      // The runtime never heard of a configuration that cannot be used, and what is wrong with it is said already.
      metrics.observe(.reloadRefused([ExtensionError(.configInvalid, "the host's configuration cannot be used")]))
    }
    Terminal.errors.write(["not reloaded; what ran before goes on"])
    return false
  }
}
