import Foundation
import PeriluneModel
import Testing

@Suite struct BenchCommandTests {
  @Test func benchReportsBothWaysAndItsGateHasAnExitCode() throws {
    let words = [
      "bench", "--extensions", "extensions", "--turns", "examples/moonlit-harbor.jsonl", "--pairs", "20", "--json",
    ]
    let open = try Command.run(words + ["--baseline-ms", "1000000", "--gate"])
    #expect(open.code == 0)
    #expect(open.json?["verdict"] == "pass")
    #expect((open.json?["p50"]?["withoutMs"]?.doubleValue ?? 0) > 1_000_000)
    let targets = #"{"performance": {"maxOverheadPercentWarn": 0.0001, "maxOverheadPercentFail": 0.0001}}"#
    let strict = words + ["--config", try Command.temporaryFile(targets).path]
    // Nothing that runs a script is as fast as a turn without one.
    let closed = try Command.run(strict + ["--gate"])
    #expect(closed.code == 1)
    #expect(closed.json?["verdict"] == "failure")
    #expect(try Command.run(strict).code == 0)
  }

  private func bench(_ body: String, _ settings: String = "{}") throws -> Command.Result {
    let folder = Command.folder.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let manifest = """
      {"id": "a", "name": "a", "description": "a", "version": "1.0.0", "coreApiRange": "^1.0.0",
       "chatHooks": {"preChatTurn": ["hook"]}, "hookBudgets": {"hook": {"maxLatencyMs": 2000}}}
      """
    try Data(manifest.utf8).write(to: folder.appending(path: "manifest.json"))
    try Data("return {hook = function() \(body) end}".utf8).write(to: folder.appending(path: "main.lua"))
    return try Command.run(
      "bench", "--extensions", folder.path, "--turns", "examples/moonlit-harbor.jsonl", "--pairs", "20", "--json",
      "--baseline-ms", "250", "--gate", "--config", try Command.temporaryFile(settings).path)
  }

  @Test func anExtensionThatComputesForTensOfMillisecondsFails() throws {
    let result = try bench("local n = 0 for i = 1, 3e6 do n = n + i % 7 end")
    #expect(result.code == 1)
    #expect(result.json?["verdict"] == "failure" && result.json?["failed"] == 0)
    let interval = result.json?["p50"]?["interval"]?.arrayValue?.compactMap(\.doubleValue) ?? []
    #expect(interval.count == 2 && interval[0] > 0)
  }

  @Test func aWarningIsNoFailure() throws {
    let targets = #"{"performance": {"maxOverheadPercentWarn": 0.000001, "maxOverheadPercentFail": 1000000}}"#
    let result = try bench("local n = 0 for i = 1, 1e6 do n = n + i % 7 end", targets)
    #expect(result.code == 0)
    #expect(result.json?["verdict"] == "warning")
  }

  /// It takes no time, since its breaker leaves it out.
  @Test func anExtensionThatDoesNotRunFails() throws {
    let result = try bench("error('no')")
    #expect(result.code == 1)
    let counts = ["failed", "leftOut"].map { result.json?[$0]?.intValue ?? 0 }
    // 4 turns to warm up and 20 to measure; the third failure opens the breaker.
    #expect(counts[0] >= 3 && counts[1] > 0 && counts[0] + counts[1] == 24, "\(counts)")
  }
}
