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
  @Flag(help: "Print the result as JSON.") var json = false

  func run() async throws {
    let (problems, count) = try await check()
    let isValid = !problems.contains { $0.severity != .warn }
    if json {
      let result: Value = ["ok": .bool(isValid), "problems": .array(problems.map(\.checkValue))]
      Terminal.output.write([result.json])
    } else {
      render(problems, count)
    }
    if !isValid { throw ExitCode.negative }
  }

  private func check() async throws -> ([ExtensionError], extensions: Int) {
    let configuration = try InputFile.configuration(config)
    do throws(RegistrationFailure) {
      let registry = try await ExtensionRegistry.load(folder: dir, config: configuration)
      return (registry.warnings, registry.extensions.count)
    } catch {
      return (error.problems, 0)
    }
  }

  private func render(_ problems: [ExtensionError], _ count: Int) {
    let style = Terminal.output.style
    for problem in problems { Terminal.output.write(ProblemRenderer(style: style).lines(problem)) }
    let errors = problems.count { $0.severity != .warn }
    let warnings = problems.count - errors
    let verdict =
      errors == 0
      ? style.paint("\(count) extensions are valid", .green) : style.paint("\(errors) errors", .red)
    Terminal.output.write(["\(verdict), \(warnings) warnings"])
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
