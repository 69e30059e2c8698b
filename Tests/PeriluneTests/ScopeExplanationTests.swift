import Perilune
import PeriluneModel
import Testing

@Suite struct ScopeExplanationTests {
  private static let classes: [DataClass] = ["data:a", "data:b", "data:c"].map { DataClass(rawValue: $0) }
  private static let tags = [
    ("secret", "data:a"), ("list.1", "data:b"), ("list.*.inner", "data:c"), ("attributes.private.**", "data:a"),
    ("deep.**", "data:b"), ("deep.down.below", "data:c"),
  ].compactMap { DataClassTag($0.0, DataClass(rawValue: $0.1)) }
  private static let context: HookContext = [
    "secret": "s", "list": [["inner": 1, "n": 1], 2, ["inner": 3]], "deep": ["down": ["below": 1, "beside": 2]],
    "attributes": ["private.x": 1, "public.y": 2, "private": ["z": 3]], "plain": true,
  ]

  /// A script copies what it sees into its result.
  private static let copy = """
    local function copy(value)
      if type(value) == "table" or type(value) == "userdata" then
        local result = {}
        for key, part in pairs(value) do result[key] = copy(part) end
        if #value > 0 then return array(result) end
        return result
      end
      return value
    end
    local seen = {}
    for _, name in ipairs({ "secret", "list", "deep", "attributes", "plain" }) do seen[name] = copy(ctx[name]) end
    return seen
    """

  @Test(arguments: 0..<8)
  func theViewIsWhatAScriptSees(grants: Int) async throws {
    let asked = Self.classes.enumerated().filter { grants & 1 << $0.offset != 0 }.map(\.element)
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .normalize, scopes: asked.map { .string($0.rawValue) }, Self.copy)
    let runtime = try await folder.runtime { config, _ in config.dataClasses = Self.tags }
    let outcome = try await runtime.run(.normalize, Self.context)
    #expect(outcome.errors.isEmpty)
    let explanation = try #require(runtime.registry.explainScopes(of: "a", context: Self.context))
    for name in ["secret", "list", "deep", "attributes", "plain"] {
      #expect(explanation.view[name] == outcome.merged.value[name], "\(name)")
    }
    #expect(explanation.hidden.allSatisfy { !asked.contains($0.dataClass) && $0.reason == .notRequested })
    #expect(explanation.shown.allSatisfy { asked.contains($0.dataClass) && $0.reason == .granted })
    #expect(explanation.granted == asked)
  }

  @Test func theHostsReasonsAreToldApart() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .normalize, scopes: ["data:a", "data:b"], "")
    let runtime = try await folder.runtime { config, _ in
      config.dataClasses = Self.tags
      config.deniedDataClasses = [Self.classes[0]]
      config.dataClassAllowlist = [Self.classes[2]]
    }
    let explanation = try #require(runtime.registry.explainScopes(of: "a", context: Self.context))
    let reasons = Dictionary(explanation.hidden.map { ($0.path, $0.reason) }, uniquingKeysWith: { first, _ in first })
    #expect(reasons["secret"] == .denied)
    #expect(reasons["list[2]"] == .notAllowed)
    #expect(reasons["list[1].inner"] == .notRequested)
    #expect(runtime.registry.explainScopes(of: "b", context: Self.context) == nil)
  }
}
