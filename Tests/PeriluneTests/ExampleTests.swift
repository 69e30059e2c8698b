import Foundation
import Perilune
import PeriluneModel
import Testing

/// The extensions under `examples/extensions`, each with the feature it shows.
@Suite struct ExampleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private func runtime(_ change: (inout ExtensionRegistrationConfig) -> Void = { _ in }) async throws
    -> ExtensionRuntime
  {
    let file = Self.root + "/examples/features.json"
    let decoded = ExtensionRegistrationConfig.decode(
      [UInt8](try Data(contentsOf: URL(filePath: file))), file: "features.json")
    #expect(decoded.problems.isEmpty)
    var config = try #require(decoded.content)
    change(&config)
    return try await ExtensionRuntime(folder: Self.root + "/examples/extensions", config: config.patient)
  }

  @Test func configurationWithASchema() async throws {
    let runtime = try await runtime()
    let outcome = try await runtime.run(.preChatTurn, ["message": ["text": "I roll!"]])
    #expect(
      outcome.merged.value["directives"] == [
        "The player rolls dice (the twenty-sided die, d6); speak of the result in a dry tone."
      ], "\(outcome.errors)")
    let error = await #expect(throws: RegistrationFailure.self) {
      try await self.runtime { $0.extensions[0].config = ["dice": ["twenty"]] }
    }
    let problems = error?.problems.filter { $0.severity != .warn }
    #expect(problems?.map(\.message) == [#""config.dice[0]" must match the pattern ^d[1-9][0-9]*$"#])
  }

  @Test(arguments: [false, true]) func customHookWithADataClass(isDenied: Bool) async throws {
    let runtime = try await runtime { config in
      if isDenied { config.deniedDataClasses = [DataClass(rawValue: "harbour:patrols")] }
    }
    let outcome = try await runtime.run(
      HookKind(rawValue: "weatherReport"), ["place": "pier", "patrols": [["day": 1, "at": "02:30"]]])
    let texts = outcome.merged.value["items"]?.arrayValue?.compactMap { $0["text"]?.stringValue } ?? []
    let tides = ["High water at the pier: 06:50.", "High water at the pier: 07:40."]
    #expect(texts == tides + (isDenied ? [] : ["A patrol passes at 02:30."]), "\(outcome.errors)")
  }

  @Test(
    arguments: [
      ("Soup!", 12, "cosy", 2), ("Soup!", 23, "cosy", 2), ("A storm!", 23, "tense", 3), ("A lantern.", 23, "hushed", 2),
    ] as [(String, Int64, Value, Int64)])
  func resolverInLua(text: String, hour: Int64, mood: Value, strength: Int64) async throws {
    let runtime = try await runtime()
    let outcome = try await runtime.run(
      .prePersistTurn, ["message": ["text": .string(text)], "attributes": ["scene.hour": .int(hour)]])
    #expect(
      outcome.merged.transaction?.operations.map(\.kind) == [.set(["name": mood, "strength": .int(strength)])],
      "\(outcome.errors)")
  }

  @Test func tokenBudget() async throws {
    let outcome = try await runtime().run(.retrievalEnrichment, [:])
    let snippets = outcome.merged.value["snippets"]?.arrayValue?.compactMap(\.stringValue) ?? []
    #expect(outcome.ran.map(\.tokens) == [21, 40])
    #expect(snippets.first?.hasSuffix("no ship was out.") == true)
    #expect(snippets.last?.count == 160)
    #expect(outcome.errors.map(\.code) == [.tokenBudgetExceeded])
    let tight: HookContext = ["tokenBudget": 5]
    #expect(try await runtime().run(.retrievalEnrichment, tight).ran.map(\.tokens) == [0, 5])
  }

  @Test(arguments: [true, false]) func scratch(isSameTurn: Bool) async throws {
    let runtime = try await runtime()
    let turn = ChatTurn()
    var operations = 0
    for hook in [HookKind.preChatTurn, .postModelDraft, .prePersistTurn] {
      var context: HookContext = [
        "message": ["text": "A red herring?"], "draft": ["text": "The herring winks."], "attributes": [:],
      ]
      context.turn = isSameTurn ? turn : ChatTurn()
      let outcome = try await runtime.run(hook, context)
      operations += outcome.merged.proposals.filter { $0.originExtension == "running-gag" }.count
      #expect(outcome.errors.isEmpty, "\(outcome.errors)")
    }
    #expect(operations == (isSameTurn ? 1 : 0))
  }
}
