import ArgumentParser
import Perilune
import PeriluneMetrics
import PeriluneModel

/// Turns that are played one after the other, until there are none or a signal
/// comes.
struct TurnSession {
  private let runtime: ExtensionRuntime
  private let store: SessionStore
  private let initialAttributes: Value.Object
  private let timings: HookTimings
  private let signals: StopSignals
  private var printer: SessionPrinter
  private(set) var hasUnusableLines = false

  init(
    runtime: ExtensionRuntime, store: SessionStore, initialAttributes: Value.Object, printer: SessionPrinter,
    timings: HookTimings, signals: StopSignals
  ) {
    (self.runtime, self.store, self.initialAttributes) = (runtime, store, initialAttributes)
    (self.printer, self.timings, self.signals) = (printer, timings, signals)
  }

  /// Plays recorded turns now and after each reload, until a signal comes; a run
  /// that fails is shown, and the next change is waited for.
  mutating func play(_ turns: [RecordedTurn], onChangesOf reloader: Reloader) async throws {
    try await Reloader.run(reloader) {
      for await _ in reloader.changes {
        store.reset()
        do {
          try await play(turns, .times(1))
        } catch is ExitCode {
          continue
        }
      }
    }
  }

  /// Plays recorded turns, each round with new state, and sums them up.
  mutating func play(_ turns: [RecordedTurn], _ repetition: Repetition) async throws {
    var rounds = 0
    while repetition.hasRound(after: rounds), !signals.isStopped {
      if rounds > 0 { store.reset() }
      var player = TurnPlayer(runtime: runtime, initialAttributes: initialAttributes)
      for turn in turns where !signals.isStopped { try await play(turn, &player) }
      rounds += 1
      // Without a turn there is nothing to wait for, and servers want their share.
      if turns.isEmpty { try await Task.sleep(for: .milliseconds(100)) }
    }
    try await printer.summarize(timings, store)
  }

  /// Plays lines as they come, and sums them up; one that is no turn is reported
  /// and left out.
  mutating func play(_ lines: LineFeed) async throws {
    var player = TurnPlayer(runtime: runtime, initialAttributes: initialAttributes)
    var number = 0
    for await line in lines {
      if signals.isStopped { break }
      number += 1
      do {
        for turn in try RecordedTurn.read(jsonLines: Array(line.utf8), file: "-:\(number)") {
          try await play(turn, &player)
        }
      } catch let failure as RegistrationFailure {
        hasUnusableLines = true
        report(failure.problems)
      }
    }
    try await printer.summarize(timings, store)
  }

  private mutating func play(_ turn: RecordedTurn, _ player: inout TurnPlayer) async throws {
    do {
      printer.print(try await player.play(turn), tenantId: turn.tenantId)
    } catch let error as ExtensionError {
      report([error])
      throw ExitCode.negative
    }
  }

  private mutating func report(_ problems: [ExtensionError]) {
    printer.stop()
    let renderer = ProblemRenderer(style: Terminal.errors.style)
    for problem in problems { Terminal.errors.write(renderer.lines(problem)) }
  }
}
