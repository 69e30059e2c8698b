import Foundation
import Testing

/// A `perilune run` that goes on while a test talks to it.
final class LongRun {
  let control: String
  private let running: Command.Running
  private var process: Process { running.process }

  init(_ more: String...) throws {
    control = Command.folder.path + "/p\(UInt32.random(in: 0...UInt32.max))"
    running = try Command.start(
      [
        "run", "--extensions", "extensions", "--turns", "examples/moonlit-harbor.jsonl", "--config",
        "examples/host.json", "--quiet", "--repeat", "forever", "--control", control, "--metrics-port", "0",
      ] + more)
  }

  deinit { process.terminate() }

  var isRunning: Bool { process.isRunning }

  /// Waits until it can be asked.
  func wait() async throws {
    let isThere = try await waits { try !address.isEmpty && FileManager.default.fileExists(atPath: control) }
    if !isThere { Issue.record("it did not start: \(try notes)") }
  }

  func waits(for isThere: () async throws -> Bool) async throws -> Bool { try await process.waits(for: isThere) }

  /// What it says beside its output.
  var notes: String { get throws { try String(contentsOf: running.errors, encoding: .utf8) } }

  /// Where its metrics are.
  var address: String {
    get throws {
      try notes.firstMatch(of: /metrics at (http:\S+)\n/).map { String($0.output.1) } ?? ""
    }
  }

  /// Ends it as an operator does.
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Asks it to end until it does: signals that come close together are one.
  func stopImpatiently() async throws -> Int32 {
    while process.isRunning {
      process.terminate()
      try await Task.sleep(for: .milliseconds(50))
    }
    return process.terminationStatus
  }

  /// Ends it as a crash does, with its socket left behind.
  func crash() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func ask(_ arguments: String...) throws -> Command.Result { try ask(arguments) }

  func ask(_ arguments: [String]) throws -> Command.Result { try Command.run(arguments + ["--control", control]) }
}

extension Process {
  /// Waits for what the process brings about; `false` when it ended without it, or made nothing of ten minutes.
  func waits(for isThere: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<12_000 {
      let isRunning = isRunning
      if try await isThere() { return true }
      if !isRunning { return false }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }
}
