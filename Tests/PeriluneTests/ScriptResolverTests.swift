import InMemoryTracing
import Perilune
import PeriluneMetrics
import PeriluneModel
import PeriluneStore
import PeriluneTracing
import Testing

@Suite struct ScriptResolverTests {
  /// Two extensions that set one path, and a third whose resolver decides.
  private func folder(
    _ resolver: String, resolverId: String = "judge/decide", judge: Value = [:], scopes: [Value] = []
  ) throws -> TemporaryExtensions {
    let folder = try TemporaryExtensions()
    try folder.add("first", hook: .prePersistTurn, priority: 2, scopes: scopes, "tx:set('private.voice', 'low')")
    try folder.add(
      "second", hook: .prePersistTurn, priority: 1, scopes: scopes,
      "tx:policy('resolver', { resolverId = '\(resolverId)' }) tx:set('private.voice', 'loud')")
    var manifest: Value.Object = judge.objectValue ?? Value.Object()
    manifest["resolvers"] = ["decide"]
    if resolver == "while true do end" { manifest["hookBudgets"] = ["decide": ["maxLatencyMs": 50]] }
    try folder.add("judge", .object(manifest), script: "return { decide = function(conflict)\n\(resolver)\nend }")
    return folder
  }

  private func voice(_ outcome: HookOutcome) -> Value? {
    guard case .set(let value)? = outcome.merged.transaction?.operations.first?.kind else { return nil }
    return value
  }

  @Test(
    arguments: [
      ("return 1", "low", .resolverChose), ("return 2", "loud", .resolverChose),
      ("return conflict.competing[2]", "loud", .resolverChose),
      (
        "return { op = 'set', value = conflict.competing[1].value .. conflict.competing[2].value }", "lowloud",
        .resolverCombined
      ),
    ] as [(String, Value, ConflictReason)])
  func itsAnswerDecides(body: String, voice: Value, reason: ConflictReason) async throws {
    let outcome = try await folder(body).runtime().run(.prePersistTurn, [:])
    #expect(self.voice(outcome) == voice, "\(outcome.errors)")
    #expect(outcome.conflicts.map(\.reason) == [reason])
    #expect(outcome.ran.map(\.function) == ["hook", "hook", "decide"])
    #expect(outcome.errors.isEmpty)
  }

  @Test func aBlockingRunAsksItToo() async throws {
    let outcome = try await folder("return 2").runtime().blockingOutcome(.prePersistTurn, [:])
    #expect(voice(outcome) == "loud", "\(outcome.errors)")
    #expect(outcome.ran.map(\.function) == ["hook", "hook", "decide"])
  }

  @Test func itSeesThePathBothOperationsAndItsConfiguration() async throws {
    let folder = try folder(
      """
      local a, b = conflict.competing[1], conflict.competing[2]
      local text = table.concat({ conflict.path, #conflict.competing, a.op, a.value, a.extensions[1], b.op, b.value,
        b.extensions[1], conflict.config.word, tostring(conflict.scratch) }, " ")
      return { op = "set", value = text }
      """)
    let runtime = try await folder.runtime { config, _ in
      config.extensions = ["first", "second"].map { .init(id: $0) } + [.init(id: "judge", config: ["word": "w"])]
    }
    let outcome = try await runtime.run(.prePersistTurn, [:])
    #expect(voice(outcome) == "private.voice 2 set low first set loud second w nil", "\(outcome.errors)")
  }

  @Test(
    arguments: [
      ("error('no')", .hookFailure), ("while true do end", .timeBudgetExceeded), ("return nil", .outputInvalid),
      ("return 'second'", .outputInvalid), ("return {}", .outputInvalid),
      ("return { op = 'set', path = 5 }", .outputInvalid),
      ("return { op = 'increment', delta = 'x' }", .outputInvalid), ("return 3", .stateTransactionConflict),
      ("return 0", .stateTransactionConflict),
      ("return { op = 'set', path = 'elsewhere', value = 1 }", .stateTransactionConflict),
    ] as [(String, ExtensionError.Code)])
  func whenItFailsTheEarlierStaysWithAWarning(body: String, cause: ExtensionError.Code) async throws {
    let outcome = try await folder(body).runtime().run(.prePersistTurn, [:])
    #expect(voice(outcome) == "low")
    #expect(outcome.conflicts.map(\.reason) == [.resolverFailed])
    #expect(outcome.errors.map(\.code) == [.stateTransactionConflict])
    #expect(outcome.errors.first?.severity == .warn)
    #expect(outcome.errors.first?.causes.map(\.code) == [cause])
  }

  @Test(arguments: ["judge/gone", "nobody/decide", "decide"])
  func aResolverThatNobodyDeclaresIsMissing(id: String) async throws {
    let outcome = try await folder("return 2", resolverId: id).runtime().run(.prePersistTurn, [:])
    #expect(voice(outcome) == "low")
    #expect(outcome.conflicts.map(\.reason) == [.resolverMissing])
  }

