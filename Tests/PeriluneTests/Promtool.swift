import Foundation

/// The checker of Prometheus, where it is installed (Debian's package `prometheus`).
enum Promtool {
  static let path = ["/usr/bin/promtool", "/usr/local/bin/promtool", "/opt/homebrew/bin/promtool"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  static let isMissing = "promtool is not installed; it is part of Debian's package prometheus"

  struct Result {
    var code: Int32
    var output: String
  }

  static func run(_ arguments: [String], input: String = "") throws -> Result {
    let process = Process()
    let (standardInput, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: path ?? "promtool")
    process.arguments = arguments
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = output
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Result(code: process.terminationStatus, output: text)
  }
}
