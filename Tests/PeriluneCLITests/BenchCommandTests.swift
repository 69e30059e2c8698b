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
}
