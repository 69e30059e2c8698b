import Foundation
import Perilune
import PeriluneModel
import Synchronization
import Testing

@Suite struct KillSwitchTests {
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

  private let recorder = EventRecorder()

  /// `a` in two hooks and `b` in one; each says its name.
  private func folder() throws -> TemporaryExtensions {
    let folder = try TemporaryExtensions()
    let script = "return {hook = function() return {directives = {'ran'}} end, other = function() end}"
    try folder.add("a", ["chatHooks": ["preChatTurn": ["hook"], "prePersistTurn": ["other"]]], script: script)
    try folder.add("b", ["chatHooks": ["preChatTurn": ["hook"]]], script: script)
    return folder
  }

  private func runtime(_ folder: TemporaryExtensions, _ store: (any KillStore)? = nil) async throws -> ExtensionRuntime
  {
    try await folder.runtime { _, options in
      options.observers = [recorder]
      options.killStore = store
    }
  }

  private func ran(_ hook: HookKind, _ runtime: ExtensionRuntime) async throws -> [String] {
    let outcome = try await runtime.run(hook, [:])
    #expect(outcome.skipped.allSatisfy { $0.reason == .killed })
    #expect(outcome.errors.isEmpty)
    return outcome.ran.map(\.extensionId)
  }

  @Test(
    arguments: [
      (KillTarget.all, [], []), (.extension("a"), ["b"], []), (.hook(.preChatTurn, of: "a"), ["b"], ["a"]),
    ] as [(KillTarget, [String], [String])])
  func aKillCoversItsTargetUntilItIsRevived(target: KillTarget, chat: [String], persist: [String]) async throws {
    let runtime = try await runtime(folder())
    let kill = try runtime.kill(target, by: "ana", because: "it spams")
    #expect(runtime.killed == [kill])
    #expect([kill.actor, kill.reason] == ["ana", "it spams"])
    #expect(abs(Double(kill.time) - Date().timeIntervalSince1970) < 60)
    #expect(try await ran(.preChatTurn, runtime) == chat)
    #expect(try await ran(.prePersistTurn, runtime) == persist)
    let revival = try runtime.revive(target, by: "ben", because: "fixed")
    #expect(revival?.kill == kill)
    #expect(runtime.killed.isEmpty)
    #expect(try await ran(.preChatTurn, runtime) == ["a", "b"])
    #expect(
      recorder.story.filter { $0.hasPrefix("killed") || $0.hasPrefix("revived") } == [
        "killed \(target)", "revived \(target)",
      ])
  }

  @Test func aRevivalLeavesOtherKillsInForce() async throws {
    let runtime = try await runtime(folder())
    try runtime.kill(.extension("a"), by: "ana", because: "one")
    try runtime.kill(.all, by: "ben", because: "two")
    try runtime.revive(.all, by: "ben", because: "over")
    #expect(try await ran(.preChatTurn, runtime) == ["b"])
    #expect(try runtime.revive(.hook(.preChatTurn, of: "a"), by: "ben", because: "what") == nil)
    #expect(runtime.killed.map(\.reason) == ["one"])
  }

  @Test func aTargetThatIsNotThereIsRefusedWithAdvice() async throws {
    let runtime = try await runtime(TemporaryExtensions().add("tag-words", hook: .preChatTurn, ""))
    for (target, part) in [
      (KillTarget.extension("tag-word"), "did you mean \"tag-words\""), (.extension("x"), "is not loaded"),
      (.hook(.normalize, of: "tag-words"), "has no function"),
    ] {
      let error = #expect(throws: ExtensionError.self) { try runtime.kill(target, by: "ana", because: "test") }
      #expect(error?.code == .configInvalid)
      #expect(error?.message.contains(part) == true, "\(String(describing: error))")
    }
    #expect(throws: ExtensionError.self) { try runtime.kill(.all, by: "ana", because: " ") }
    #expect(throws: ExtensionError.self) { try runtime.kill(.all, by: "", because: "test") }
    #expect(runtime.killed.isEmpty)
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

  @Test func theStatusSaysHowEachStands() async throws {
    let folder = try folder()
    try folder.add("c", hook: .normalize, "error('no')")
    let runtime = try await folder.runtime { config, _ in
      config.extensions = ["a", "b", "c"].map { .init(id: $0, overrides: .init(killSwitchEnabled: $0 != "b")) }
    }
    let kill = try runtime.kill(.hook(.prePersistTurn, of: "a"), by: "ana", because: "test")
    for _ in 0..<3 { _ = try await runtime.run(.normalize, [:]) }
    let status = runtime.status
    #expect(
      status.map { "\($0.extensionId) \($0.version) \($0.hook) \($0.functions)" } == [
        "a 1.2.3 preChatTurn [\"hook\"]", "a 1.2.3 prePersistTurn [\"other\"]", "b 1.2.3 preChatTurn [\"hook\"]",
        "c 1.2.3 normalize [\"hook\"]",
      ])
    #expect(status.map(\.kill) == [nil, kill, nil, nil])
    #expect(status.map(\.isEnabled) == [true, true, false, true])
    #expect(status.map(\.breaker) == [.closed, .closed, .closed, .open])
    #expect(status.allSatisfy { $0.running == 0 && $0.waiting == 0 })
  }

  @Test func aPolicyFailsTheRunForWhatWasKilled() async throws {
    let runtime = try await folder().runtime { config, _ in
      config.failurePolicies.set(.fail, for: .preChatTurn, on: .killed)
    }
    try runtime.kill(.extension("a"), by: "ana", because: "test")
    let error = await #expect(throws: ExtensionError.self) { try await runtime.run(.preChatTurn, [:]) }
    #expect(error?.code == .killed)
    #expect(error?.extensionId == "a")
    #expect(try await runtime.run(.prePersistTurn, [:]).skipped.map(\.reason) == [.killed])
  }

  @Test func aKilledExtensionResolvesNoConflicts() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .prePersistTurn, priority: 2, "tx:set('mood', 'calm')")
    try folder.add(
      "b", hook: .prePersistTurn, priority: 1,
      "tx:policy('resolver', {resolverId = 'judge/pick'}); tx:set('mood', 'glad')")
    try folder.add("judge", ["resolvers": ["pick"]], script: "return {pick = function() return 2 end}")
    let runtime = try await runtime(folder)
    #expect(try await runtime.run(.prePersistTurn, [:]).conflicts.map(\.reason) == [.resolverChose])
    try runtime.kill(.extension("judge"), by: "ana", because: "test")
    let outcome = try await runtime.run(.prePersistTurn, [:])
    #expect(outcome.conflicts.map(\.reason) == [.resolverFailed])
    #expect(outcome.errors.first?.causes.first?.code == .killed, "\(outcome.errors)")
  }

  // MARK: Stores

  private func path() -> String { FileManager.default.temporaryDirectory.path + "/kills-\(UUID().uuidString).json" }

  @Test func aKillOutlivesARestart() async throws {
    let path = path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = try folder()
    let first = try await runtime(folder, KillFile(path: path))
    let kill = try first.kill(.hook(.preChatTurn, of: "a"), by: "ana", because: "line\n\"one\"")
    try first.kill(.extension("b"), by: "ben", because: "two")
    try first.revive(.extension("b"), by: "ben", because: "over")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    let second = try await runtime(folder, KillFile(path: path))
    #expect(second.killed == [kill])
    #expect(try await ran(.preChatTurn, second) == ["b"])
    try second.revive(kill.target, by: "ana", because: "fixed")
    #expect(try await runtime(folder, KillFile(path: path)).killed.isEmpty)
    let folderOfFile = FileManager.default.temporaryDirectory.path
    let left = try FileManager.default.contentsOfDirectory(atPath: folderOfFile).filter {
      (folderOfFile + "/" + $0).hasPrefix(path)
    }
    #expect(left.count == 1)
  }

  @Test func aDamagedFileStopsTheStart() async throws {
    let path = path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("{\"version\": 1, \"kills\": [{".utf8).write(to: URL(filePath: path))
    let folder = try folder()
    let error = await #expect(throws: ExtensionError.self) { try await runtime(folder, KillFile(path: path)) }
    #expect(error?.code == .storeFailure)
    #expect(error?.causes.first?.message.contains("damaged") == true)
    #expect(error?.causes.first?.causes.first?.location?.line == 1)
  }

  @Test func aKillThatCannotBeSavedIsInForceAllTheSame() async throws {
    let runtime = try await runtime(folder(), KillFile(path: "/nowhere/at/all/kills.json"))
    let error = #expect(throws: ExtensionError.self) {
      try runtime.kill(.extension("a"), by: "ana", because: "test")
    }
    #expect(error?.code == .storeFailure)
    #expect(error?.message.contains("in force") == true)
    #expect(try await ran(.preChatTurn, runtime) == ["b"])
  }

  @Test func killsAndRevivalsUnderLoadLoseNoInvocation() async throws {
    let runtime = try await runtime(folder())
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
    #expect(try await ran(.preChatTurn, runtime) == ["a", "b"])
  }
}
