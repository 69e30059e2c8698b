import Foundation
import Perilune
import PeriluneModel
import PeriluneStore
import Testing

@Suite struct ExtensionRuntimeTests {
  @Test func proposalsOfOnePathMergeByThePolicyOfTheLaterOne() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .prePersistTurn, priority: 3, "tx:policy('last-wins'); tx:increment('bond', 5)")
    try folder.add("b", hook: .prePersistTurn, priority: 2, "tx:policy('last-wins'); tx:increment('bond', 2)")
    try folder.add("c", hook: .prePersistTurn, priority: 1, "tx:policy('first-wins'); tx:set('bond', 0)")
    let runtime = try await folder.runtime()
    let context: HookContext = ["requestId": "r1", "sessionId": "s"]
    let outcome = try await runtime.run(.prePersistTurn, context)
    #expect(outcome.conflicts.map(\.reason) == [.addedUp, .earlierStays])
    #expect(outcome.merged.transaction?.operations.map(\.kind) == [.increment(7)])
    #expect(try await runtime.commit(outcome)?.status == .applied)
    #expect(try await runtime.commit(outcome)?.status == .alreadyApplied)
    let again = try await runtime.run(.prePersistTurn, context)
    #expect(again.merged.transaction == outcome.merged.transaction)
  }

  @Test func aResolverOfTheHostDecides() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .prePersistTurn, "tx:set('mood', 'calm')")
    try folder.add("b", hook: .prePersistTurn, "tx:policy('resolver', {resolverId = 'later'}); tx:set('mood', 'glad')")
    let runtime = try await folder.runtime { _, options in
      options.resolvers["later"] = ConflictResolver { .keep($0.competing.count - 1) }
    }
    let outcome = try await runtime.run(.prePersistTurn, [:])
    #expect(outcome.merged.transaction?.operations.map(\.kind) == [.set("glad")])
    #expect(outcome.conflicts.map(\.reason) == [.resolverChose])
  }

  @Test func aWithheldClassIsAbsentAndItsPathsCannotBeWritten() async throws {
    let folder = try TemporaryExtensions()
    let body = """
      local n = 0
      for _ in pairs(ctx.attributes) do n = n + 1 end
      tx:set('private.mira.secret', 'x'); tx:set('private', {}); tx:set('open', n)
      tx:set('seen', tostring(ctx.attributes['private.mira.secret']))
      """
    try folder.add("blind", hook: .prePersistTurn, priority: 1, body)
    try folder.add("sighted", hook: .prePersistTurn, scopes: ["attr:private"], body)
    let runtime = try await folder.runtime { config, _ in
      config.dataClasses = [DataClassTag("attributes.private.**", .privateAttributes)!]
    }
    let outcome = try await runtime.run(
      .prePersistTurn, ["attributes": ["private": ["mira": ["secret": "hidden"]], "relationship.mira.bond": 4]])
    let proposals = outcome.merged.proposals
    #expect(
      proposals.map { $0.operations.map(\.path.description) } == [
        ["open", "seen"], ["private.mira.secret", "private", "open", "seen"],
      ])
    #expect(proposals.first?.operations.map(\.kind) == [.set(1), .set("nil")])
    #expect(proposals.last?.operations.last?.kind == .set("hidden"))
    #expect(outcome.errors.map(\.code) == [.scopeDenied])
    #expect(!"\(outcome.errors)".contains("secret"))
  }

  @Test func aScopeThatIsNotGrantedIsStrippedWithAWarning() async throws {
    let folder = try TemporaryExtensions()
    try folder.add(
      "a", hook: .preChatTurn, scopes: ["attr:private"], "return {directives = {tostring(ctx.attributes['private.x'])}}"
    )
    let runtime = try await folder.runtime { config, _ in
      config.dataClasses = [DataClassTag("attributes.private.**", .privateAttributes)!]
      config.deniedDataClasses = [.privateAttributes]
    }
    #expect(runtime.registry.warnings.map(\.code) == [.scopeDenied])
    let outcome = try await runtime.run(.preChatTurn, ["attributes": ["private.x": "hidden"]])
    #expect(outcome.merged.value["directives"] == ["nil"])
  }

  @Test func aChainedTextPassesFromOneToTheNextWithTheOriginal() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .postModelDraft, "return {text = ctx.draft.text .. ' a', tags = {'x', 'y'}}")
    try folder.add("b", hook: .postModelDraft, "return {tags = {'y', 'z'}, metadata = {n = 1}}")
    try folder.add("c", hook: .postModelDraft, "return {text = ctx.draft.text .. ' c of ' .. ctx.draft.original}")
    let outcome = try await folder.runtime().run(.postModelDraft, ["draft": ["text": "T"]])
    #expect(outcome.merged.value["text"] == "T a c of T")
    #expect(outcome.merged.value["tags"] == ["x", "y", "z"])
    #expect(outcome.merged.value["metadata"] == ["n": 1])
  }

  @Test func anAbortStopsTheRestOfTheHook() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .postModeration, "return {abort = 'unsafe'}")
    try folder.add("b", hook: .postModeration, "return {text = 'never'}")
    let outcome = try await folder.runtime().run(.postModeration, ["draft": ["text": "T"]])
    #expect(outcome.merged.value["abort"] == ["extensionId": "a", "reason": "unsafe"])
    #expect(outcome.skipped.map(\.reason) == [.aborted])
  }

  @Test func normalizeKeepsTheEarliestAndReportsDivergence() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .normalize, "return {mood = 'calm', n = 1}")
    try folder.add("b", hook: .normalize, "return {mood = 'glad', n = 1, more = true}")
    let outcome = try await folder.runtime().run(.normalize, ["entity": ["id": "e", "type": "npc"]])
    #expect(Value.object(outcome.merged.value) == ["mood": "calm", "n": 1, "more": true])
    #expect(outcome.attributeConflicts.map(\.attribute) == ["mood"])
  }

  @Test func validationIsReadOnlyAndCollectsRejections() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preSaveValidate, "return {code = 'A', message = 'one', path = 'x'}")
    try folder.add(
      "b", hook: .preSaveValidate, "return {{code = 'B', message = 'two'}, {code = 'C', message = 'three'}}")
    try folder.add("c", hook: .preSaveValidate, "tx:set('x', 1)")
    let outcome = try await folder.runtime().run(.preSaveValidate, [:])
    #expect(outcome.merged.value["rejections"]?.arrayValue?.map { $0["code"] } == ["A", "B", "C"])
    #expect(outcome.merged.proposals.isEmpty)
    #expect(outcome.errors.map(\.code) == [.hookFailure])
    #expect(outcome.errors.first?.message.contains("read-only") == true)
  }

  @Test(arguments: [
    ("return 5", "returns a table"), ("return {snippet = {}}", "unknown field \"snippet\""),
    ("return {snippets = 'x'}", "a list is expected"), ("return {snippets = {1}}", "snippets[1]"),
    ("return {metadata = 'x'}", "named fields is expected"),
  ])
  func aResultOfAnotherShapeIsRefusedAsAWhole(body: String, message: String) async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "tx:set('x', 1); " + body)
    let outcome = try await folder.runtime().run(.preChatTurn, [:])
    #expect(outcome.errors.map(\.code) == [.outputInvalid])
    #expect(outcome.errors.first?.message.contains(message) == true, "\(outcome.errors)")
    #expect(outcome.merged.proposals.isEmpty)
  }

  @Test func aFailingExtensionNeverStopsTheOthers() async throws {
    let folder = try TemporaryExtensions()
    let hook = HookKind.prePersistTurn
    try folder.add("a-error", hook: hook, "tx:set('a', 1)\nerror('broken')")
    try folder.add("b-loop", hook: hook, milliseconds: 20, "while true do end")
    try folder.add("c-memory", hook: hook, "local s = 'x'; while true do s = s .. s end")
    try folder.add("d-output", hook: hook, "tx:set('a', print)")
    try folder.add("e-fine", hook: hook, "tx:set('e', 1)")
    let outcome = try await folder.runtime().run(hook, [:])
    #expect(
      outcome.ran.map { $0.failure?.code } == [
        .hookFailure, .timeBudgetExceeded, .memoryLimitExceeded, .outputInvalid, nil,
      ])
    #expect(outcome.merged.transaction?.operations.map(\.path.description) == ["e"])
    let error = try #require(outcome.errors.first)
    #expect(error.message == "broken")
    #expect(error.location?.line == 3)
    #expect(error.excerpt == "error('broken')")
    #expect(error.extensionId == "a-error" && error.hook == "prePersistTurn")
    #expect(error.traceback?.isEmpty == false)
  }

  @Test func strictModeFailsTheRunWithEveryCause() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "error('one')")
    try folder.add("b", hook: .preChatTurn, "error('two')")
    let runtime = try await folder.runtime { config, _ in config.strictMode = true }
    let error = await #expect(throws: ExtensionError.self) { try await runtime.run(.preChatTurn, [:]) }
    #expect(error?.severity == .fatal)
    #expect(error?.causes.map(\.message) == ["two"])
  }

  @Test func textIsCutToTheTokenBudgetAtACharacter() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "return {snippets = {('é'):rep(10), 'second'}}")
    let outcome = try await folder.runtime().run(.preChatTurn, ["tokenBudget": 2])
    #expect(outcome.merged.value["snippets"] == ["éééééééé"])
    #expect(outcome.errors.map(\.code) == [.tokenBudgetExceeded])
    #expect(outcome.ran.map(\.tokens) == [2])
  }

  @Test func aShorterDraftNeverCountsAgainstTheTokenBudget() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .postModelDraft, "return {text = ctx.draft.text:gsub('secret', 'thing'):sub(1)}")
    let outcome = try await folder.runtime().run(
      .postModelDraft, ["tokenBudget": 0, "draft": ["text": "the secret is long enough to matter"]])
    #expect(outcome.merged.value["text"] == "the thing is long enough to matter")
    #expect(outcome.errors.isEmpty)
  }

  @Test func scratchLivesForOneTurnOfOneExtension() async throws {
    let folder = try TemporaryExtensions()
    var manifest = Value.Object()
    manifest["chatHooks"] = ["preChatTurn": ["before"], "prePersistTurn": ["after"]]
    let script = """
      return {
        before = function(ctx) ctx.scratch.list = {1, {deep = false}}; ctx.scratch.n = (ctx.scratch.n or 0) + 1 end,
        after = function(ctx, tx) tx:set('n', ctx.scratch.n or 'none') end,
      }
      """
    try folder.add("a", .object(manifest), script: script).add("b", .object(manifest), script: script)
    let runtime = try await folder.runtime()
    var context = HookContext()
    context.turn = ChatTurn()
    _ = try await runtime.run(.preChatTurn, context)
    _ = try await runtime.run(.preChatTurn, context)
    let outcome = try await runtime.run(.prePersistTurn, context)
    #expect(outcome.merged.proposals.map { $0.operations.map(\.kind) } == [[.set(2)], [.set(2)]])
    context.turn = ChatTurn()
    let fresh = try await runtime.run(.prePersistTurn, context)
    #expect(fresh.merged.proposals.first?.operations.map(\.kind) == [.set("none")])
  }

  @Test func theSameRequestGivesTheSameBytes() async throws {
    let folder = try TemporaryExtensions()
    try folder.add(
      "a", hook: .prePersistTurn,
      "local t = {}; for i = 1, 50 do t['k' .. math.random(1000)] = math.random() end; "
        + "for k, v in pairs(t) do tx:append('list', k) end; tx:set('t', t); tx:set('now', os.date('%c'))")
    var results: Set<StateTransaction> = []
    for _ in 0..<5 {
      var context: HookContext = ["requestId": "same"]
      context.clock = 1_000
      let outcome = try await folder.runtime().run(.prePersistTurn, context)
      results.insert(try #require(outcome.merged.transaction))
    }
    #expect(results.count == 1)
  }

  @Test func cancellingTheTaskStopsTheScriptAndSkipsTheRest() async throws {
    let folder = try TemporaryExtensions()
    var manifest = Value.Object()
    manifest["chatHooks"] = ["preChatTurn": ["hook"]]
    manifest["hookBudgets"] = ["hook": ["maxLatencyMs": 60_000]]
    try folder.add("a", .object(manifest), script: "return {hook = function() while true do end end}")
    try folder.add("b", hook: .preChatTurn, "")
    let runtime = try await folder.runtime()
    let task = Task { try await runtime.run(.preChatTurn, [:]) }
    while runtime.status.first?.running != 1 { try await Task.sleep(for: .milliseconds(1)) }
    task.cancel()
    let outcome = try await task.value
    #expect(outcome.errors.map(\.code) == [.killed])
    #expect(outcome.skipped.map(\.reason) == [.killed])
  }

  @Test func aPipelineDeadlineIsSharedByAllExtensions() async throws {
    let folder = try TemporaryExtensions()
    for id in ["a", "b", "c"] { try folder.add(id, hook: .normalize, "while true do end") }
    let runtime = try await folder.runtime { config, _ in config.limits.pipelineDeadlineMs = 300 }
    let outcome = try await runtime.run(.normalize, [:])
    // On a busy machine the first one waits for a thread until then.
    #expect(outcome.errors.allSatisfy { $0.code == .timeBudgetExceeded })
    #expect(outcome.ran.count + outcome.skipped.count == 3)
    #expect(outcome.ran.count <= 1)
    #expect(outcome.skipped.allSatisfy { $0.reason == .deadline })
  }

  @Test func aContextFieldThatDoesNotFitIsRefused() async throws {
    let folder = try TemporaryExtensions()
    let runtime = try await folder.runtime()
    await #expect(throws: ExtensionError.self) { try await runtime.run(.preChatTurn, ["role": "Wizard"]) }
    await #expect(throws: ExtensionError.self) { try await runtime.run(.preChatTurn, ["tokenBudget": -1]) }
  }

  @Test func aCodableContextReachesTheScript() async throws {
    struct Message: Encodable { var text: String }
    struct Context: Encodable { var sessionId: String, message: Message, level: Double }
    let folder = try TemporaryExtensions()
    try folder.add(
      "a", hook: .preChatTurn, "return {directives = {ctx.sessionId .. ctx.message.text .. math.type(ctx.level)}}")
    let context = try HookContext(encoding: Context(sessionId: "s", message: Message(text: "t"), level: 2))
    #expect(try await folder.runtime().run(.preChatTurn, context).merged.value["directives"] == ["stfloat"])
  }

  @Test func proposalsWithoutSupportAreDroppedWithAWarning() async throws {
    let folder = try TemporaryExtensions()
    var manifest = Value.Object()
    manifest["stateTransactionSupport"] = false
    manifest["chatHooks"] = ["prePersistTurn": true]
    try folder.add("a", .object(manifest), script: "return {prePersistTurn = function(ctx, tx) tx:set('a', 1) end}")
    let outcome = try await folder.runtime().run(.prePersistTurn, [:])
    #expect(outcome.merged.transaction == nil)
    #expect(outcome.errors.map(\.severity) == [.warn])
  }
}
