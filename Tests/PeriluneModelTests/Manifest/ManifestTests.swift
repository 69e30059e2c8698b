import PeriluneModel
import Testing

@Suite struct ManifestTests {
  static let minimal = """
    "id": "a", "name": "A", "description": "Does a.", "version": "1.0.0", "coreApiRange": "^1.0.0"
    """

  static func problems(_ fields: String) -> [ExtensionError] {
    Manifest.decode("{\(minimal), \(fields)}".utf8, file: "manifest.json").problems
  }

  @Test func readsEveryField() throws {
    let decoded = Manifest.decode(try Fixture.bytes("manifests/full.json"), file: "full.json")
    #expect(decoded.problems.isEmpty)
    let manifest = try #require(decoded.content)
    #expect(
      [manifest.id, manifest.name, manifest.license, manifest.author] == ["mood-tags", "Mood tags", "MIT", "Mira"])
    #expect(manifest.description == "Tags a draft with the mood of the scene.")
    #expect(manifest.version.description == "1.4.0-beta.1")
    #expect(manifest.coreApiRange.description == "^1.0.0")
    #expect(manifest.entry == "src/mood.lua")
    #expect(manifest.peerExtensions.map(\.id) == ["word-lists", "scene-clock"])
    #expect(manifest.peerExtensions.map(\.range.description) == [">=2.1 <4", "1.x"])
    #expect(manifest.capabilities == ["normalize:relationship", "chat:postModeration"])
    #expect(manifest.unsafeCapabilities == ["http:fetch"])
    #expect([manifest.priority, manifest.memoryLimitKB, manifest.concurrencyLimit] == [-20, 2048, 2])
    #expect([manifest.killSwitchEnabled, manifest.stateTransactionSupport] == [false, true])
    #expect(manifest.dataClassScopes == [.privateAttributes, .memoryGraph])
  }

  @Test func keepsHooksInTheirOrderAndKnowsWhereTheyStand() throws {
    let decoded = Manifest.decode(try Fixture.bytes("manifests/full.json"), file: "full.json")
    let manifest = try #require(decoded.content)
    #expect(manifest.hooks.map(\.function) == ["addMoods", "clampMood", "nameMood", "prePersistTurn", "tagDraft"])
    #expect(manifest.functions(of: .normalize) == ["clampMood", "nameMood"])
    #expect(
      manifest.hooks.map { $0.location?.description } == [
        "full.json:17:29", "full.json:18:19", "full.json:18:32", "full.json:21:23", "full.json:22:24",
      ])
    #expect(manifest.locations["peerExtensions[1].range"].description == "full.json:12:37")
    #expect(manifest.locations["coreApiRange"].line == 6)
    #expect(manifest.locations["dataClassScopes[1].none"].description == "full.json:34:39")
    #expect(manifest.locations["configSchema"].description == "full.json:36:19")
  }

  @Test func aFunctionsBudgetStandsBeforeItsHooks() throws {
    let decoded = Manifest.decode(try Fixture.bytes("manifests/full.json"), file: "full.json")
    let manifest = try #require(decoded.content)
    #expect(manifest.budget(of: "nameMood", in: .normalize) == HookBudget(maxLatencyMs: 3, maxInstructions: 5000))
    #expect(manifest.budget(of: "clampMood", in: .normalize).maxLatencyMs == 10)
    #expect(manifest.budget(of: "tagDraft", in: .postModelDraft) == HookBudget(maxTokens: 40))
  }

  @Test func fieldsThatAreAbsentHaveTheirDefaults() throws {
    let manifest = try #require(Manifest.decode("{\(Self.minimal)}".utf8, file: "m").content)
    #expect(manifest.entry == "main.lua")
    #expect([manifest.priority, manifest.memoryLimitKB, manifest.concurrencyLimit] == [0, nil, 4])
    #expect([manifest.killSwitchEnabled, manifest.stateTransactionSupport] == [true, false])
    #expect(manifest.hooks.isEmpty && manifest.peerExtensions.isEmpty && manifest.hookBudgets.isEmpty)
    #expect(manifest.capabilities.isEmpty && manifest.unsafeCapabilities.isEmpty && manifest.dataClassScopes.isEmpty)
  }

  @Test func reportsEveryProblemOfAFileAtOnceWithItsPlace() throws {
    let decoded = Manifest.decode(try Fixture.bytes("manifests/broken.json"), file: "broken.json")
    #expect(decoded.content == nil)
    #expect(decoded.problems.allSatisfy { $0.code == .manifestInvalid && $0.extensionId == nil })
    let expected = String(decoding: try Fixture.bytes("manifests/broken.problems.txt"), as: UTF8.self)
    #expect(decoded.problems.map { $0.description + "\n" }.joined() == expected)
  }

  @Test func aProblemNamesTheExtensionWhereItsIdIsReadable() {
    #expect(Self.problems(#""priority": "high""#).map(\.extensionId) == ["a"])
  }

  @Test(arguments: ["", "[]", "null", "{\"id\":1,\"id\":2}", "{\"id\": \"a\",}"])
  func aFileThatIsNoObjectHasOneProblem(text: String) {
    let decoded = Manifest.decode(text.utf8, file: "m.json")
    #expect(decoded.content == nil)
    #expect(decoded.problems.map(\.code) == [.manifestInvalid])
    #expect(decoded.problems.first?.location?.line == 1)
  }

  @Test(arguments: ["a", "a1", "1-2", "mood-tags", String(repeating: "x", count: 64)])
  func acceptsIdentifiersInLowerKebab(id: String) {
    let text = "{\(Self.minimal)}".replacing("\"id\": \"a\"", with: "\"id\": \"\(id)\"")
    #expect(Manifest.decode(text.utf8, file: "m").content?.id == id)
  }

  @Test(arguments: ["", "-", "-a", "a-", "a--b", "A", "a_b", "é", "a.b", "a b", String(repeating: "x", count: 65)])
  func refusesOtherIdentifiers(id: String) {
    let text = "{\(Self.minimal)}".replacing("\"id\": \"a\"", with: "\"id\": \"\(id)\"")
    #expect(Manifest.decode(text.utf8, file: "m").problems.count == 1)
  }

  @Test(arguments: [
    "/main.lua", "..", "a/../b.lua", "./a.lua", "", "a//b.lua", "lib/", "a\\\\b.lua", "c:a.lua", "a\\u0000.lua",
  ])
  func refusesAMainScriptOutsideTheFolder(path: String) {
    #expect(Self.problems("\"entry\": \"\(path)\"").map { $0.message.hasPrefix("\"entry\" must be a path") } == [true])
  }

  @Test(
    arguments: [
      (#""hooks": {"normalise": []}"#, "did you mean \"normalize\""),
      (#""hooks": {"weatherReport": []}"#, "an unknown hook"),
      (#""hooks": {"postModeration": []}"#, "move it to \"chatHooks\""),
      (#""chatHooks": {"normalize": []}"#, "move it to \"hooks\""),
      (#""chatHooks": {"weatherReport": []}"#, "unknown hook"),
      (#""hooks": {"normalize": "f"}"#, "array of function names"),
      (#""hooks": {"normalize": ["a-b"]}"#, "must be a function name"),
      (#""hooks": {"normalize": ["f", "f"]}"#, "repeats \"f\""),
      (#""hookBudgets": {"normalize": {}}"#, "names neither a hook nor a function"),
      (#""hooks": {"normalize": ["f"]}, "hookBudgets": {"f": {"maxTokens": 0}}"#, "a positive integer"),
      (#""configSchema": "../c.json""#, "a path inside the extension's folder"),
      (#""memoryLimitKB": 99999999999999"#, "from 1 to"),
      (#""hokBudgets": {}"#, "did you mean \"hookBudgets\""),
      (#""zzz": 1"#, "unknown key; remove it"),
    ])
  func saysWhatToDo(fields: String, part: String) {
    let problems = Self.problems(fields)
    #expect(problems.map { $0.message.contains(part) } == [true], "\(problems)")
  }

  @Test func oneFunctionMayServeTwoHooks() {
    #expect(Self.problems(#""hooks": {"normalize": ["f"], "preSaveValidate": ["f"]}"#).isEmpty)
  }
}
