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
      {"conversation_id", "turns": [{"user", "model"}]}. With --json, one line per turn is printed.
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
  @Flag(help: "Print one JSON object per turn.") var json = false
  @Flag(help: "Reload the extensions whenever they change, and play the turns again.") var watch = false

  func run() async throws {
    let recorded = try readTurns()
    let timings = HookTimings()
    let store = SessionStore()
    let runtime = try await makeRuntime(store, timings)
    let session = RunSession(
      runtime: runtime, store: store, turns: recorded,
      initial: try attributes.map(InputFile.object) ?? Value.Object(), isJSON: json)
    if watch {
      try await session.playOnChanges(extensions: extensions, config: config, timings)
    } else {
      try await session.play(timings)
    }
    await runtime.shutdown()
  }

  private func readTurns() throws -> [RecordedTurn] {
    do {
      return try RecordedTurn.read(jsonLines: try InputFile.bytes(turns), file: turns)
    } catch let failure as RegistrationFailure {
      try InputFile.refuse(failure.problems)
    }
  }

  private func makeRuntime(_ store: any AttributeStore, _ timings: HookTimings) async throws -> ExtensionRuntime {
    var options = ExtensionRuntime.Options()
    options.store = store
    options.observers = [timings]
    if let tokens { options.tokenCounter = .bytePairs(try InputFile.vocabulary(tokens)) }
    options.logger = Logger(label: "perilune") { _ in SwiftLogNoOpLogHandler() }
    let runtime: ExtensionRuntime
    do {
      runtime = try await ExtensionRuntime(
        folder: extensions, config: try InputFile.configuration(config), options: options)
    } catch let failure as RegistrationFailure {
      try InputFile.refuse(failure.problems)
    }
    let terminal = Terminal.errors
    for warning in runtime.registry.warnings { terminal.write(ProblemRenderer(style: terminal.style).lines(warning)) }
    return runtime
  }
}
