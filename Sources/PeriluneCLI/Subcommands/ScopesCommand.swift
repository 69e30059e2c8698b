import ArgumentParser
import Perilune
import PeriluneModel

/// Questions about data classes.
struct ScopesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scopes", abstract: "Say what extensions may see.", subcommands: [ScopesExplainCommand.self])
}

/// What one extension sees of a context, and why not the rest.
struct ScopesExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Print a context as an extension sees it, and for each hidden path why.",
    discussion: "Which paths are of which data class says the host's configuration under \"dataClasses\".")

  @Option(name: .customLong("extension"), help: ArgumentHelp("The extension.", valueName: "id")) var id: String
  @Option(help: ArgumentHelp("The context, one JSON object.", valueName: "file.json")) var context: String
  @Option(help: ArgumentHelp("The folder of the extensions.", valueName: "dir")) var extensions = "extensions"
  @Option(help: ArgumentHelp("The host's configuration.", valueName: "host.json")) var config: String?
  @Flag(help: "Print the explanation as JSON.") var json = false

  func run() async throws {
    let fields = try InputFile.object(context)
    var context = HookContext(fields)
    // The same question has the same answer, so no random id.
    if fields["requestId"] == nil { context.requestId = "explain" }
    let registry = try await loadRegistry()
    guard let explanation = registry.explainScopes(of: id, context: context) else {
      let known = registry.extensions.map(\.id).joined(separator: ", ")
      let message = "the extension \"\(id)\" is not loaded; name one of \(known.isEmpty ? "none" : known)"
      try InputFile.refuse([ExtensionError(.configInvalid, message)])
    }
    let lines = json ? [explanation.value.json] : ScopesRenderer(style: Terminal.output.style).lines(explanation)
    Terminal.output.write(lines)
  }

  private func loadRegistry() async throws -> ExtensionRegistry {
    let configuration = try InputFile.configuration(config)
    do throws(RegistrationFailure) {
      return try await ExtensionRegistry.load(folder: extensions, config: configuration)
    } catch {
      try InputFile.refuse(error.problems)
    }
  }
}
