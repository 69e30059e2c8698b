import ArgumentParser
import Perilune
import PeriluneModel

/// Validates manifests and compiles scripts.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate manifests and compile scripts; report every problem at once.",
    discussion: "DIR is a folder of extensions or one extension. Exits with 0 when there is no error, else with 1.")

  @Argument(help: "The folder to check.") var dir: String
  @Option(help: ArgumentHelp("The host's configuration to check against.", valueName: "host.json")) var config: String?
  @Flag(help: "Run the extensions of each hook in all orders, and list the pairs whose order makes a difference.")
  var permute = false
  @Option(help: ArgumentHelp("What every hook gets with --permute.", valueName: "ctx.json")) var context: String?
  @Flag(help: "Print the result as JSON.") var json = false

  func validate() throws {
    if context != nil, !permute { throw ValidationError("--context belongs to --permute.") }
  }

  func run() async throws {
    let (problems, registry) = try await check()
    let isValid = !problems.contains { $0.severity != .warn }
    var pairs: [CommutationTrial.Pair]?
    if permute, let registry { pairs = try await self.pairs(registry) }
    if json {
      var result = Value.Object()
      result["ok"] = .bool(isValid)
      result["problems"] = .array(problems.map(\.checkValue))
      result["pairs"] = pairs.map { .array($0.map(\.value)) }
      Terminal.output.write([result.json])
    } else {
      render(problems, registry?.extensions.count ?? 0)
      if let pairs { Terminal.output.write(pairs.isEmpty ? ["no order makes a difference"] : pairs.map(\.text)) }
    }
    if !isValid { throw ExitCode.negative }
  }

  private func check() async throws -> ([ExtensionError], ExtensionRegistry?) {
    let configuration = try InputFile.configuration(config)
    do throws(RegistrationFailure) {
      let registry = try await ExtensionRegistry.load(folder: dir, config: configuration)
      return (registry.warnings, registry)
    } catch {
      return (error.problems, nil)
    }
  }

  private func pairs(_ registry: ExtensionRegistry) async throws -> [CommutationTrial.Pair] {
    let context = try context.map { HookContext(try InputFile.object($0)) }
    do {
      return try await CommutationTrial(registry: registry, context: context).pairs()
    } catch let error as ExtensionError {
      try InputFile.refuse([error])
    }
  }

  private func render(_ problems: [ExtensionError], _ count: Int) {
    let style = Terminal.output.style
    for problem in problems { Terminal.output.write(ProblemRenderer(style: style).lines(problem)) }
    let errors = problems.count { $0.severity != .warn }
    let warnings = problems.count - errors
    let verdict =
      errors == 0
      ? style.paint(count == 1 ? "1 extension is valid" : "\(count) extensions are valid", .green)
      : style.paint(Self.number(errors, "error"), .red)
    Terminal.output.write(["\(verdict), \(Self.number(warnings, "warning"))"])
  }

  private static func number(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension ExtensionError {
  /// The documented fields of a problem, `null` where unknown.
  fileprivate var checkValue: Value {
    [
      "code": .string(code.rawValue), "severity": .string(severity.rawValue), "message": .string(message),
      "extensionId": extensionId.map(Value.string) ?? .null,
      "file": (location?.file).map(Value.string) ?? .null,
      "line": (location?.line).map { .int(Int64($0)) } ?? .null,
      "column": (location?.column).map { .int(Int64($0)) } ?? .null,
    ]
  }
}

extension CommutationTrial.Pair {
  fileprivate var value: Value {
    [
      "hook": .string(hook.rawValue), "first": .string(first), "second": .string(second),
      "differences": .array(differences.map(Value.string)),
    ]
  }

  fileprivate var text: String {
    "\(hook): the order of \(first) and \(second) makes a difference to \(differences.joined(separator: ", "))"
  }
}
