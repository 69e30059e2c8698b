import ArgumentParser
import Perilune
import PeriluneMetrics
import PeriluneModel

/// The recorded turns on their way through a runtime.
struct RunSession: Sendable {
  let runtime: ExtensionRuntime
  let store: SessionStore
  let turns: [RecordedTurn]
  let initial: Value.Object
  let isJSON: Bool

  /// Plays all turns, and sums them up.
  func play(_ timings: HookTimings) async throws {
    var session = SessionPrinter(isJSON: isJSON, total: turns.count)
    var player = TurnPlayer(runtime: runtime, initialAttributes: initial)
    do {
      for turn in turns { session.print(try await player.play(turn), tenantId: turn.tenantId) }
    } catch let error as ExtensionError {
      session.stop()
      Terminal.errors.write(ProblemRenderer(style: Terminal.errors.style).lines(error))
      throw ExitCode.negative
    }
    try await session.summarize(timings, store)
  }

  /// Plays all turns now and after each change of the files, until the task is
  /// cancelled; extensions are reloaded at once, also between two turns.
  ///
  /// A failed run and a refused reload are shown, and the next change is waited
  /// for.
  func playOnChanges(extensions: String, config: String?, _ timings: HookTimings) async throws {
    let (changes, sink) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    sink.yield()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await FolderWatcher(paths: [extensions] + [config].compactMap(\.self)).run {
          if try await reload(config) { sink.yield() }
        }
      }
      for await _ in changes {
        store.reset()
        do {
          try await play(timings)
        } catch is ExitCode {
          continue
        }
      }
      group.cancelAll()
    }
  }

  /// Says whether the reload was not refused.
  private func reload(_ config: String?) async throws -> Bool {
    do {
      let reload = try await runtime.reload(config: try config.map(InputFile.configuration))
      Terminal.errors.write(["reloaded: \(reload)"])
      return true
    } catch let failure as RegistrationFailure {
      let renderer = ProblemRenderer(style: Terminal.errors.style)
      for problem in failure.problems { Terminal.errors.write(renderer.lines(problem)) }
      Terminal.errors.write(["not reloaded; what ran before goes on"])
      return false
    } catch is ExitCode {
      return false
    }
  }
}
