import Foundation
import PeriluneModel

/// The command that was built beside the tests.
enum Command {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Where the tests of this process write; it goes with the process.
  static let folder: URL = {
    // The path of a socket in it has room for a hundred bytes.
    let place = FileManager.default.temporaryDirectory
    let root = place.path.utf8.count < 60 ? place : URL(filePath: "/tmp")
    let folder = root.appending(path: "perilune-\(getpid())-\(UInt16.random(in: 0 ... .max))")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(at: Command.folder) }
    return folder
  }()

  struct Result {
    var code: Int32
    var output: String
    var errors: String
    var json: Value? { try? Value(parsing: output) }
  }

  static func run(_ arguments: String...) throws -> Result { try run(arguments) }

  /// A command that goes on, with the files that it writes to.
  struct Running {
    let process: Process
    let output: URL
    let errors: URL
  }

  static func run(_ arguments: [String], input: String? = nil) throws -> Result {
    let running = try start(arguments, input: input)
    running.process.waitUntilExit()
    return Result(
      code: running.process.terminationStatus, output: try String(contentsOf: running.output, encoding: .utf8),
      errors: try String(contentsOf: running.errors, encoding: .utf8))
  }

  static func start(_ arguments: [String], input: String? = nil) throws -> Running {
    let products = Bundle.allBundles.map(\.bundleURL) + [URL(filePath: CommandLine.arguments[0])]
    let candidates = products.map { $0.deletingLastPathComponent().appending(path: "perilune") }
    let process = Process()
    process.executableURL = candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    if let input { process.standardInput = try FileHandle(forReadingFrom: temporaryFile(input)) }
    process.arguments = arguments
    process.currentDirectoryURL = root
    let (output, errors) = (try temporaryFile(), try temporaryFile())
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    return Running(process: process, output: output, errors: errors)
  }

  /// A folder of one extension, `a`, whose only hook has this body and a minute for it.
  static func folder(ofHook body: String) throws -> URL {
    let folder = folder.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let manifest = """
      {"id": "a", "name": "a", "description": "a", "version": "1.0.0", "coreApiRange": "^1.0.0",
       "chatHooks": {"preChatTurn": ["hook"]}, "hookBudgets": {"hook": {"maxLatencyMs": 60000}}}
      """
    try Data(manifest.utf8).write(to: folder.appending(path: "manifest.json"))
    try Data("return {hook = function() \(body) end}".utf8).write(to: folder.appending(path: "main.lua"))
    return folder
  }

  static func temporaryFile(_ text: String = "") throws -> URL {
    let file = folder.appending(path: "\(UUID().uuidString).lua")
    try Data(text.utf8).write(to: file)
    return file
  }
}
