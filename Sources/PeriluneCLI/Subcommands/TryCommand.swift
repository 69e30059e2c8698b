import ArgumentParser
import Perilune
import PeriluneModel

/// The quickest experiment: the body of one hook.
struct TryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try",
    abstract: "Run the body of a hook: a chunk that gets ctx and tx as `...`.",
    discussion: """
      Each FILE is an extension of its own; what happens in one never stops the next. Without --context a plausible \
      context of the hook is used. Exits with 0 when every call completed, else with 1.
      """)

  @Argument(help: ArgumentHelp("The scripts.", valueName: "file.lua")) var files: [String]
  @Option(help: "The hook.") var hook = "preChatTurn"
  @Option(help: ArgumentHelp("What the hook gets as ctx.", valueName: "ctx.json")) var context: String?
  @Option(help: ArgumentHelp("Data classes to grant, with commas.", valueName: "a,b")) var scopes: String?
  @Option(help: "The time budget in milliseconds.") var budgetMs: Int?
  @Option(name: .customLong("memory-kb"), help: "The memory limit in KB.") var memoryKB = 16_384
  @Option(help: "The instruction budget.") var instructions: Int?
  @Option(help: "How often each script is called.") var calls = 1
  @Option(help: "The seed of random numbers.") var seed: UInt64 = 0
  @Flag(help: "Print the results as JSON.") var json = false

  func validate() throws {
    let known = HookKind.builtIn.map(\.rawValue)
    guard known.contains(hook) else {
      throw ValidationError("'\(hook)' is not a hook; write one of \(known.joined(separator: ", ")).")
    }
    for (name, value) in [("--budget-ms", budgetMs), ("--instructions", instructions)] where (value ?? 1) < 1 {
      throw ValidationError("\(name) has to be positive.")
    }
    guard calls >= 1, memoryKB >= 1 else { throw ValidationError("--calls and --memory-kb have to be positive.") }
  }

  func run() async throws {
    var options = ScriptTrial.Options()
    options.hook = HookKind(rawValue: hook)
    options.context = try context.map { HookContext(try InputFile.object($0)) }
    options.scopes = Set((scopes ?? "").split(separator: ",").map { DataClass(rawValue: String($0)) })
    (options.budgetMs, options.memoryKB) = (budgetMs, memoryKB)
    (options.instructions, options.seed) = (instructions, seed)
    var results: [Value] = []
    var allCompleted = true
    for file in files {
      let calls = await callsOf(file, options)
      allCompleted = allCompleted && calls.allSatisfy { $0.ending == .completed }
      if json {
        results.append(["file": .string(file), "calls": .array(calls.map(\.json))])
      } else {
        Terminal.output.write(TrialRenderer(style: Terminal.output.style).lines(file, calls))
      }
    }
    if json { Terminal.output.write([(["files": .array(results)] as Value).json]) }
    if !allCompleted { throw ExitCode.negative }
  }

  private func callsOf(_ file: String, _ options: ScriptTrial.Options) async -> [ScriptTrial.Call] {
    guard let script = InputFile.contents(file) else { return [.unreadable(file)] }
    let trial = ScriptTrial(script: script, file: file, options: options)
    var results: [ScriptTrial.Call] = []
    for _ in 0..<calls { results.append(await trial.call()) }
    return results
  }
}

extension ScriptTrial.Call {
  /// A file that cannot be read fails like one that does not compile.
  fileprivate static func unreadable(_ file: String) -> ScriptTrial.Call {
    let location = SourceLocation(file: file)
    return failed(ExtensionError(.scriptInvalid, "there is no such file that can be read", location: location))
  }
}
