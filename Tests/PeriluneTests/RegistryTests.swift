import Foundation
import Perilune
import PeriluneModel
import Testing

@Suite struct RegistryTests {
  @Test func extensionsRunInOverrideThenPriorityThenIdOrder() async throws {
    let folder = try TemporaryExtensions()
    for (id, priority) in [("b", 0), ("a", 0), ("high", 9), ("last-but-first", -5)] {
      try folder.add(id, hook: .prePersistTurn, priority: Int64(priority), "")
    }
    let runtime = try await folder.runtime { config, _ in config.orderOverrides = ["last-but-first"] }
    #expect(runtime.registry.extensions.map(\.id) == ["last-but-first", "high", "a", "b"])
    let outcome = try await runtime.run(.prePersistTurn, [:])
    #expect(outcome.ran.map(\.extensionId) == ["last-but-first", "high", "a", "b"])
  }

  @Test func allProblemsOfAllExtensionsComeAtOnce() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("old-api", ["coreApiRange": "^2.0.0"], script: "return {}")
    try folder.add("bad-syntax", script: "local x = ) 1\nreturn {}")
    try folder.add("bad-lib", script: "return {}", files: ["lib/a.lua": "return {", "lib/b.lua": "if"])
    try folder.add("no-function", ["chatHooks": ["preChatTurn": ["gone"]]], script: "return {}")
    try folder.add("no-table", script: "return 5")
    try folder.add("greedy", ["unsafeCapabilities": ["net"]], script: "return {}")
    try folder.add("lonely", ["peerExtensions": [["id": "nobody", "range": "*"]]], script: "return {}")
    try folder.add("typo", ["prioritty": 1], script: "return {}")
    let problems = await folder.problems()
    func codes(_ id: String) -> [ExtensionError.Code] {
      problems.filter { $0.location?.file.contains("/\(id)/") == true }.map(\.code)
    }
    #expect(codes("old-api") == [.versionIncompatible])
    #expect(codes("bad-syntax") == [.scriptInvalid])
    #expect(codes("bad-lib") == [.scriptInvalid, .scriptInvalid])
    #expect(codes("no-function") == [.scriptInvalid])
    #expect(codes("no-table") == [.scriptInvalid])
    #expect(codes("greedy") == [.unsafeCapabilityDenied])
    #expect(codes("lonely") == [.peerUnresolved])
    #expect(codes("typo") == [.manifestInvalid])
    #expect(problems.allSatisfy { $0.location?.line != nil || $0.message.contains("return a table") })
    let syntax = try #require(problems.first { $0.location?.file.contains("bad-syntax") == true })
    #expect(syntax.location?.line == 1)
    #expect(syntax.location?.column == 11)
    #expect(syntax.excerpt == "local x = ) 1")
  }

  @Test func peersNeedTheirRangeAndMayNotFormACycle() async throws {
    let folder = try TemporaryExtensions()
    func peers(_ id: String, _ range: String) -> Value {
      ["peerExtensions": [["id": .string(id), "range": .string(range)]]]
    }
    try folder.add("a", peers("b", "*"), script: "return {}")
    try folder.add("b", peers("a", "*"), script: "return {}")
    try folder.add("c", peers("d", "^2"), script: "return {}")
    try folder.add("d", script: "return {}")
    try folder.add("e", peers("d", "^1.2"), script: "return {}")
    let problems = await folder.problems()
    let unresolved = problems.filter { $0.code == .peerUnresolved }
    #expect(Set(unresolved.compactMap(\.extensionId)) == ["a", "b", "c"])
    #expect(unresolved.contains { $0.message.contains("a → b → a") })
    #expect(unresolved.contains { $0.message.contains("loaded in version 1.2.3") })
  }

  @Test func duplicateIdsAreReported() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", script: "return {}")
    try folder.add("z", ["id": "a"], script: "return {}")
    let problems = await folder.problems()
    #expect(problems.map(\.code) == [.duplicateId])
    #expect(problems.first?.location?.file.hasSuffix("z/manifest.json") == true)
  }

  @Test func failOpenLeavesOutWhatIsBrokenAndWhatNeedsIt() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("broken", script: "return")
    try folder.add("needs", ["peerExtensions": [["id": "broken", "range": "*"]]], script: "error('no')")
    try folder.add("fine", hook: .prePersistTurn, "")
    let runtime = try await folder.runtime { config, _ in config.failOpen = true }
    #expect(runtime.registry.extensions.map(\.id).contains("fine"))
    #expect(!runtime.registry.extensions.map(\.id).contains("broken"))
    #expect(runtime.registry.warnings.allSatisfy { $0.severity == .warn })
  }

  @Test func aListedExtensionThatIsMissingIsReportedAndOthersAreFiltered() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", script: "return {}")
    try folder.add("b", script: "return {}")
    let runtime = try await folder.runtime { config, _ in config.extensions = [.init(id: "b")] }
    #expect(runtime.registry.extensions.map(\.id) == ["b"])
    let denied = try await folder.runtime { config, _ in config.deny = ["b"] }
    #expect(denied.registry.extensions.map(\.id) == ["a"])
    let problems = await folder.problems { $0.extensions = [.init(id: "c")] }
    #expect(problems.map(\.code) == [.configInvalid])
  }

  @Test func aBrokenManifestThatTheHostDoesNotWantStopsNobody() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", script: "return {}").add("b", ["priority": "high"], script: "return {}")
    #expect(await folder.problems().map(\.extensionId) == ["b"])
    #expect(try await folder.runtime { config, _ in config.deny = ["b"] }.registry.extensions.map(\.id) == ["a"])
    let listed = try await folder.runtime { config, _ in config.extensions = [.init(id: "a")] }
    #expect(listed.registry.extensions.map(\.id) == ["a"])
  }

  @Test func aSourceOutsideTheFolderIsRefused() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", script: "return {}")
    try folder.write("return 1", "outside.lua")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/a/link.lua", withDestinationPath: folder.path + "/outside.lua")
    let problems = await folder.problems()
    #expect(problems.map(\.code) == [.scriptInvalid])
    #expect(problems.first?.location?.file.hasSuffix("a/link.lua") == true)
  }

  @Test func onInitRunsOnceAndItsTableReachesEveryHook() async throws {
    let folder = try TemporaryExtensions()
    try folder.add(
      "a", ["chatHooks": ["preChatTurn": ["go"]]],
      script: """
        return {
          onInit = function(config) return {words = {config.word, "b"}} end,
          go = function(ctx)
            local changed = pcall(function() ctx.init.words[3] = "gone" end)
            return {directives = {tostring(changed) .. ctx.init.words[1] .. #ctx.init.words}}
          end,
        }
        """)
    let runtime = try await folder.runtime { config, _ in
      config.extensions = [.init(id: "a", config: ["word": "w"])]
    }
    for _ in 0..<3 {
      let outcome = try await runtime.run(.preChatTurn, [:])
      #expect(outcome.merged.value["directives"] == ["falsew2"], "\(outcome.errors)")
    }
  }

  @Test func anOnInitWithoutAResultLeavesNothing() async throws {
    let folder = try TemporaryExtensions()
    try folder.add(
      "a", ["chatHooks": ["preChatTurn": ["go"]]],
      script: "return { onInit = function() end, go = function(ctx) return { directives = { type(ctx.init) } } end }")
    let outcome = try await folder.runtime().run(.preChatTurn, [:])
    #expect(outcome.merged.value["directives"] == ["nil"], "\(outcome.errors)")
  }

  @Test func aDisabledRegistryIsEmptyAndADisabledExtensionIsSkipped() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .prePersistTurn, "")
    let off = try await folder.runtime { config, _ in config.enabled = false }
    #expect(off.registry.extensions.isEmpty)
    let killed = try await folder.runtime { config, _ in
      config.extensions = [.init(id: "a", overrides: .init(killSwitchEnabled: false))]
    }
    let outcome = try await killed.run(.prePersistTurn, [:])
    #expect(outcome.skipped.map(\.reason) == [.disabled])
  }

  @Test func namesThatFitNothingAreWarnings() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("mood-tags", hook: .prePersistTurn, "")
    let problems = await folder.problems { config in
      config.orderOverrides = ["mood-tags", "mood-tag", "gone"]
      config.deny = ["gone"]
      let budgets = ["hook": HookBudget(), "prePersistTurn": HookBudget(), "prePersistTurns": HookBudget()]
      config.extensions = [.init(id: "mood-tags", overrides: .init(hookBudgets: budgets))]
    }
    #expect(problems.allSatisfy { $0.severity == .warn && $0.code == .configInvalid })
    #expect(
      Set(problems.map(\.message)) == [
        "orderOverrides names \"mood-tag\", which is not loaded; did you mean \"mood-tags\"?",
        "hookBudgets names \"prePersistTurns\", which is neither a hook nor a function of this extension; "
          + "did you mean \"prePersistTurn\"?",
      ])
  }

  @Test func aMissingExtensionIsReportedBesideOtherProblems() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("broken", ["priority": "high"], script: "return {}")
    let problems = await folder.problems { $0.extensions = [.init(id: "broken"), .init(id: "gone")] }
    #expect(Set(problems.map(\.code)) == [.configInvalid, .manifestInvalid])
    #expect(problems.count == 2)
  }
}
