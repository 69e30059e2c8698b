import Foundation
import Perilune
import PeriluneModel
import Testing

extension ExtensionRuntime {
  /// Runs a hook on a thread of the test's own.
  func blockingOutcome(_ hook: HookKind, _ context: HookContext) async throws -> HookOutcome {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread {
        continuation.resume(with: Result { try self.runBlocking(hook, context) })
      }
      thread.stackSize = 2 << 20
      thread.start()
    }
  }
}

@Suite struct BlockingRunTests {
  /// The parts of an outcome that do not measure time.
  private func facts(_ outcome: HookOutcome) -> String {
    let ran = outcome.ran.map { "\($0.extensionId)/\($0.function) \($0.failure?.code.rawValue ?? "ok")" }
    let skipped = outcome.skipped.map { "\($0.extensionId) \($0.reason)" }
    return "\(ran) \(skipped) \(outcome.merged.value.json) \(outcome.merged.transaction?.value.json ?? "-")"
  }

  @Test func itDoesWhatTheOtherDoes() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, priority: 3, "tx:set('a', 1) return { directives = { ctx.message.text } }")
    try folder.add("b", hook: .preChatTurn, priority: 2, "tx:increment('a', 1)")
    try folder.add("c", hook: .preChatTurn, priority: 1, "error('no')")
    let runtime = try await folder.runtime()
    let context: HookContext = ["requestId": "r", "message": ["text": "Hello."]]
    let blocking = try await runtime.blockingOutcome(.preChatTurn, context)
    #expect(facts(blocking) == facts(try await runtime.run(.preChatTurn, context)))
    #expect(blocking.ran.count == 3 && blocking.merged.transaction != nil)
  }

  @Test func itsTimeBudgetEndsTheScriptAndTheNextRunIsUntouched() async throws {
    let folder = try TemporaryExtensions()
    try folder.add(
      "a",
      [
        "chatHooks": ["preChatTurn": ["loop"], "prePersistTurn": ["fine"]],
        "hookBudgets": ["loop": ["maxLatencyMs": 50]],
      ],
      script: "return { loop = function() while true do end end, fine = function(ctx, tx) tx:set('a', 1) end }")
    let runtime = try await folder.runtime()
    let looping = try await runtime.blockingOutcome(.preChatTurn, [:])
    #expect(looping.errors.map(\.code) == [.timeBudgetExceeded])
    let fine = try await runtime.blockingOutcome(.prePersistTurn, [:])
    #expect(fine.errors.isEmpty && fine.merged.transaction != nil)
  }

  @Test func manyThreadsWaitForAPlace() async throws {
    let folder = try TemporaryExtensions()
    try folder.add(
      "a",
      ["chatHooks": ["preChatTurn": ["hook"]], "concurrencyLimit": 1],
      script: "return { hook = function() for i = 1, 100000 do end return { directives = { 'done' } } end }")
    let runtime = try await folder.runtime()
    try await withThrowingTaskGroup(of: HookOutcome.self) { group in
      for _ in 0..<12 { group.addTask { try await runtime.blockingOutcome(.preChatTurn, [:]) } }
      for try await outcome in group { #expect(outcome.merged.value["directives"] == ["done"], "\(outcome.errors)") }
    }
  }
}
