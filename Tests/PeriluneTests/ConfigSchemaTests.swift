import Foundation
import Perilune
import PeriluneModel
import Testing

@Suite struct ConfigSchemaTests {
  private static let schema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "step": { "type": "integer", "minimum": 1, "default": 2 },
        "words": { "type": "array", "items": { "type": "string" }, "default": ["thank"] }
      }
    }
    """

  private func folder(schema: String = schema) throws -> TemporaryExtensions {
    let folder = try TemporaryExtensions()
    try folder.add(
      "bond", ["configSchema": "config.schema.json", "chatHooks": ["preChatTurn": ["go"]]],
      script: """
        return {
          onInit = function(config) return { step = config.step } end,
          go = function(ctx) return { directives = { ctx.init.step .. ctx.config.step .. ctx.config.words[1] } } end,
        }
        """, files: ["config.schema.json": schema])
    return folder
  }

  @Test func defaultsReachOnInitAndEveryHook() async throws {
    let runtime = try await folder().runtime()
    #expect(try await runtime.run(.preChatTurn, [:]).merged.value["directives"] == ["22thank"])
  }

  @Test func theHostsValuesGoOverTheDefaults() async throws {
    let runtime = try await folder().runtime { config, _ in
      config.extensions = [.init(id: "bond", config: ["words": ["soup"]])]
    }
    #expect(try await runtime.run(.preChatTurn, [:]).merged.value["directives"] == ["22soup"])
  }

  @Test func everyProblemOfAConfigurationPointsIntoTheHostsFile() async throws {
    let text = """
      {
        "extensions": [
          { "id": "bond",
            "config": { "step": 0, "wrods": [],
              "words": ["a", 5] } }
        ]
      }
      """
    let config = try #require(ExtensionRegistrationConfig.decode(text.utf8, file: "host.json").content)
    let problems = try await folder().problems { $0 = config }
    #expect(
      problems.map(\.description) == [
        #"EXT_CONFIG_INVALID [bond] host.json:4:17: "config" has the unknown key "wrods"; did you mean "words"?"#,
        #"EXT_CONFIG_INVALID [bond] host.json:4:27: "config.step" must be at least 1"#,
        #"EXT_CONFIG_INVALID [bond] host.json:5:24: "config.words[1]" must be a string, not an integer"#,
      ])
  }

  @Test func aRequiredSettingThatNobodyGaveIsReported() async throws {
    let problems = try await folder(schema: #"{ "required": ["key"] }"#).problems()
    #expect(problems.map(\.code) == [.configInvalid])
    #expect(problems.first?.message == #""config" lacks the key "key"; add it"#)
    #expect(problems.first?.extensionId == "bond")
  }

  @Test func aSchemaThatCannotBeCheckedIsTheManifestsProblem() async throws {
    let problems = try await folder(schema: #"{ "properties": { "a": { "format": "uri" } } }"#).problems()
    #expect(problems.map(\.code) == [.manifestInvalid])
    #expect(problems.first?.location?.file.hasSuffix("bond/config.schema.json") == true)
    #expect([problems.first?.location?.line, problems.first?.location?.column] == [1, 36])
  }

  @Test func aSchemaThatIsMissingIsReportedWhereItIsNamed() async throws {
    let folder = try folder()
    try FileManager.default.removeItem(atPath: folder.path + "/bond/config.schema.json")
    let problem = try #require(await folder.problems().first)
    #expect(problem.code == .manifestInvalid)
    #expect(problem.message == #""configSchema": the file is not there or cannot be read"#)
    #expect(problem.location?.file.hasSuffix("manifest.json") == true)
    #expect(problem.location?.line != nil)
  }

  @Test func withoutASchemaAnyObjectIsPassedOn() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "return { directives = { ctx.config.any.thing[2] } }")
    let runtime = try await folder.runtime { config, _ in
      config.extensions = [.init(id: "a", config: ["any": ["thing": [1, "x"]]])]
    }
    #expect(try await runtime.run(.preChatTurn, [:]).merged.value["directives"] == ["x"])
  }
}
