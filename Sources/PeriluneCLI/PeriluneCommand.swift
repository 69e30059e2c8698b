import ArgumentParser

@main
struct PeriluneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "perilune")
}
