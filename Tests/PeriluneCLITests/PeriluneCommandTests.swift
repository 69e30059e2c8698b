import Foundation
import PeriluneModel
import Testing

@Suite struct PeriluneCommandTests {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
  private static let root = tests.deletingLastPathComponent().deletingLastPathComponent()
  private static let conversations = root.deletingLastPathComponent()
    .appending(path: "shared/data/chat/mt-bench-conversations.jsonl")

  private func perilune(_ arguments: String...) throws -> Command.Result { try Command.run(arguments) }

  private func temporaryFile(_ text: String) throws -> URL { try Command.temporaryFile(text) }

  /// What comes of a script that has a minute.
  private func outcome(_ script: String, milliseconds: Int = 60_000, _ arguments: String...) throws -> Value {
    let file = try temporaryFile(script).path
    let process = try Command.run(["try", file, "--json", "--budget-ms", "\(milliseconds)"] + arguments)
    return try #require(process.json?["files"]?[0]?["calls"]?[0])
  }

  /// Its JSON is one word of a megabyte, of which a person sees the beginning.
  @Test func theWidestResultIsShown() throws {
    let file = try temporaryFile("return string.rep('x', 1000000)").path
    let process = try perilune("try", file, "--budget-ms", "60000", "--memory-kb", "65536")
    #expect(process.code == 0)
    #expect(process.output.utf8.count < 5_000)
    #expect(process.output.contains("1000002 bytes; --json prints all"))
  }

  @Test(arguments: [
    ("return 6 * 7", "completed"), ("error('x')", "failed"), ("return +", "failed"),
    ("while true do end", "time"), ("while true do pcall(function() while true do end end) end", "time"),
    ("local s = 'x' while true do s = s .. s end", "memory"), ("return print", "output"),
  ])
  func aTriedScriptEndsAsDocumented(script: String, ending: String) throws {
    let call = try outcome(script, milliseconds: ending == "time" ? 300 : 60_000)
    #expect(call["outcome"] == .string(ending))
    #expect(
      Set(call.objectValue?.map(\.key) ?? []) == [
        "outcome", "value", "operations", "error", "durationMs", "peakMemoryKB", "log",
      ])
  }

  @Test func anInstructionBudgetEndsATry() throws {
    #expect(try outcome("while true do end", "--instructions", "1000")["outcome"] == "instructions")
  }

  @Test func scopesDecideWhatATriedScriptSees() throws {
    let script = "local ctx = ...; return ctx.attributes['private.mira.secret'] ~= nil"
    #expect(try outcome(script)["value"] == false)
    #expect(try outcome(script, "--scopes", "attr:private")["value"] == true)
  }

  @Test func oneFileNeverStopsTheNextAndCallsRepeat() throws {
    let loop = try temporaryFile("while true do end").path
    let fine = try temporaryFile("local ctx, tx = ...; n = (n or 0) + 1; tx:set('n', n); return n").path
    let result = try perilune(
      "try", loop, "/absent.lua", fine, "--json", "--calls", "2", "--budget-ms", "60000", "--instructions", "100000")
    #expect(result.code == 1)
    let files = try #require(result.json?["files"]?.arrayValue)
    #expect(
      files.map { $0["calls"]?.arrayValue?.map { $0["outcome"] } } == [
        ["instructions", "instructions"], ["failed"], ["completed", "completed"],
      ])
    #expect(files[2]["calls"]?[1]?["value"] == 1)
    #expect(files[2]["calls"]?[1]?["operations"]?[0] == ["op": "set", "path": "n", "value": 1])
  }

  @Test func checkReportsFiveMistakesAtOnceWithTheirPlaces() throws {
    let folder = Self.tests.appending(path: "Fixtures/five-mistakes").path
    let result = try perilune("check", folder, "--json")
    #expect(result.code == 1)
    #expect(result.json?["ok"] == false)
    let problems = try #require(result.json?["problems"]?.arrayValue)
    let found = problems.map { problem in
      let name = problem["file"]?.stringValue?.replacing(folder + "/", with: "") ?? ""
      let place = [problem["line"], problem["column"]].map { $0?.json ?? "?" }.joined(separator: ":")
      return "\(name):\(place) \(problem["code"]?.stringValue ?? "")"
    }
    #expect(
      found == [
        "bad-syntax/main.lua:4:35 EXT_SCRIPT_INVALID",
        "future-api/manifest.json:6:19 EXT_VERSION_INCOMPATIBLE",
        "missing-function/manifest.json:8:21 EXT_SCRIPT_INVALID",
        "nobodys-peer/manifest.json:8:5 EXT_PEER_UNRESOLVED",
        "unknown-key/manifest.json:7:3 EXT_MANIFEST_INVALID",
      ])
    #expect(problems.last?["message"]?.stringValue?.contains("priority") == true)
  }

  @Test func theReferenceExtensionsAreValid() throws {
    let result = try perilune("check", "extensions", "--json")
    #expect(result.code == 0)
    #expect(result.json == ["ok": true, "problems": []])
  }

  @Test func aSessionFitsEightyColumnsAndIsPlainInAPipe() throws {
    let result = try perilune(
      "run", "--extensions", "extensions", "--turns", "examples/moonlit-harbor.jsonl", "--config", "examples/host.json")
    #expect(result.code == 0)
    #expect(!result.output.contains("\u{1B}"))
    let tooWide = result.output.split(separator: "\n").filter { $0.count > 80 }
    #expect(tooWide.isEmpty)
    #expect(result.output.contains("added per turn"))
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: conversations.path), "the recorded conversations are absent"))
  func everyRecordedTurnIsOneLineOfJSON() throws {
    let result = try perilune(
      "run", "--extensions", "extensions", "--turns", Self.conversations.path, "--json")
    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 60)
    for line in lines { #expect((try? Value(parsing: String(line)))?["hooks"]?.arrayValue?.count == 5) }
  }

  @Test(arguments: [["check", "/absent", "1"], ["run", "--extensions", "2"], ["try", "--nonsense", "64"]])
  func unusableInputHasADocumentedExitCode(words: [String]) throws {
    let code = Int32(words[2]) ?? 0
    switch words[0] {
    case "check": #expect(try perilune("check", words[1]).code == code)
    case "run": #expect(try perilune("run", "--extensions", "extensions", "--turns", "/absent.jsonl").code == code)
    default: #expect(try perilune("try", "a.lua", words[1]).code == code)
    }
  }
}
