import PeriluneModel
import Testing

@Suite struct ExtensionRegistrationConfigTests {
  @Test func readsEveryField() throws {
    let decoded = ExtensionRegistrationConfig.decode(try Fixture.bytes("configs/full.json"), file: "full.json")
    #expect(decoded.problems.isEmpty)
    let config = try #require(decoded.content)
    #expect(config.extensions.map(\.id) == ["mood-tags", "word-lists"])
    #expect([config.deny, config.orderOverrides] == [["old-tags"], ["word-lists", "mood-tags"]])
    #expect(config.capabilityAllowlist == ["normalize:relationship"])
    #expect(config.unsafeCapabilityAllowlist == ["http:fetch"])
    #expect(config.dataClasses.map(\.pattern) == ["attributes.private.**", "memory.graph"])
    #expect([config.failOpen, config.strictMode, config.enabled] == [true, true, false])
    let limits = config.limits
    #expect([limits.memoryLimitKB, limits.queueDepth, limits.maxOperations] == [4096, 0, 10])
    #expect([limits.maxOutputBytes, limits.maxOutputDepth, limits.pipelineDeadlineMs] == [65_536, 8, 120])
    #expect(config.locations["extensions[1].id"].line == 14)
    let policies = config.failurePolicies
    #expect(policies.reaction(for: .preSaveValidate, on: .error) == .fail)
    #expect(policies.reaction(for: .preSaveValidate, on: .tokens) == .fail)
    #expect(policies.reaction(for: HookKind(rawValue: "rollDice"), on: .time) == .continue)
    #expect(policies.reaction(for: .normalize, on: .tokens) == .continue)
    #expect(policies.reaction(for: .normalize, on: .memory) == nil)
    #expect(config.breaker == .init(failures: 5, openMs: 200, maxOpenMs: 3_000))
    #expect(config.performance == .init(maxOverheadPercentWarn: 2.5, maxOverheadPercentFail: 10))
    #expect(config.customHooks.map(\.name) == ["weatherReport", "rollDice"])
    #expect(config.customHooks.map(\.budgetMs) == [12, 5])
    #expect(config.customHooks.map(\.merge) == [.append, .chain])
    #expect(config.customHooks[0].schema?.problems(in: [:]).count == 1)
    #expect(config.customHooks[1].schema == nil)
  }

  @Test func readsWhatIsSaidAboutOneExtension() throws {
    let decoded = ExtensionRegistrationConfig.decode(try Fixture.bytes("configs/full.json"), file: "full.json")
    let entry = try #require(decoded.content?.entry(of: "mood-tags"))
    #expect(entry.path == "../own/mood-tags")
    #expect(entry.config == ["weight": 1.0, "words": ["glad", "sad"]])
    let budgets = ["normalize": HookBudget(maxLatencyMs: 80)]
    let overrides = ExtensionRegistrationConfig.Overrides(
      concurrencyLimit: 1, killSwitchEnabled: true, priority: 7, hookBudgets: budgets)
    #expect(entry.overrides == overrides)
    #expect(decoded.content?.entry(of: "word-lists")?.config == [:])
    #expect(decoded.content?.entry(of: "none") == nil)
  }

  @Test func anEmptyFileGivesTheDocumentedDefaults() throws {
    let config = try #require(ExtensionRegistrationConfig.decode("{}".utf8, file: "c").content)
    #expect(config.extensions.isEmpty && config.deny.isEmpty && config.orderOverrides.isEmpty)
    #expect(config.capabilityAllowlist == nil && config.dataClassAllowlist == nil)
    #expect(config.unsafeCapabilityAllowlist.isEmpty && config.deniedDataClasses.isEmpty && config.dataClasses.isEmpty)
    #expect([config.failOpen, config.strictMode, config.enabled] == [false, false, true])
    #expect(config.limits == ExtensionRegistrationConfig.Limits())
    #expect(config.breaker == .init(isEnabled: true, failures: 3, openMs: 1_000, maxOpenMs: 60_000))
    #expect(config.performance == .init(maxOverheadPercentWarn: 5, maxOverheadPercentFail: 7))
    #expect(config.customHooks.isEmpty)
    #expect([config.limits.memoryLimitKB, config.limits.maxOutputBytes] == [16_384, 1_048_576])
  }

  @Test func reportsEveryProblemOfAFileAtOnceWithItsPlace() throws {
    let decoded = ExtensionRegistrationConfig.decode(try Fixture.bytes("configs/broken.json"), file: "broken.json")
    #expect(decoded.content == nil)
    #expect(decoded.problems.allSatisfy { $0.code == .configInvalid })
    let expected = String(decoding: try Fixture.bytes("configs/broken.problems.txt"), as: UTF8.self)
    #expect(decoded.problems.map { $0.description + "\n" }.joined() == expected)
  }

  @Test func aDeniedDataClassIsNotGrantedEvenWhenAllowed() {
    var config = ExtensionRegistrationConfig()
    #expect(config.grants(.privateAttributes))
    config.dataClassAllowlist = [.privateAttributes, .memoryGraph]
    config.deniedDataClasses = [.memoryGraph]
    #expect(config.grants(.privateAttributes))
    #expect(!config.grants(.memoryGraph))
    #expect(!config.grants(.externalSources))
  }
}
