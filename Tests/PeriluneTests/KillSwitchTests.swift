import Foundation
import Perilune
import PeriluneModel
import Testing

@Suite struct KillSwitchTests {
  private let scene: KillScene

  init() throws { scene = try KillScene() }

  @Test(
    arguments: [
      (KillTarget.all, [], []), (.extension("a"), ["b"], []), (.hook(.preChatTurn, of: "a"), ["b"], ["a"]),
    ] as [(KillTarget, [String], [String])])
  func aKillCoversItsTargetUntilItIsRevived(target: KillTarget, chat: [String], persist: [String]) async throws {
    let runtime = try await scene.runtime()
    let kill = try runtime.kill(target, by: "ana", because: "it spams")
    #expect(runtime.killed == [kill])
    #expect([kill.actor, kill.reason] == ["ana", "it spams"])
    #expect(abs(Double(kill.time) - Date().timeIntervalSince1970) < 60)
    #expect(try await scene.ran(.preChatTurn, runtime) == chat)
    #expect(try await scene.ran(.prePersistTurn, runtime) == persist)
    let revival = try runtime.revive(target, by: "ben", because: "fixed")
    #expect(revival?.kill == kill)
    #expect(runtime.killed.isEmpty)
    #expect(try await scene.ran(.preChatTurn, runtime) == ["a", "b"])
    #expect(
      scene.recorder.story.filter { $0.hasPrefix("killed") || $0.hasPrefix("revived") } == [
        "killed \(target)", "revived \(target)",
      ])
  }

  @Test func aRevivalLeavesOtherKillsInForce() async throws {
    let runtime = try await scene.runtime()
    try runtime.kill(.extension("a"), by: "ana", because: "one")
    try runtime.kill(.all, by: "ben", because: "two")
    try runtime.revive(.all, by: "ben", because: "over")
    #expect(try await scene.ran(.preChatTurn, runtime) == ["b"])
    #expect(try runtime.revive(.hook(.preChatTurn, of: "a"), by: "ben", because: "what") == nil)
    #expect(runtime.killed.map(\.reason) == ["one"])
  }

  @Test func aTargetThatIsNotThereIsRefusedWithAdvice() async throws {
    let runtime = try await TemporaryExtensions().add("tag-words", hook: .preChatTurn, "").runtime()
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

  @Test func theStatusSaysHowEachStands() async throws {
    let folder = scene.folder
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
    let runtime = try await scene.folder.runtime { config, _ in
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
    let runtime = try await folder.runtime()
    #expect(try await runtime.run(.prePersistTurn, [:]).conflicts.map(\.reason) == [.resolverChose])
    try runtime.kill(.extension("judge"), by: "ana", because: "test")
    let outcome = try await runtime.run(.prePersistTurn, [:])
    #expect(outcome.conflicts.map(\.reason) == [.resolverFailed])
    #expect(outcome.errors.first?.causes.first?.code == .killed, "\(outcome.errors)")
  }
}
