import Foundation
import PeriluneModel
import Testing

/// The schemas under `schemas/` and the Swift decoders agree on every variant
/// of a full file, so that neither can change alone.
@Suite struct PublishedSchemaTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func schema(_ name: String) throws -> ValueSchema {
    let file = Self.root.appending(path: "schemas/\(name).schema.json")
    let decoded = ValueSchema.decode(try Data(contentsOf: file), file: name)
    #expect(decoded.problems.isEmpty)
    return try #require(decoded.content)
  }

  /// What stands for any part of a file in its variants.
  private static let replacements: [Value] = [
    .null, true, false, 0, 1, -1, 3, 1.5, 1_099_511_627_777, "", " ", "a", "a b", "A:b", "a:b", "../a", "a/./b",
    "a/b.lua",
    "1.2.3", "01.2.3", "1.2.3-a.01", ">=1 <2 || 3.x", "^1.2.x - 3", "a.**.b", "*.b", "all", "first", "normalize", [],
    [:],
    ["a"], ["a", "a"], [1], ["unknown": 1],
  ]

  /// Each value that differs from `value` in one place, which is named.
  private func variants(_ value: Value, at path: String = "") -> [(path: String, value: Value)] {
    var found = Self.replacements.filter { $0 != value }.map { (path, $0) }
    switch value {
    case .object(let fields):
      var more = fields
      more["unknownKey"] = 1
      found.append((path + "+", .object(more)))
      for (key, field) in fields {
        var fewer = fields
        fewer[key] = nil
        found.append(("\(path).\(key)-", .object(fewer)))
        for (inner, changed) in variants(field, at: "\(path).\(key)") {
          var copy = fields
          copy[key] = changed
          found.append((inner, .object(copy)))
        }
      }
    case .array(let items):
      for (index, item) in items.enumerated() {
        for (inner, changed) in variants(item, at: "\(path)[\(index)]") {
          var copy = items
          copy[index] = changed
          found.append((inner, .array(copy)))
        }
      }
    default: break
    }
    return found
  }

  private func disagreements(_ name: String, _ full: Value, accepts: (Value) -> Bool) throws -> [String] {
    let schema = try schema(name)
    #expect(schema.problems(in: full).isEmpty && accepts(full))
    let variants = variants(full)
    #expect(variants.count > 1_000)
    return variants.compactMap { path, value in
      let problems = schema.problems(in: value)
      if problems.isEmpty == accepts(value) { return nil }
      return "\(path): the decoder \(accepts(value) ? "accepts" : "refuses"), the schema says \(problems)"
    }
  }

  @Test func manifestsAreReadAsTheSchemaSays() throws {
    var full = try #require(try Value(parsing: Fixture.bytes("manifests/full.json")).objectValue)
    // That a budget names a hook of the manifest is beyond a schema.
    full["hookBudgets"] = nil
    full["$schema"] = "manifest.schema.json"
    full["hooks"] = ["normalize": ["clampMood"], "weatherReport": true]
    let found = try disagreements("manifest", .object(full)) { value in
      Manifest.decode(value.jsonBytes(), file: "m", customHooks: ["weatherReport"]).content != nil
    }
    // A schema cannot know which hooks a host has.
    #expect(found.filter { !$0.hasPrefix(".hooks+") && !$0.hasPrefix(".hooks: ") } == [])
  }

  @Test func budgetsOfManifestsAreReadAsTheSchemaSays() throws {
    let manifest = try #require(try Value(parsing: Fixture.bytes("manifests/full.json")).objectValue)
    let schema = try schema("manifest")
    for (path, budgets) in variants(["normalize": ["maxLatencyMs": 1, "maxTokens": 2, "maxInstructions": 3]]) {
      if path == "+" || path == "" && budgets.objectValue?.isEmpty == false { continue }
      var copy = manifest
      copy["hookBudgets"] = budgets
      let value = Value.object(copy)
      let isRead = Manifest.decode(value.jsonBytes(), file: "m").content != nil
      #expect(schema.problems(in: value).isEmpty == isRead, "\(path): \(budgets.json)")
    }
  }

  @Test func hostConfigurationsAreReadAsTheSchemaSays() throws {
    var full = try #require(try Value(parsing: Fixture.bytes("configs/full.json")).objectValue)
    full["$schema"] = "host-config.schema.json"
    let found = try disagreements("host-config", .object(full)) { value in
      ExtensionRegistrationConfig.decode(value.jsonBytes(), file: "c").content != nil
    }
    // No schema compares two shares or knows the hooks of the file, and the standard's own lets unknown keywords pass.
    let beyond = [".performance.", ".customHooks[0].schema", ".failurePolicies", ".customHooks"]
    let surprising = found.filter { line in
      // A policy for a hook that a variant renames or leaves out is refused.
      !beyond.contains { line.hasPrefix($0) && (line.contains("decoder refuses") || !$0.hasPrefix(".custom")) }
    }
    #expect(surprising == [])
  }

  @Test(.enabled(if: SharedData.isAvailable, Comment(rawValue: SharedData.absence)))
  func theSchemasPatternIsTheGrammarOfRanges() throws {
    let schema = try schema("manifest")
    for line in try SharedData.lines("semver/range-cases.jsonl") {
      let text = try #require(line["range"]?.stringValue)
      let problems = schema.problems(in: ["coreApiRange": .string(text)]).filter { $0.path == "coreApiRange" }
      #expect(problems.isEmpty == (VersionRange(text) != nil), "\(text)")
    }
  }

  @Test(arguments: [
    "> =1.2.3", "~ > 1.2.3", "^v=1.2.3", "==1.2", "==1.2.3", "v=1.2.3", "> = 1.2.3", "v 1.2", "=1.2.3 - 2", "1 - =2.x",
    "", "||", "1 |", "1.x.3-a", "1.2-a", " 1 - 2 || ^ 3 ", "<=v1", "01", "1.2.3-01", "1.2.3-0a+00", ">*", "x.1.2 3",
  ])
  func oddRangesAreTheSameInBoth(text: String) throws {
    let schema = try schema("manifest")
    let problems = schema.problems(in: ["coreApiRange": .string(text)]).filter { $0.path == "coreApiRange" }
    #expect(problems.isEmpty == (VersionRange(text) != nil))
  }

  @Test func theFilesOfThisRepositoryFitTheSchemas() throws {
    let manifest = try schema("manifest")
    let host = try schema("host-config")
    for folder in ["extensions", "examples/extensions"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: Self.root.path + "/" + folder) {
        let file = Self.root.appending(path: "\(folder)/\(name)/manifest.json")
        #expect(manifest.problems(in: try Value(parsing: Data(contentsOf: file))) == [], "\(name)")
      }
    }
    for name in ["host.json", "features.json"] {
      let file = Self.root.appending(path: "examples/\(name)")
      #expect(host.problems(in: try Value(parsing: Data(contentsOf: file))) == [], "\(name)")
    }
  }
}
