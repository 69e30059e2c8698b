import Foundation
import Perilune
import PeriluneMetrics
import PeriluneModel
import Testing

/// Names, bounds and sums of the metrics.
@Suite struct MetricsAccountTests {
  /// The contract's names; others may come beside them, and none may go.
  @Test func theNamesAreThoseOfTheContract() {
    let contract = [
      "invocations_total", "errors_total", "timeouts_total", "duration_ms", "circuit_open", "token_usage_total",
      "budget_overrun_total", "state_transactions_total", "disabled_invocations_total", "skipped_invocations_total",
      "queue_wait_ms", "extensions_loaded_total", "extensions_failed_total",
    ]
    #expect(Set(contract).subtracting(RuntimeMetric.allCases.map(\.rawValue)).isEmpty)
    #expect(RuntimeMetric.allCases.allSatisfy { $0.prometheusName.hasPrefix("perilune_") })
    #expect(BudgetOverrun.Kind.allCases.map(\.rawValue) == ["token", "time", "memory", "instructions"])
    #expect(ProposalFate.allCases.map(\.rawValue) == ["applied", "skipped", "conflicted"])
  }

  @Test func everNewExtensionsFillNoMemory() async throws {
    var options = RuntimeMetrics.Options()
    options.seriesLimit = 20
    let metrics = RuntimeMetrics(options: options)
    let folder = try TemporaryExtensions().add("e0", hook: .preChatTurn, "return nil")
    let runtime = try await folder.runtime { _, options in options.observers = [metrics] }
    var sizes: [Int] = []
    for number in 1...60 {
      _ = try await runtime.run(.preChatTurn, [:])
      try FileManager.default.removeItem(atPath: folder.path + "/e\(number - 1)")
      try folder.add("e\(number)", hook: .preChatTurn, "return nil")
      try await runtime.reload()
      sizes.append(metrics.prometheusText.split(separator: "\n").count)
    }
    #expect(sizes[30] == sizes[59], "\(sizes)")
    #expect(metrics.rows.count <= 21)
    #expect(metrics.value(of: .invocations) == 60)
    #expect(metrics.value(of: .reloads, detail: "done") == 60)
  }

  /// With queues that are full, kills, and tasks that are cancelled.
  @Test func everyStartedInvocationIsAccountedFor() async throws {
    let (metrics, recorder) = (RuntimeMetrics(), EventRecorder())
    let folder = try TemporaryExtensions()
    let manifest: Value = ["chatHooks": ["preChatTurn": ["hook"]], "concurrencyLimit": 1]
    let script = "return {hook = function() for i = 1, 20000 do end end}"
    for id in ["a", "b"] { try folder.add(id, manifest, script: script) }
    let runtime = try await folder.runtime { config, options in
      config.limits.queueDepth = 1
      options.observers = [metrics, recorder]
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for round in 0..<100 {
            let run = Task { try await runtime.run(.preChatTurn, [:]) }
            if round % 7 == 0 { run.cancel() }
            _ = try await run.value
          }
        }
      }
      group.addTask {
        for _ in 0..<50 {
          try runtime.kill(.extension("a"), by: "ana", because: "load")
          try await Task.sleep(for: .milliseconds(1))
          try runtime.revive(.extension("a"), by: "ana", because: "load")
          try await Task.sleep(for: .milliseconds(1))
        }
      }
      try await group.waitForAll()
    }
    let story = recorder.story
    for id in ["a", "b"] {
      func value(_ metric: RuntimeMetric) -> Int { Int(metrics.value(of: metric, extension: id)) }
      #expect(value(.admitted) == story.count { $0 == "invoking \(id).hook" })
      #expect(value(.invocations) == story.count { $0 == "ran \(id)" })
      #expect(value(.skippedInvocations) == story.count { $0.hasPrefix("skipped \(id) ") })
      #expect(value(.running) == 0)
      #expect(value(.admitted) == value(.invocations) + value(.dropped))
      #expect(value(.invocations) + value(.skippedInvocations) == 400)
    }
  }
}
