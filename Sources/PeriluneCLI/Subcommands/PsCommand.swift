import ArgumentParser
import PeriluneModel

/// The extensions of a running process.
struct PsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ps", abstract: "List the extensions of a running process, and what is killed.")

  @OptionGroup var process: ControlOptions
  @Flag(help: "Print the answer as JSON.") var json = false

  func run() async throws {
    let answer = try await ControlClient.ask(.list, at: process.path())
    try AnswerPrinter(isJSON: json).print(answer) { ProcessRenderer(style: Terminal.output.style).list($0) }
  }
}

/// What the extensions of a running process do.
struct TopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "top",
    abstract: "Show what the extensions of a running process do, live.",
    discussion: """
      Rates and percentiles are of the last one to two minutes, counts since the start. In a pipe, and with --once or \
      --json, it is printed once.
      """)

  @OptionGroup var process: ControlOptions
  @Option(help: ArgumentHelp("Seconds between two looks.", valueName: "n")) var interval = 1.0
  @Flag(help: "Print it once.") var once = false
  @Flag(help: "Print the answer as JSON.") var json = false

  func validate() throws {
    if !(interval >= 0.1 && interval <= 3_600) { throw ValidationError("--interval has to be from 0.1 to 3600") }
  }

  func run() async throws {
    let renderer = ProcessRenderer(style: Terminal.output.style)
    let isLive = !once && !json && Terminal.output.isInteractive
    repeat {
      // A connection of its own for each look keeps no place that another operator needs.
      let answer = try await ControlClient.ask(.show, at: process.path())
      if isLive { Terminal.output.write(text: "\u{1B}[H\u{1B}[2J") }
      try AnswerPrinter(isJSON: json).print(answer) { renderer.table($0) }
      if isLive { try await Task.sleep(for: .seconds(interval)) }
    } while isLive
  }
}
