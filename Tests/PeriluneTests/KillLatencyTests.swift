import Foundation
import Perilune
import PeriluneModel
import Synchronization
import Testing

/// Kills of what runs and waits.
@Suite struct KillLatencyTests {
  /// When the runtime last saw that `a` ended.
  private final class Ends: RuntimeObserver {
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    func take() -> ContinuousClock.Instant? { last.withLock { $0.take() } }

    func observe(_ event: RuntimeEvent) {
      guard case .ran(_, let run) = event, run.extensionId == "a" else { return }
      last.withLock { $0 = .now }
    }
  }

  /// What a thread that only computes is told.
  private final class Order: Sendable {
    let isAwaited = Atomic(false)
    let isGiven = Atomic(false)
  }

  private func wait(for runtime: ExtensionRuntime, _ isThere: (ExtensionStatus) -> Bool) async throws {
    while !runtime.status.prefix(1).contains(where: isThere) { try await Task.sleep(for: .milliseconds(1)) }
  }

  /// How late one learns that a thread that only computes saw an order: what
  /// the machine and its other tasks take, whatever the runtime does.
  private func lateness() async throws -> Duration {
    let order = Order()
    async let end: ContinuousClock.Instant = {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread {
          order.isAwaited.store(true, ordering: .relaxed)
          while !order.isGiven.load(ordering: .acquiring) {}
          continuation.resume()
        }
      }
      return .now
    }()
    while !order.isAwaited.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(1)) }
    let instant = ContinuousClock.now
    order.isGiven.store(true, ordering: .releasing)
    return await end - instant
  }

  @Test func aRunningAndAWaitingInvocationEndAtOnce() async throws {
    let folder = try TemporaryExtensions()
    let manifest: Value = [
      "chatHooks": ["preChatTurn": ["hook"]], "hookBudgets": ["hook": ["maxLatencyMs": 60_000]],
      "concurrencyLimit": 1,
    ]
    try folder.add("a", manifest, script: "return {hook = function() while true do pcall(error) end end}")
    try folder.add("b", hook: .preChatTurn, "return {directives = {'b'}}")
    let ends = Ends()
    let runtime = try await folder.runtime { _, options in options.observers = [ends] }
    var (latencies, machine): ([Duration], [Duration]) = ([], [])
    for _ in 0..<20 {
      let running = Task { try await runtime.run(.preChatTurn, [:]) }
      try await wait(for: runtime) { $0.running == 1 }
      let waiting = Task { try await runtime.run(.preChatTurn, [:]) }
      try await wait(for: runtime) { $0.waiting == 1 }
      let instant = ContinuousClock.now
      try runtime.kill(.extension("a"), by: "ana", because: "it hangs")
      let stopped = try await running.value
      let run = try #require(stopped.ran.first)
      #expect(run.failure?.code == .killed)
      latencies.append(try #require(ends.take()) - instant)
      #expect(stopped.merged.value["directives"] == ["b"])
      let left = try await waiting.value
      #expect(left.skipped.map(\.reason) == [.killed])
      #expect(left.ran.map(\.extensionId) == ["b"])
      try runtime.revive(.extension("a"), by: "ana", because: "again")
      machine.append(try await lateness())
    }
    latencies.sort()
    machine.sort()
    // A kill is a few changes of threads, and a machine with more to do than it can makes each of them wait.
    let (median, share) = (latencies[latencies.count / 2], machine[machine.count / 2])
    #expect(median < .milliseconds(5) + share * 20, "\(latencies), the machine \(machine)")
    print("a kill ends a script after \(median) (median), \(latencies.last ?? .zero) (max); the machine \(share)")
  }

  @Test func killsAndRevivalsUnderLoadLoseNoInvocation() async throws {
    let scene = try KillScene()
    let runtime = try await scene.runtime()
    let rounds = 300
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<3 {
        group.addTask {
          for _ in 0..<rounds {
            let outcome = try await runtime.run(.preChatTurn, [:])
            #expect(outcome.ran.count + outcome.skipped.count == 2)
            #expect(outcome.errors.allSatisfy { $0.code == .killed })
          }
        }
      }
      group.addTask {
        for round in 0..<rounds {
          let target: KillTarget = round % 2 == 0 ? .extension("a") : .all
          try runtime.kill(target, by: "ana", because: "load")
          if round % 5 == 0 { try await Task.sleep(for: .microseconds(200)) }
          try runtime.revive(target, by: "ana", because: "load")
        }
      }
      try await group.waitForAll()
    }
    #expect(try await scene.ran(.preChatTurn, runtime) == ["a", "b"])
  }
}
