import ArgumentParser
import FlyingSocks
import Foundation
import PeriluneModel

/// Asks a running process over its control socket.
struct ControlClient {
  /// A table of many extensions is one line.
  private static let longestAnswer = 16_777_216

  private let path: String
  private var channel: LineChannel

  /// Connects.
  ///
  /// - Throws: `ExitCode.unusableInput` after saying why.
  init(_ path: String) async throws {
    self.path = path
    guard path.utf8.count <= ControlSocket.longestPath else { try Self.refuse(path, "the path is too long") }
    do {
      channel = LineChannel(try await AsyncSocket.connected(to: .unix(path: path)))
    } catch {
      try Self.refuse(path, "no process of yours listens there (\(error.localizedDescription))")
    }
  }

  /// One request, one answer.
  mutating func ask(_ request: Value) async throws -> Value {
    do {
      try await channel.write(request.json)
      if let line = try await channel.read(longest: Self.longestAnswer) { return try Value(parsing: line) }
    } catch {
      try Self.refuse(path, "the process went away (\(error.localizedDescription))")
    }
    try Self.refuse(path, "the process went away")
  }

  func close() { channel.close() }

  private static func refuse(_ path: String, _ message: String) throws -> Never {
    try InputFile.refuse([ExtensionError(.configInvalid, message, location: SourceLocation(file: path))])
  }
}

/// Which process is meant.
struct ControlOptions: ParsableArguments {
  static let variable = "PERILUNE_CONTROL"

  @Option(
    help: ArgumentHelp(
      "The control socket of the process, as in its \"run --control\"; the environment's \(variable) without it.",
      valueName: "path"))
  var control: String?

  func path() throws -> String {
    if let path = control ?? ProcessInfo.processInfo.environment[Self.variable], !path.isEmpty { return path }
    throw ValidationError("name the process: --control <path>, or \(Self.variable) in the environment")
  }
}
