import Foundation
import PeriluneModel
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@Suite struct WatchTests {
  private func write(_ text: String, _ file: String) throws {
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file))
  }

  private func script(_ word: String) -> String {
    "return { preChatTurn = function() return { directives = { '\(word)' } } end }"
  }

  @Test func aChangeIsReloadedAndTheTurnsArePlayedAgain() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/perilune-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write(
      """
      {"id": "a", "name": "a", "description": "a", "version": "1.0.0", "coreApiRange": "^1.0.0",
       "chatHooks": {"preChatTurn": true}, "hookBudgets": {"preChatTurn": {"maxLatencyMs": 60000}}}
      """, folder + "/ext/a/manifest.json")
    try write(script("first"), folder + "/ext/a/main.lua")
    try write("{\"conversation_id\": \"c\", \"user\": \"u\", \"model\": \"m\"}\n", folder + "/turns.jsonl")
    try write("{}", folder + "/host.json")
    let running = try Command.start([
      "run", "--extensions", folder + "/ext", "--turns", folder + "/turns.jsonl", "--watch", "--json", "--config",
      folder + "/host.json", "--metrics-port", "0",
    ])
    defer { running.process.terminate() }
    #expect(try await running.prints("first"))
    try write("return +", folder + "/ext/a/main.lua")
    #expect(try await running.complains("not reloaded"))
    #expect(try await running.complains("EXT_SCRIPT_INVALID"))
    try write(script("second"), folder + "/ext/a/main.lua")
    #expect(try await running.prints("second"))
    #expect(try await running.complains("reloaded: generation 2, changed a"))
    #expect(running.process.isRunning)
    try write("{", folder + "/host.json")
    #expect(try await running.complains("host.json:1:2: error: "))
    #expect(try await running.complains("not reloaded; what ran before goes on", times: 2))
    #expect(try await running.metrics().contains("perilune_reloads_total{result=\"refused\"} 2\n"))
  }
}

extension Command.Running {
  fileprivate func prints(_ part: String) async throws -> Bool { try await waits(for: part, in: output) }

  fileprivate func complains(_ part: String, times: Int = 1) async throws -> Bool {
    try await waits(for: part, in: errors, times)
  }

  fileprivate func metrics() async throws -> String {
    let notes = try String(contentsOf: errors, encoding: .utf8)
    let address = try #require(notes.firstMatch(of: /metrics at (http:\S+)\n/)).output.1
    let (data, _) = try await URLSession.shared.data(from: try #require(URL(string: String(address))))
    return String(decoding: data, as: UTF8.self)
  }

  private func waits(for part: String, in file: URL, _ times: Int = 1) async throws -> Bool {
    try await process.waits { try String(contentsOf: file, encoding: .utf8).ranges(of: part).count >= times }
  }
}
