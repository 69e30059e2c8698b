import LuaSandbox
import Perilune
import PeriluneModel
import Testing

@Suite struct JSONContextTests {
  // MARK: Both readers

  /// Whether the reader of contexts and that of configurations give the same
  /// answer to a text.
  private func expectAgreement(on text: [UInt8], _ comment: Comment) {
    do throws(JSONSyntaxError) {
      let value = try Value(parsing: text)
      // As text, in which a negative zero differs from a positive one.
      #expect(throws: Never.self, comment) { try expectEqual(Tape(json: text), value) }
    } catch {
      let other = #expect(throws: Tape.JSONError.self, comment) { try Tape(json: text) }
      #expect(other?.message == error.message, comment)
      #expect(other?.line == error.line && other?.column == error.column, comment)
    }
  }

  private func expectEqual(_ tape: Tape, _ value: Value) throws {
    let read = Value(try #require(tape.root))
    #expect(read == value)
    #expect(read.json == value.json)
  }

  @Test(arguments: 0..<20)
  func aRandomTextMeansTheSameToBothReaders(seed: UInt64) {
    var texts = JSONTexts(seed: seed)
    for round in 0..<40 {
      let text = texts.text(depth: 5)
      expectAgreement(on: text, "seed \(seed), round \(round)")
    }
  }

  @Test(arguments: 0..<20)
  func bothReadersAgreeOnBrokenTexts(seed: UInt64) {
    var texts = JSONTexts(seed: seed)
    for round in 0..<80 {
      let text = texts.broken(texts.text(depth: 4))
      expectAgreement(on: text, "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test func bothReadersAgreeOnNumbers() {
    var texts = JSONTexts(seed: 3)
    for round in 0..<5_000 { expectAgreement(on: texts.number(), "round \(round)") }
  }
}

// MARK: - Runs

@Suite struct JSONContextRunTests {
  private static let text = #"""
    {"sessionId": "harbor", "role": "GM", "tokenBudget": 40, "requestId": "r1", "tenantId": null,
     "message": {"text": "Thank you, Mira.\n"}, "list": [{"inner": 1, "n": [1, 2]}, 2.0, {"inner": null}],
     "secret": {"a": 1}, "deep": {"down": {"below": 1, "beside": 2}, "x.y": 3},
     "attributes": {"private.x": 1, "public.y": 2, "private": {"z": {"deep": [3]}}, "empty": {}}}
    """#
  private static let patterns = [
    "secret", "list.1", "list.*.inner", "attributes.private.**", "deep.**", "deep.down.below", "*.text", "message",
    "attributes.*", "attributes.private.z.deep", "list.2", "list.0.n.1", "**", "sessionId", "deep.x\\.y", "absent.x",
  ]
  private static let classes = "abcde".map { DataClass(rawValue: "data:\($0)") }
  private static let copy = """
    local function copy(value)
      if type(value) ~= "table" and type(value) ~= "userdata" or value == null then return value end
      local result, items = {}, false
      for key, part in pairs(value) do
        result[key] = copy(part)
        items = items or math.type(key) == "integer"
      end
      return items and array(result) or result
    end
    if ctx == nil then return {view = false} end
    local seen = copy(ctx)
    seen.timeBudgetMs = nil
    return {view = seen}
    """

  private func seen(_ context: HookContext, grants: Set<Int>, tags: [DataClassTag]) async throws -> Value {
    let folder = try TemporaryExtensions()
    try folder.add(
      "a", hook: .normalize, scopes: grants.sorted().map { .string(Self.classes[$0].rawValue) },
      "return {seen = (function() \(Self.copy) end)()}")
    let runtime = try await folder.runtime { config, _ in config.dataClasses = tags }
    let outcome = try await runtime.run(.normalize, context)
    #expect(outcome.errors.isEmpty)
    // The explanation has its own walk over the context.
    let explanation = try #require(runtime.registry.explainScopes(of: "a", context: context))
    for (name, value) in explanation.view { #expect(outcome.merged.value["seen"]?["view"]?[name] == value) }
    return .object(outcome.merged.value)
  }

  @Test(arguments: 0..<24)
  func aScriptSeesTheSameOfATextAndOfAValue(seed: UInt64) async throws {
    var texts = JSONTexts(seed: seed)
    let tags = Self.patterns.enumerated().filter { _ in texts.chance(of: 4) }.compactMap { index, pattern in
      DataClassTag(pattern, Self.classes[index % 5])
    }
    let grants = Set((0..<5).filter { _ in texts.chance(of: 2) })
    let fields = try #require(try Value(parsing: Self.text).objectValue)
    let ofText = try HookContext(json: Array(Self.text.utf8))
    let ofValue = HookContext(fields)
    let view = try await seen(ofText, grants: grants, tags: tags)
    #expect(
      try await seen(ofValue, grants: grants, tags: tags) == view, "tags \(tags.map(\.pattern)), grants \(grants)")
    if tags.isEmpty || grants.count == 5 { #expect(view["seen"]?["view"]?["message"]?["text"] == "Thank you, Mira.\n") }
  }

  @Test func thePropertiesAndThePayloadAreThoseOfAValue() throws {
    let fields = try #require(try Value(parsing: Self.text).objectValue)
    let ofValue = HookContext(fields)
    var ofText = try HookContext(json: Array(Self.text.utf8))
    #expect(ofText.sessionId == "harbor" && ofText.role == .gameMaster && ofText.tokenBudget == 40)
    #expect(ofText.requestId == "r1" && ofText.tenantId == "default")
    #expect(ofText.payload == ofValue.payload)
    #expect(ofText.payload["sessionId"] == nil && ofText.payload["message"]?["text"] == "Thank you, Mira.\n")
    ofText.payload["message"] = "other"
    #expect(ofText.payload["message"] == "other" && ofText.payload["secret"] == ["a": 1])
  }

  @Test func aChainedDraftComesFromTheText() async throws {
    let folder = try TemporaryExtensions()
    for id in ["a", "b"] {
      try folder.add(
        id, hook: .postModelDraft, "return {text = ctx.draft.text .. '\(id)', tags = {ctx.draft.original or 'none'}}")
    }
    let context = try HookContext(json: Array(#"{"draft": {"text": "d\u00e9j\u00e0"}}"#.utf8))
    let outcome = try await folder.runtime().run(.postModelDraft, context)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.merged.value["text"] == "déjàab")
    #expect(outcome.merged.value["tags"] == ["none", "déjà"])
  }

  @Test(arguments: [
    ("{\"a\": [1,\n 2,]}", 2, 3, "not valid JSON in a[3]: a comma before \"]\"; remove the comma"),
    ("{\"a\":1,\"a\":2}", 1, 8, "not valid JSON in a: the key \"a\" is there twice; remove one"),
    ("[]", nil, nil, "a context has to be a JSON object, not another value"),
  ])
  func aTextThatIsNoContextIsRefused(text: String, line: Int?, column: Int?, message: String) throws {
    let error = try #require(throws: ExtensionError.self) { try HookContext(json: Array(text.utf8), file: "body.json") }
    #expect(error.code == .configInvalid)
    #expect(error.location == SourceLocation(file: "body.json", line: line, column: column))
    #expect(error.message == message)
  }

  @Test func aPropertyThatDoesNotFitIsRefusedByTheRun() async throws {
    let runtime = try await TemporaryExtensions().runtime()
    let context = try HookContext(json: Array(#"{"role": "Wizard"}"#.utf8))
    await #expect(throws: ExtensionError.self) { try await runtime.run(.preChatTurn, context) }
  }
}
