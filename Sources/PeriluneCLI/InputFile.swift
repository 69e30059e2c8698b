import ArgumentParser
import Foundation
import Perilune
import PeriluneModel

/// Files that the command line names.
enum InputFile {
  /// The bytes of a file.
  ///
  /// - Throws: `ExitCode.unusableInput` after saying why.
  static func bytes(_ path: String) throws -> [UInt8] {
    guard let content = contents(path) else { try refuse([problem("there is no such file that can be read", path)]) }
    return content
  }

  /// The bytes of a file; `nil` when it cannot be read.
  static func contents(_ path: String) -> [UInt8]? { FileManager.default.contents(atPath: path).map { [UInt8]($0) } }

  /// The fields of a file that holds one JSON object.
  static func object(_ path: String) throws -> Value.Object {
    let bytes = try bytes(path)
    do throws(JSONSyntaxError) {
      let value = try Value(parsing: bytes)
      if case .object(let fields) = value { return fields }
    } catch {
      try refuse([error.asExtensionError(.configInvalid, file: path)])
    }
    try refuse([problem("the file has to hold one JSON object", path)])
  }

  /// A host's configuration; the defaults without a file.
  static func configuration(_ path: String?) throws -> ExtensionRegistrationConfig {
    guard let path else { return ExtensionRegistrationConfig() }
    let decoded = ExtensionRegistrationConfig.decode(try bytes(path), file: path)
    guard let config = decoded.content else { try refuse(decoded.problems) }
    return config
  }

  /// The vocabulary of a tokenizer.
  static func vocabulary(_ path: String) throws -> BytePairVocabulary {
    do {
      return try BytePairVocabulary(tiktoken: try bytes(path), file: path)
    } catch let error as ExtensionError {
      try refuse([error])
    }
  }

  /// Says what is wrong with the input and ends the command.
  static func refuse(_ problems: [ExtensionError]) throws -> Never {
    let terminal = Terminal.errors
    for problem in problems { terminal.write(ProblemRenderer(style: terminal.style).lines(problem)) }
    throw ExitCode.unusableInput
  }

  private static func problem(_ message: String, _ path: String) -> ExtensionError {
    ExtensionError(.configInvalid, message, location: SourceLocation(file: path))
  }
}

extension ExtensionError {
  /// The error and what caused it, the cause of all last.
  var withCauses: [ExtensionError] {
    var alone = self
    alone.causes = []
    return [alone] + causes.flatMap(\.withCauses)
  }
}
