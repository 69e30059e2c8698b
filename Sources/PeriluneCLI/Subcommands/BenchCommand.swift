import ArgumentParser
import Foundation
import Logging
import Perilune
import PeriluneModel

/// What extensions add to a chat turn, and whether that is too much.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure the time that extensions add to a chat turn.",
    discussion: """
      The operation parses a turn, assembles its prompt and stores it durably; it is measured with and without the \
      extensions, in turn. With --gate the exit code is 1 when they add more than the configuration's \
      performance.maxOverheadPercentFail, or when a circuit breaker left one out.
      """)

  @Option(help: ArgumentHelp("The folder of the extensions.", valueName: "dir")) var extensions: String
  @Option(help: ArgumentHelp("The recorded turns, JSON Lines.", valueName: "file")) var turns: String
  @Option(help: ArgumentHelp("The host's configuration.", valueName: "host.json")) var config: String?
  @Option(help: ArgumentHelp("What each conversation's attributes start with.", valueName: "file.json"))
  var attributes: String?
  @Option(help: ArgumentHelp("How often the turn is measured both ways.", valueName: "n")) var pairs = 400
  @Option(help: ArgumentHelp("What the host's model takes for a turn, in milliseconds.", valueName: "n"))
  var baselineMs = 0.0
  @Flag(help: "End with 1 when the extensions add too much.") var gate = false
  @Flag(help: "Print one JSON object instead of text.") var json = false

  func validate() throws {
    if pairs < 20 { throw ValidationError("--pairs has to be 20 or more, or the percentiles say nothing") }
    if !(baselineMs >= 0 && baselineMs < 1e9) { throw ValidationError("--baseline-ms has to be 0 or more") }
  }

  func run() async throws {
    let configuration = try InputFile.configuration(config)
    let operation = try await makeOperation(configuration)
    let trial = OverheadTrial(
      pairs: pairs, baseline: .nanoseconds(Int64(baselineMs * 1_000_000)), performance: configuration.performance)
    let estimate = try await measure(operation, trial)
    let renderer = OverheadRenderer(style: Terminal.output.style, baselineMs: baselineMs)
    let targets = configuration.performance
    Terminal.output.write(
      json
        ? [renderer.value(estimate, targets, operation.losses).json]
        : renderer.lines(estimate, targets, operation.losses))
    // What a breaker leaves out takes no time, and an extension that hangs would pass.
    if gate, estimate.verdict == .failure || operation.losses.leftOut > 0 { throw ExitCode.negative }
  }

  private func measure(_ operation: ChatTurnOperation, _ trial: OverheadTrial) async throws -> OverheadEstimate {
    do {
      // The first runs open Lua states and fill caches, which is not what a turn costs.
      for pair in 0..<8 { try await operation.run(pair, hasExtensions: pair % 2 == 0) }
      return try await trial.measure { pair, hasExtensions in
        try await operation.run(pair + 8 * pairs, hasExtensions: hasExtensions)
      }
    } catch let error as ExtensionError {
      // Under a strict configuration a failure of an extension ends the turn, and there is nothing to measure.
      Terminal.errors.write(ProblemRenderer(style: Terminal.errors.style).lines(error))
      throw ExitCode.negative
    }
  }

  private func makeOperation(_ configuration: ExtensionRegistrationConfig) async throws -> ChatTurnOperation {
    let lines = try InputFile.bytes(turns).split(separator: UInt8(ascii: "\n")).map { Array($0) }
    do {
      guard try !RecordedTurn.read(jsonLines: try InputFile.bytes(turns), file: turns).isEmpty else {
        try InputFile.refuse([ExtensionError(.configInvalid, "there is no turn in \(turns)")])
      }
      var options = ExtensionRuntime.Options()
      options.logger = Logger(label: "perilune") { _ in SwiftLogNoOpLogHandler() }
      options.logsRuns = false
      let runtime = try await ExtensionRuntime(folder: extensions, config: configuration, options: options)
      let attributes = try self.attributes.map(InputFile.object) ?? Value.Object()
      return try ChatTurnOperation(lines: lines, runtime: runtime, attributes: attributes)
    } catch let failure as RegistrationFailure {
      try InputFile.refuse(failure.problems)
    }
  }
}
