import ArgumentParser

@main
struct PeriluneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perilune",
    abstract: "Run, check and try Perilune extensions.",
    discussion: """
      Exit codes: 0 success; 1 the answer is no (problems were found, a call did not complete, a run failed); \
      2 a file or folder cannot be used; 64 wrong use of the command line.
      """,
    subcommands: [
      RunCommand.self, CheckCommand.self, TryCommand.self, ScopesCommand.self, BenchCommand.self,
      MetricsCommand.self, KillCommand.self, ReviveCommand.self, PsCommand.self, TopCommand.self,
    ])
}
