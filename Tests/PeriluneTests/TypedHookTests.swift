import Perilune
import PeriluneModel
import Testing

@Suite struct TypedHookTests {
  private func runtime(_ hook: HookKind, _ body: String) async throws -> ExtensionRuntime {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: hook, body)
    return try await folder.runtime()
  }

  private var turn: TurnInput {
    var turn = TurnInput(message: "Thank you.")
    turn.history = [.init(user: "Hi.", model: "Hello.")]
    turn.attributes = Value.Object([(key: "bond", value: 4)])
    turn.index = 2
    turn.more = Value.Object([(key: "weather", value: "rain")])
    return turn
  }

  @Test func normalize() async throws {
    let runtime = try await runtime(
      .normalize, "return { mood = ctx.entity.attributes.mood:lower() .. ctx.entity.type }")
    let entity = EntityInput(id: "mira", type: "npc", attributes: Value.Object([(key: "mood", value: "GLAD")]))
    #expect(try await runtime.run(Normalize(entity)).result.attributes["mood"] == "gladnpc")
  }

  @Test func preSaveValidate() async throws {
    let runtime = try await runtime(
      .preSaveValidate,
      "if ctx.entity.attributes.age < 18 then return { code = 'age', message = ctx.entity.id, path = 'age' } end")
    let young = try await runtime.run(
      PreSaveValidate(EntityInput(id: "tom", type: "npc", attributes: Value.Object([(key: "age", value: 9)]))))
    #expect(!young.result.isAccepted)
    let rejection = try #require(young.result.rejections.first)
    #expect([rejection.code, rejection.message, rejection.path, rejection.extensionId] == ["age", "tom", "age", "a"])
    let old = try await runtime.run(
      PreSaveValidate(EntityInput(id: "ann", type: "npc", attributes: Value.Object([(key: "age", value: 90)]))))
    #expect(old.result.isAccepted)
  }

  @Test func retrievalEnrichment() async throws {
    let runtime = try await runtime(
      .retrievalEnrichment,
      "return { snippets = { ctx.query, { text = ctx.message.text, score = 3 } }, tags = { 'b', 'b' } }")
    let result = try await runtime.run(RetrievalEnrichment(turn, query: "docks")).result
    #expect(
      result.snippets == [Passage("docks"), Passage("Thank you.", details: Value.Object([(key: "score", value: 3)]))])
    #expect(result.tags == ["b"])
  }

  @Test func preChatTurn() async throws {
    let runtime = try await runtime(
      .preChatTurn,
      """
      local text = table.concat({ ctx.message.text, ctx.history[1].model, ctx.attributes.bond, ctx.turn.index,
        ctx.weather, ctx.sessionId }, " ")
      return { directives = { text }, metadata = { k = 1 } }
      """)
    let outcome = try await runtime.run(PreChatTurn(turn)) { $0.sessionId = "harbor" }
    #expect(outcome.result.directives == [Passage("Thank you. Hello. 4 2 rain harbor")], "\(outcome.outcome.errors)")
    #expect(outcome.result.metadata["k"] == 1)
    #expect(outcome.result.snippets.isEmpty)
    #expect(outcome.outcome.ran.count == 1)
  }

  @Test func postModelDraft() async throws {
    let runtime = try await runtime(.postModelDraft, "return { text = ctx.draft.text .. '!', tags = { 'loud' } }")
    let result = try await runtime.run(PostModelDraft(turn, draft: "Yes")).result
    #expect(result.text == "Yes!")
    #expect(result.tags == ["loud"])
  }

  @Test func postModeration() async throws {
    let runtime = try await runtime(
      .postModeration,
      "if ctx.moderation.flags[1] then return { abort = ctx.moderation.flags[1], redactions = { ctx.draft.original } } end"
    )
    let stopped = try await runtime.run(
      PostModeration(turn, draft: "b", original: "a", moderation: ["flags": ["violence"]])
    ).result
    #expect(stopped.abort?.reason == "violence")
    #expect(stopped.abort?.extensionId == "a")
    #expect(stopped.redactions == [Passage("a")])
    #expect(try await runtime.run(PostModeration(turn, draft: "b", moderation: ["flags": []])).result.abort == nil)
  }

  @Test func prePersistTurn() async throws {
    let runtime = try await runtime(.prePersistTurn, "tx:set('last', ctx.draft.text .. tostring(ctx.moderation))")
    let outcome = try await runtime.run(PrePersistTurn(turn, draft: "Yes")).outcome
    #expect(outcome.merged.transaction?.operations.map(\.kind) == [.set("Yesnil")])
  }

  /// A custom hook with types of its own, as the guide has it.
  private struct WeatherReport: HookInput {
    static let hook = HookKind(rawValue: "weatherReport")
    var place: String
    var payload: Value.Object { Value.Object([(key: "place", value: .string(place))]) }

    struct Output: HookOutput {
      var items: [Passage]

      init(merged: Value.Object) {
        let texts = (merged["items"]?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }
        items = texts.map { Passage($0) }
      }
    }
  }

  @Test func aCustomHookCanBeTyped() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: WeatherReport.hook, "return { { text = 'Rain at the ' .. ctx.place } }")
    let runtime = try await folder.runtime { config, _ in
      config.customHooks = [CustomHook(name: "weatherReport", budgetMs: 100, merge: .append)]
    }
    #expect(try await runtime.run(WeatherReport(place: "pier")).result.items == [Passage("Rain at the pier")])
  }
}
