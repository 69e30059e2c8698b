import Perilune
import PeriluneModel
import Testing

@Suite struct CustomHookTests {
  private let weather = HookKind(rawValue: "weatherReport")

  private func folder(_ bodies: [String], manifest: Value = [:]) throws -> TemporaryExtensions {
    let folder = try TemporaryExtensions()
    for (name, body) in zip(["a", "b", "c"], bodies) {
      try folder.add(name, hook: weather, body)
    }
    return folder
  }

  private func outcome(
    _ merge: CustomHook.Merge, _ bodies: String..., schema: Value? = nil, context: HookContext = [:]
  ) async throws -> HookOutcome {
    let runtime = try await folder(bodies).runtime { config, _ in
      let schema = schema.flatMap { try? ValueSchema($0) }
      config.customHooks = [CustomHook(name: "weatherReport", budgetMs: 200, schema: schema, merge: merge)]
    }
    return try await runtime.run(weather, context)
  }

  @Test func collectKeepsEveryResultWithItsExtension() async throws {
    let outcome = try await outcome(.collect, "return 1", "return nil", "return { wind = 'west' }")
    #expect(
      Value.object(outcome.merged.value) == [
        "results": [["extensionId": "a", "value": 1], ["extensionId": "c", "value": ["wind": "west"]]]
      ])
    #expect(outcome.ran.map(\.extensionId) == ["a", "b", "c"])
  }

  @Test func firstKeepsTheEarliestAndLogsWhatDiffers() async throws {
    let outcome = try await outcome(.first, "return nil", "return 'rain'", "return 'sun'")
    #expect(Value.object(outcome.merged.value) == ["value": "rain", "extensionId": "b"])
    #expect(outcome.attributeConflicts.map(\.winner) == ["b"])
    #expect(outcome.attributeConflicts.map(\.loser) == ["c"])
    let same = try await self.outcome(.first, "return 'rain'", "return 'rain'")
    #expect(same.attributeConflicts.isEmpty)
  }

  @Test func chainHandsTheValueOnAndKeepsTheOriginal() async throws {
    let outcome = try await outcome(
      .chain, "return ctx.value + 1", "return nil", "return ctx.value * 10 + ctx.original", context: ["value": 4])
    #expect(Value.object(outcome.merged.value) == ["value": 54], "\(outcome.errors)")
  }

  @Test func appendJoinsListsAndRefusesWhatIsNone() async throws {
    let outcome = try await outcome(.append, "return { 1, 2 }", "return { wind = 1 }", "return { 'x' }")
    #expect(Value.object(outcome.merged.value) == ["items": [1, 2, "x"]])
    #expect(outcome.errors.map(\.code) == [.outputInvalid])
    #expect(outcome.errors.first?.message == "weatherReport returns a list, but an object was returned")
  }

  @Test func thePayloadIsCompletedAndCheckedBeforeAnyoneRuns() async throws {
    let schema: Value = [
      "type": "object", "required": ["place"],
      "properties": ["place": ["type": "string"], "days": ["type": "integer", "default": 3]],
    ]
    let outcome = try await outcome(
      .append, "return { ctx.place, ctx.days }", schema: schema, context: ["place": "docks"])
    #expect(outcome.merged.value["items"] == ["docks", 3])
    let error = await #expect(throws: ExtensionError.self) {
      try await self.outcome(.append, "return {}", schema: schema, context: ["days": "many"])
    }
    #expect(error?.code == .configInvalid)
    #expect(error?.message == #"the payload of weatherReport: "days" must be an integer, not a string"#)
    #expect(error?.causes.map(\.message) == [#"the payload of weatherReport: the value lacks the key "place"; add it"#])
  }

  @Test func aChainedValueThatBreaksTheSchemaIsDropped() async throws {
    let outcome = try await outcome(
      .chain, "return 'loud'", "return ctx.value + 1",
      schema: ["properties": ["value": ["type": "integer"]]], context: ["value": 1])
    #expect(Value.object(outcome.merged.value) == ["value": 2])
    #expect(outcome.errors.map(\.code) == [.outputInvalid])
  }

  @Test func aChainedValueKeepsItsDataClass() async throws {
    let folder = try TemporaryExtensions()
    try folder.add(
      "a", hook: weather, priority: 1, scopes: ["attr:private"], "return { secret = ctx.value.secret .. '!' }")
    try folder.add("b", hook: weather, "return { seen = tostring(ctx.value.secret) .. tostring(ctx.original.secret) }")
    let runtime = try await folder.runtime { config, _ in
      config.customHooks = [CustomHook(name: "weatherReport", budgetMs: 200, merge: .chain)]
      config.dataClasses = [DataClassTag("value.secret", .privateAttributes)].compactMap(\.self)
    }
    let outcome = try await runtime.run(weather, ["value": ["secret": "key"]])
    #expect(outcome.merged.value["value"] == ["seen": "nilnil"])
  }

  @Test func itProposesAndHasItsBudgetLikeABuiltInOne() async throws {
    let folder = try TemporaryExtensions()
    try folder.add(
      "a", ["hooks": ["weatherReport": true], "hookBudgets": ["weatherReport": ["maxInstructions": 100_000]]],
      script: """
        return { weatherReport = function(ctx, tx)
          tx:set("weather", "rain")
          return { ctx.timeBudgetMs }
        end }
        """)
    let runtime = try await folder.runtime { config, _ in
      config.customHooks = [CustomHook(name: "weatherReport", budgetMs: 70_000, merge: .append)]
    }
    let outcome = try await runtime.run(weather, [:])
    #expect(outcome.merged.value["items"] == [70_000])
    #expect(outcome.merged.transaction?.operations.count == 1)
    #expect(outcome.ran.first?.instructions ?? 0 > 0)
  }

  @Test func aHookThatNobodyDefinedIsRefusedInManifestsAndRuns() async throws {
    let folder = try folder(["return 1"])
    let problem = try #require(await folder.problems().first)
    #expect(problem.code == .manifestInvalid)
    #expect(problem.message.contains("is an unknown hook"))
    let near = await folder.problems {
      $0.customHooks = [CustomHook(name: "weatherReports", budgetMs: 1, merge: .first)]
    }
    #expect(near.first?.message.contains("did you mean \"weatherReports\"?") == true)
    let runtime = try await TemporaryExtensions().runtime()
    let error = await #expect(throws: ExtensionError.self) { try await runtime.run(self.weather, [:]) }
    #expect(error?.code == .configInvalid)
  }

  @Test(arguments: ["normalize", "onInit", "weather report", "", "twice"])
  func aHookThatCannotBeDefinedStopsTheStart(name: String) async throws {
    let folder = try folder([])
    let problems = await folder.problems { config in
      config.customHooks = [
        CustomHook(name: "twice", budgetMs: 1, merge: .first), CustomHook(name: name, budgetMs: 1, merge: .first),
      ]
    }
    #expect(problems.map(\.code) == [.configInvalid])
    #expect(problems.first?.message.hasPrefix("\"customHooks[1].name\" ") == true)
  }
}
