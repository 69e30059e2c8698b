import Perilune
import PeriluneModel
import Testing

@Suite struct RuntimeEventTests {
  private let recorder = EventRecorder()

  private func runtime(_ folder: TemporaryExtensions, strict: Bool = false) async throws -> ExtensionRuntime {
    try await folder.runtime { config, options in
      config.strictMode = strict
      config.limits.memoryLimitKB = 1_024
      config.dataClasses = [DataClassTag("attributes.private.**", .privateAttributes)].compactMap(\.self)
      options.observers = [recorder]
    }
  }

  @Test func everyFactOfARunIsToldInItsOrder() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .prePersistTurn, priority: 3, "tx:set('mood', 'calm')")
    try folder.add("b", hook: .prePersistTurn, priority: 2, "tx:set('mood', 'glad')")
    try folder.add("c", hook: .prePersistTurn, priority: 1, "error('no')")
    let runtime = try await runtime(folder)
    let outcome = try await runtime.run(.prePersistTurn, ["requestId": "r"])
    try await runtime.commit(outcome)
    #expect(
      recorder.story == [
        "loaded 3 0", "started prePersistTurn", "invoking a.hook", "ran a", "invoking b.hook", "ran b",
        "invoking c.hook", "failed EXT_HOOK_FAILURE", "ran c", "conflicted mood", "proposed a applied",
        "proposed b conflicted", "finished", "applied",
      ])
  }

  /// Takes what a log would.
  private struct Reader: RuntimeObserver {
    let recorder: EventRecorder
    var wantsOrdinaryRuns: Bool { false }

    func observe(_ event: RuntimeEvent) { recorder.observe(event) }
  }

  @Test func whoWantsNoOrdinaryRunsIsToldOfTheRest() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("quiet", hook: .prePersistTurn, priority: 3, "tx:set('mood', 'calm')")
    try folder.add("talker", hook: .prePersistTurn, priority: 2, "log.info('hello')")
    try folder.add("failing", hook: .prePersistTurn, priority: 1, "if ctx.fails then error('no') end")
    for isAlone in [true, false] {
      let recorder = EventRecorder()
      let runtime = try await folder.runtime { _, options in
        options.observers = [Reader(recorder: recorder)] + (isAlone ? [] : [EventRecorder()])
      }
      for fails in [false, true] { _ = try await runtime.run(.prePersistTurn, ["fails": .bool(fails)]) }
      if isAlone {
        #expect(recorder.story == ["loaded 3 0", "ran talker", "ran talker", "failed EXT_HOOK_FAILURE", "ran failing"])
      } else {
        #expect(recorder.story.count { $0.hasPrefix("ran") } == 6)
      }
    }
  }

  @Test func theEventsOfARunShareItsReference() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "")
    let runtime = try await runtime(folder)
    for _ in 0..<2 { _ = try await runtime.run(.preChatTurn, ["requestId": "r", "tenantId": "t", "sessionId": "s"]) }
    let runs = recorder.events.compactMap { event in
      switch event {
      case .started(let run), .invoking(let run, _, _), .ran(let run, _), .finished(let run, _, _): run
      default: nil
      }
    }
    #expect(runs.count == 8)
    #expect(Set(runs.prefix(4)).count == 1)
    #expect(Set(runs).count == 2)
    #expect(runs.first?.requestId == "r")
    #expect(runs.first?.subject == StateSubject(tenantId: "t", sessionId: "s"))
  }

  @Test(arguments: [
    ("while true do end", BudgetOverrun.Kind.time),
    ("local s = 'x'; while true do s = s .. s end", .memory),
    ("return {directives = {('word '):rep(500)}}", .token),
  ])
  func anOverrunNamesItsBudget(body: String, kind: BudgetOverrun.Kind) async throws {
    let folder = try TemporaryExtensions()
    let milliseconds = kind == .time ? 20 : TemporaryExtensions.patience
    try folder.add("a", hook: .preChatTurn, milliseconds: milliseconds, body)
    let runtime = try await runtime(folder)
    _ = try await runtime.run(.preChatTurn, ["tokenBudget": 20])
    #expect(recorder.story.contains("overran \(kind.rawValue)"), "\(recorder.story)")
  }

  @Test func aRunThatFailsIsFinishedWithItsFailure() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "error('no')")
    let runtime = try await runtime(folder, strict: true)
    await #expect(throws: ExtensionError.self) { try await runtime.run(.preChatTurn, [:]) }
    #expect(recorder.story.last == "finished EXT_HOOK_FAILURE")
  }

  @Test func aConflictOnAPathOfADataClassHidesIt() async throws {
    let folder = try TemporaryExtensions()
    for id in ["a", "b"] {
      try folder.add(id, hook: .prePersistTurn, scopes: ["attr:private"], "tx:set('private.mira', '\(id)')")
    }
    let runtime = try await runtime(folder)
    #expect(try await runtime.run(.prePersistTurn, [:]).conflicts.count == 1)
    #expect(recorder.story.contains("conflicted hidden"))
  }

  @Test func aWarningOfSuchAConflictHidesThePathToo() async throws {
    let folder = try TemporaryExtensions()
    let body = "tx:policy('resolver', {resolverId = 'nobody'}) tx:set('private.mira', 1) tx:set('mood', 1)"
    for id in ["a", "b"] { try folder.add(id, hook: .prePersistTurn, scopes: ["attr:private"], body) }
    let outcome = try await runtime(folder).run(.prePersistTurn, [:])
    #expect(outcome.errors.contains { $0.message.contains("\"private.mira\"") })
    let told = recorder.events.compactMap { if case .failed(_, let error) = $0 { error.message } else { nil } }
    #expect(told.contains { $0.contains("\"mood\"") } && told.contains { $0.contains("a path of a data class") })
    #expect(!told.contains { $0.contains("mira") })
  }

  @Test func aProposalThatMayNotBeMadeIsTold() async throws {
    let folder = try TemporaryExtensions()
    let manifest: Value = ["stateTransactionSupport": false, "chatHooks": ["prePersistTurn": true]]
    try folder.add("a", manifest, script: "return {prePersistTurn = function(ctx, tx) tx:set('a', 1) end}")
    _ = try await runtime(folder).run(.prePersistTurn, [:])
    #expect(recorder.story.contains("proposed a skipped"))
  }

  @Test func aStartThatIsRefusedIsTold() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "return +")
    await #expect(throws: RegistrationFailure.self) { try await runtime(folder) }
    #expect(recorder.story == ["load refused 1"])
  }

  @Test func extensionsThatWereLeftOutAreCounted() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "return +")
    try folder.add("b", hook: .preChatTurn, "")
    try folder.add("c", ["hoks": [:]], script: "")
    _ = try await folder.runtime { config, options in
      config.failOpen = true
      options.observers = [recorder]
    }
    #expect(recorder.story == ["loaded 1 2"])
  }
}
