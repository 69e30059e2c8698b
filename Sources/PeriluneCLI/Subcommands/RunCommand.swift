import ArgumentParser
import Logging
import Perilune
import PeriluneMetrics
import PeriluneModel
import PeriluneStore

/// The main job: extensions over recorded turns.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run extensions over recorded chat turns.",
    discussion: """
      Each line of FILE is a turn {"conversation_id", "user", "model"} or a conversation \
      {"conversation_id", "turns": [{"user", "model"}]}; "-" reads them from the standard input as they come. With \
      --json, one line per turn is printed.
      """)

  /// Where transactions go.
  enum StoreOption: String, ExpressibleByArgument, CaseIterable {
    case memory
  }

  @Option(help: ArgumentHelp("The folder of the extensions.", valueName: "dir")) var extensions: String
  @Option(help: ArgumentHelp("The recorded turns, JSON Lines.", valueName: "file")) var turns: String
  @Option(help: ArgumentHelp("The host's configuration.", valueName: "host.json")) var config: String?
  @Option(help: ArgumentHelp("What each conversation's attributes start with.", valueName: "file.json"))
  var attributes: String?
  @Option(help: ArgumentHelp("The vocabulary of the model's tokenizer.", valueName: "file.tiktoken"))
  var tokens: String?
  @Option(help: "Where transactions are applied.") var store = StoreOption.memory
  @OptionGroup var operation: OperationOptions
  @Flag(help: "Print one JSON object per turn.") var json = false
  @Flag(help: "Reload the extensions whenever they change, and play the turns again.") var watch = false

  func validate() throws {
    if turns == "-", operation.repeat != .times(1) {
      throw ValidationError("turns from the standard input cannot be repeated")
    }
  }

  func run() async throws {
    let recorded = turns == "-" ? [] : try readTurns()
    let observers = Observers()
    let store = SessionStore()
    // Before the files are read, or a change amid the start would go unseen.
    let watcher = watch ? FolderWatcher(paths: [extensions] + [config].compactMap(\.self)) : nil
    let runtime = try await makeRuntime(store, observers)
    let lines = turns == "-" ? LineFeed() : nil
    let reloader = watcher.map {
      Reloader(runtime: runtime, watcher: $0, config: config, metrics: observers.metrics)
    }
    // Who learns from the servers where the process is may end it at once.
    let signals = takeSignals(lines, reloader)
    let servers = try OperationServers(operation, runtime, observers.metrics)
    signals.beforeTheEnd { servers.abandon() }
    var session = TurnSession(
      runtime: runtime, store: store, initialAttributes: try attributes.map(InputFile.object) ?? Value.Object(),
      printer: SessionPrinter(isJSON: json, isQuiet: operation.quiet, total: recorded.count),
      timings: observers.timings, signals: signals)
    try await servers.serve { try await play(recorded, lines, &session, reloader) }
    await runtime.shutdown()
    if session.hasUnusableLines { throw ExitCode.unusableInput }
  }

  private func takeSignals(_ lines: LineFeed?, _ reloader: Reloader?) -> StopSignals {
    let signals = StopSignals()
    if operation.isLongLived || watch || lines != nil {
      signals.take {
        lines?.stop()
        reloader?.stop()
      }
    }
    return signals
  }

  private func play(
    _ recorded: [RecordedTurn], _ lines: LineFeed?, _ session: inout TurnSession, _ reloader: Reloader?
  ) async throws {
    if let lines {
      try await Reloader.run(reloader) { try await session.play(lines) }
    } else if let reloader, operation.repeat == .times(1) {
      try await session.play(recorded, onChangesOf: reloader)
    } else {
      try await Reloader.run(reloader) { try await session.play(recorded, operation.repeat) }
    }
  }

  /// Who watches the runtime.
  private struct Observers {
    let timings = HookTimings()
    let metrics = RuntimeMetrics()
  }

  private func readTurns() throws -> [RecordedTurn] {
    do {
      return try RecordedTurn.read(jsonLines: try InputFile.bytes(turns), file: turns)
    } catch let failure as RegistrationFailure {
      try InputFile.refuse(failure.problems)
    }
  }

  private func makeRuntime(_ store: any AttributeStore, _ observers: Observers) async throws -> ExtensionRuntime {
    var options = ExtensionRuntime.Options()
    options.store = store
    options.observers = [observers.timings, observers.metrics]
    if operation.isLongLived { options.observers.append(OperationNotes()) }
    options.killStore = try operation.killFile()
    if let tokens { options.tokenCounter = .bytePairs(try InputFile.vocabulary(tokens)) }
    options.logger = Logger(label: "perilune") { _ in SwiftLogNoOpLogHandler() }
    options.logsRuns = false
    let runtime: ExtensionRuntime
    do {
      runtime = try await ExtensionRuntime(
        folder: extensions, config: try InputFile.configuration(config), options: options)
    } catch let failure as RegistrationFailure {
      try InputFile.refuse(failure.problems)
    } catch let error as ExtensionError {
      try InputFile.refuse(error.withCauses)
    }
    let terminal = Terminal.errors
    for warning in runtime.registry.warnings { terminal.write(ProblemRenderer(style: terminal.style).lines(warning)) }
    return runtime
  }
}
