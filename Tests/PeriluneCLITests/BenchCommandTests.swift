import Foundation
import PeriluneModel
import Testing

@Suite struct BenchCommandTests {
  /// Tens of milliseconds on any machine: several times what a baseline of 50 ms allows, and far from the hook's minute.
  private static let slow = "local n = 0 for i = 1, 1e7 do n = n + i % 7 end"

  /// Budgets that no machine spends, so that none is left out.
  private static func patience() throws -> String {
    let ids = try FileManager.default.contentsOfDirectory(atPath: Command.root.appending(path: "extensions").path)
    let budgets = Value.Object(HookKind.builtIn.map { (key: $0.rawValue, value: ["maxLatencyMs": 60_000]) })
    let entries = ids.map { id -> Value in ["id": .string(id), "overrides": ["hookBudgets": .object(budgets)]] }
    let config: Value = ["extensions": .array(entries)]
    return config.json
  }

  @Test func theReferenceExtensionsAreNothingBesideASlowModel() throws {
    let result = try Command.run(
      "bench", "--extensions", "extensions", "--turns", "examples/moonlit-harbor.jsonl", "--pairs", "20", "--json",
      "--baseline-ms", "1000000", "--gate", "--config", try Command.temporaryFile(Self.patience()).path)
    #expect(result.code == 0)
    #expect(result.json?["verdict"] == "pass")
    #expect((result.json?["p50"]?["withoutMs"]?.doubleValue ?? 0) > 1_000_000)
  }

  private func bench(_ body: String, _ settings: String = "{}", hasGate: Bool = true) throws -> Command.Result {
    let folder = try Command.folder(ofHook: body)
    let words = [
      "bench", "--extensions", folder.path, "--turns", "examples/moonlit-harbor.jsonl", "--pairs", "20", "--json",
      "--baseline-ms", "50", "--config", try Command.temporaryFile(settings).path,
    ]
    return try Command.run(words + (hasGate ? ["--gate"] : []))
  }

  @Test func anExtensionThatComputesForTensOfMillisecondsFails() throws {
    let result = try bench(Self.slow)
    #expect(result.code == 1)
    #expect(result.json?["verdict"] == "failure" && result.json?["failed"] == 0)
    let interval = result.json?["p50"]?["interval"]?.arrayValue?.compactMap(\.doubleValue) ?? []
    #expect(interval.count == 2 && interval[0] > 0)
  }

  @Test func withoutTheGateAFailureIsAFigure() throws {
    let result = try bench(Self.slow, hasGate: false)
    #expect(result.code == 0)
    #expect(result.json?["verdict"] == "failure")
  }

  @Test func aWarningIsNoFailure() throws {
    let targets = #"{"performance": {"maxOverheadPercentWarn": 0.000001, "maxOverheadPercentFail": 1000000}}"#
    let result = try bench(Self.slow, targets)
    #expect(result.code == 0)
    #expect(result.json?["verdict"] == "warning")
  }

  @Test func aFailureUnderStrictModeIsAProblemWithItsCode() throws {
    let result = try bench("error('no')", #"{"strictMode": true}"#, hasGate: false)
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("error: ") && result.errors.contains("[EXT_HOOK_FAILURE]"), "\(result.errors)")
    #expect(!result.errors.contains("Error: "))
  }

  /// It takes no time, since its breaker leaves it out.
  @Test func anExtensionThatDoesNotRunFails() throws {
    let result = try bench("error('no')", #"{"breaker": {"openMs": 3600000, "maxOpenMs": 3600000}}"#)
    #expect(result.code == 1)
    let counts = ["failed", "leftOut"].map { result.json?[$0]?.intValue ?? 0 }
    // 4 turns to warm up and 20 to measure; the third failure opens the breaker.
    #expect(counts[0] >= 3 && counts[1] > 0 && counts[0] + counts[1] == 24, "\(counts)")
  }
}
