import Foundation
import Perilune
import PeriluneMetrics
import PeriluneModel
import PeriluneStore
import Testing

@Suite struct TurnPlayerTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let conversations = root.deletingLastPathComponent()
    .appending(path: "shared/data/chat/mt-bench-conversations.jsonl")

  private func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Self.root.appending(path: name)))
  }

  private func play(store: InMemoryAttributeStore = .init()) async throws -> [TurnReport] {
    let decoded = ExtensionRegistrationConfig.decode(try bytes("examples/host.json"), file: "host.json")
    let config = try #require(decoded.content).patient
    var options = ExtensionRuntime.Options()
    options.store = store
    let runtime = try await ExtensionRuntime(
      folder: Self.root.appending(path: "extensions").path, config: config, options: options)
    let initial = try #require(Value(parsing: bytes("examples/initial-attributes.json")).objectValue)
    var player = TurnPlayer(runtime: runtime, initialAttributes: initial)
    var reports: [TurnReport] = []
    let turns = try RecordedTurn.read(jsonLines: bytes("examples/moonlit-harbor.jsonl"), file: "moonlit-harbor.jsonl")
    for turn in turns { reports.append(try await player.play(turn)) }
    return reports
  }

  @Test func theExampleSessionPlaysAsItsStoryTells() async throws {
    let store = InMemoryAttributeStore()
    let reports = try await play(store: store)
    #expect(reports.count >= 20)
    #expect(reports.flatMap(\.outcomes).flatMap(\.errors).filter { $0.severity != .warn }.isEmpty)
    let contested = reports.filter { $0.merged?.conflicts.isEmpty == false }.map(\.index)
    #expect(contested == [4, 7, 10, 13, 16, 17, 21, 22])
    #expect(reports[6].merged?.conflicts.map(\.reason) == [.higherWeight])
    #expect(reports[12].merged?.conflicts.map(\.reason) == [.addedUp])
    #expect(reports[2].entities.map(\.rejections.count) == [1])
    #expect(reports[8].draft != reports[8].outcomes.first?.hook.rawValue && !reports[8].draft.isEmpty)
    let subject = StateSubject(tenantId: "default", sessionId: "moonlit-harbor")
    let attributes = StateTree(store.attributes(of: subject)).flattened
    #expect(attributes["relationship.mira.bond"] == 54)
    #expect(attributes["private.mira.suspicion"] == 9)
  }

  @Test func twoPlaysGiveTheSameProposalsByteForByte() async throws {
    let first = try await play().map { $0.merged?.transaction?.value.json ?? "" }
    let second = try await play().map { $0.merged?.transaction?.value.json ?? "" }
    #expect(first == second)
    #expect(first.contains { !$0.isEmpty })
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: conversations.path), "the recorded conversations are absent"))
  func everyRecordedConversationRuns() async throws {
    let content = [UInt8](try Data(contentsOf: Self.conversations))
    let turns = try RecordedTurn.read(jsonLines: content, file: "mt-bench-conversations.jsonl")
    #expect(Set(turns.map(\.conversationId)).count == 30)
    var config = ExtensionRegistrationConfig()
    config.extensions = [
      "relationship-score-normalizer", "scene-retrieval-tags", "pre-save-age-check", "secret-keeper",
    ]
    .map { .init(id: $0) }
    let runtime = try await ExtensionRuntime(
      folder: Self.root.appending(path: "extensions").path, config: config.patient)
    var player = TurnPlayer(runtime: runtime)
    for turn in turns {
      let report = try await player.play(turn)
      let errors = report.outcomes.flatMap(\.errors).filter { $0.severity != .warn }
      #expect(errors.isEmpty, "\(turn.conversationId)")
      #expect(
        report.outcomes.map(\.hook) == [
          .retrievalEnrichment, .preChatTurn, .postModelDraft, .postModeration, .prePersistTurn,
        ])
    }
  }

  @Test func proposalsOfTheHooksOfEntitiesAreApplied() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .normalize, "tx:increment('saved', 1)")
    var player = TurnPlayer(runtime: try await folder.runtime())
    var turn = RecordedTurn(conversationId: "c", user: "u", model: "m")
    turn.entities = [.init(id: "e", type: "npc", attributes: Value.Object())]
    let report = try await player.play(turn)
    let saved = report.changes.filter { $0.path.description == "saved" }
    #expect(saved.map(\.new) == [1])
    #expect(report.entities.count == 1)
  }

  @Test func anAbortedTurnChangesNothing() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "tx:set('x', 1)")
    try folder.add("b", hook: .postModeration, "return {abort = 'stop'}")
    let runtime = try await folder.runtime()
    var player = TurnPlayer(runtime: runtime)
    let report = try await player.play(RecordedTurn(conversationId: "c", user: "u", model: "m"))
    #expect(report.abortReason == "stop")
    #expect(report.changes.isEmpty && report.merged == nil)
  }

  @Test func aStoreThatRefusesIsReportedAndTheTurnGoesOn() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .prePersistTurn, "tx:increment('name', 1)")
    let runtime = try await folder.runtime()
    var player = TurnPlayer(
      runtime: runtime, initialAttributes: Value.Object([(key: "name", value: Value.string("text"))]))
    let report = try await player.play(RecordedTurn(conversationId: "c", user: "u", model: "m"))
    #expect(report.errors.map(\.code) == [.storeFailure])
  }

  @Test func mistakesInARecordingAreAllReportedWithTheirLines() throws {
    let text = """
      {"conversation_id": "a", "user": "u", "model": "m"}

      {"conversation_id": "a", "user": "u"}
      [1]
      {"conversation_id": "a", "user": "u", "model": "m", "role": "King"}
      {"conversation_id": }
      """
    let failure = #expect(throws: RegistrationFailure.self) {
      try RecordedTurn.read(jsonLines: Array(text.utf8), file: "t.jsonl")
    }
    #expect(failure?.problems.map { $0.location?.line } == [3, 4, 5, 6])
  }

  @Test func timingsCountEveryRunOfAHook() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "")
    let timings = HookTimings()
    let runtime = try await folder.runtime { _, options in options.observers = [timings] }
    for _ in 0..<7 { _ = try await runtime.run(.preChatTurn, [:]) }
    let summary = try #require(timings.summaries.first)
    #expect(summary.count == 7 && summary.hook == .preChatTurn)
    #expect(summary.p50 <= summary.p95 && summary.p95 <= summary.max && summary.max > 0)
    #expect(timings.summaries(of: .preChatTurn).map(\.extensionId) == ["a"])
  }
}
