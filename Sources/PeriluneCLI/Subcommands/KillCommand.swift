import ArgumentParser
import Foundation
import PeriluneModel

/// What an operator means: one extension, one of its hooks, or all.
struct TargetOptions: ParsableArguments {
  @Argument(help: "The extension.") var id: String?
  @Option(help: ArgumentHelp("Only in this hook.", valueName: "hook")) var hook: String?
  @Flag(help: "All extensions, also those of later reloads.") var all = false

  func validate() throws {
    if all == (id != nil) { throw ValidationError("name one extension, or --all") }
    if hook != nil, id == nil { throw ValidationError("--hook needs an extension") }
  }

  var target: KillTarget {
    guard let id else { return .all }
    return hook.map { .hook(HookKind(rawValue: $0), of: id) } ?? .extension(id)
  }
}

/// Keeps something from running in a running process.
struct KillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill",
    abstract: "Keep an extension, one of its hooks, or all from running, in a running process.",
    discussion: "In force at once: what runs is stopped. It lasts until \"revive\".")

  @OptionGroup var options: TargetOptions
  @OptionGroup var process: ControlOptions
  @Option(help: ArgumentHelp("Why; it is kept and logged.", valueName: "text")) var reason: String
  @Option(help: ArgumentHelp("Who; the user's name by default.", valueName: "name")) var actor = NSUserName()
  @Flag(help: "Print the answer as JSON.") var json = false

  func validate() throws {
    if reason.isEmpty { throw ValidationError("--reason must say something") }
  }

  func run() async throws {
    let answer = try await ControlClient.ask(.kill(options.target, actor: actor, reason: reason), at: process.path())
    try AnswerPrinter(isJSON: json).print(answer) { _ in ["killed \(options.target)"] }
  }
}

/// Lets something run again.
struct ReviveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revive",
    abstract: "Let what was killed run again, in a running process.",
    discussion: "It lifts the kill of exactly what is named; a kill that covers more stays in force.")

  @OptionGroup var options: TargetOptions
  @OptionGroup var process: ControlOptions
  @Option(help: ArgumentHelp("Why; it is logged.", valueName: "text")) var reason = "by the operator"
  @Option(help: ArgumentHelp("Who; the user's name by default.", valueName: "name")) var actor = NSUserName()
  @Flag(help: "Print the answer as JSON.") var json = false

  func run() async throws {
    let answer = try await ControlClient.ask(.revive(options.target, actor: actor, reason: reason), at: process.path())
    try AnswerPrinter(isJSON: json).print(answer) { _ in ["revived \(options.target)"] }
  }
}

/// Prints what a process answered; a refusal is the answer no.
struct AnswerPrinter {
  let isJSON: Bool

  func print(_ answer: Value, _ lines: (Value) -> [String]) throws {
    let isGood = answer["ok"] == true
    if let warning = answer["warning"]?.stringValue {
      Terminal.errors.write([Terminal.errors.style.paint("warning", .yellow) + ": " + warning])
    }
    if isJSON {
      Terminal.output.write([answer.json])
    } else if isGood {
      Terminal.output.write(lines(answer))
    } else {
      let style = Terminal.errors.style
      Terminal.errors.write([style.paint("refused", .red) + ": " + (answer["error"]?.stringValue ?? "")])
    }
    if !isGood { throw ExitCode.negative }
  }
}

extension ControlClient {
  /// One request over a connection of its own.
  static func ask(_ request: ControlRequest, at path: String) async throws -> Value {
    var client = try await ControlClient(path)
    defer { client.close() }
    return try await client.ask(request.value)
  }
}