  @Test func oneOfADisabledExtensionIsMissing() async throws {
    let folder = try folder("return 2", judge: ["killSwitchEnabled": false])
    let outcome = try await folder.runtime().run(.prePersistTurn, [:])
    #expect(outcome.conflicts.map(\.reason) == [.resolverMissing])
  }

  @Test func anExtensionNamesItsOwnByTheFunctionAlone() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .prePersistTurn, priority: 1, "tx:increment('n', 1)")
    try folder.add(
      "b",
      ["chatHooks": ["prePersistTurn": ["hook"]], "resolvers": ["larger"]],
      script: """
        return {
          hook = function(ctx, tx) tx:policy("resolver", { resolverId = "larger" }) tx:increment("n", 5) end,
          larger = function(conflict)
            local best = 1
            for i, operation in ipairs(conflict.competing) do
              if operation.delta > conflict.competing[best].delta then best = i end
            end
            return best
          end,
        }
        """)
    let outcome = try await folder.runtime().run(.prePersistTurn, [:])
    #expect(outcome.merged.transaction?.operations.map(\.kind) == [.increment(5)], "\(outcome.errors)")
  }

  @Test func itNeverSeesWhatItsExtensionMayNot() async throws {
    let folder = try folder("return { op = 'set', value = \"seen\" }", scopes: ["attr:private"])
    let runtime = try await folder.runtime { config, _ in
      config.dataClasses = [DataClassTag("attributes.private.**", .privateAttributes)].compactMap(\.self)
    }
    let outcome = try await runtime.run(.prePersistTurn, [:])
    #expect(voice(outcome) == "low")
    #expect(outcome.errors.first?.causes.map(\.code) == [.scopeDenied])
    #expect(outcome.ran.map(\.function) == ["hook", "hook"])
  }

  @Test func aConflictAfterAConflictIsAskedAboutWithItsAnswer() async throws {
    let folder = try folder(
      "return { op = 'set', value = conflict.competing[1].value .. '+' .. conflict.competing[2].value }")
    try folder.add(
      "third", hook: .prePersistTurn, priority: 0,
      "tx:policy('resolver', { resolverId = 'judge/decide' }) tx:set('private.voice', 'shrill')")
    let runtime = try await folder.runtime()
    for _ in 0..<3 {
      let outcome = try await runtime.run(.prePersistTurn, [:])
      #expect(voice(outcome) == "low+loud+shrill", "\(outcome.errors)")
      #expect(outcome.ran.count { $0.function == "decide" } == 2)
    }
  }

  @Test func questionsOfOneMergeAreBounded() async throws {
    let folder = try TemporaryExtensions()
    let loop = "for i = 1, 100 do tx:set('p' .. i, i) end"
    try folder.add("a", hook: .prePersistTurn, priority: 1, loop)
    try folder.add(
      "b",
      ["chatHooks": ["prePersistTurn": ["hook"]], "resolvers": ["second"]],
      script: """
        return {
          hook = function(ctx, tx) tx:policy("resolver", { resolverId = "second" }) \(loop) end,
          second = function() return 2 end,
        }
        """)
    let outcome = try await folder.runtime().run(.prePersistTurn, [:])
    #expect(outcome.conflicts.count { $0.reason == .resolverChose } == 64)
    #expect(outcome.conflicts.count { $0.reason == .resolverFailed } == 36)
  }

  @Test func aDeclaredFunctionThatIsMissingIsReported() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", ["resolvers": ["gone"]], script: "return {}")
    let problem = try #require(await folder.problems().first)
    #expect(problem.code == .scriptInvalid)
    #expect(problem.message.hasPrefix("resolvers lists \"gone\""))
    #expect(problem.location?.line != nil)
  }

  @Test func proposalsOfSeveralHooksMergeWithThem() async throws {
    let folder = try folder("return 2")
    let (metrics, tracer) = (RuntimeMetrics(), InMemoryTracer())
    let runtime = try await folder.runtime { _, options in
      options.observers = [metrics, TraceObserver(tracer: tracer)]
    }
    let outcome = try await runtime.run(.prePersistTurn, [:])
    let merged = await runtime.merge(outcome.merged.proposals, txId: "turn")
    #expect(merged.transaction?.operations == outcome.merged.transaction?.operations)
    #expect(merged.transaction?.txId == "turn")
    // Also what no run asks is counted and traced.
    #expect(metrics.value(of: .invocations, extension: "judge") == 2)
    #expect(metrics.value(of: .running) == 0)
    let spans = tracer.finishedSpans.filter { $0.operationName == "extension judge" }
    #expect(spans.map { $0.parentSpanID == nil } == [false, true])
    #expect(tracer.activeSpans.isEmpty)
  }
}
