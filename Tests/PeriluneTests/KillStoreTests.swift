import Foundation
import Perilune
import PeriluneModel
import Testing

/// Kills over restarts.
@Suite struct KillStoreTests {
  private let scene: KillScene

  init() throws { scene = try KillScene() }

  private func path() -> String { FileManager.default.temporaryDirectory.path + "/kills-\(UUID().uuidString).json" }

  @Test func aKillOutlivesARestart() async throws {
    let path = path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try await scene.runtime(KillFile(path: path))
    let kill = try first.kill(.hook(.preChatTurn, of: "a"), by: "ana", because: "line\n\"one\"")
    try first.kill(.extension("b"), by: "ben", because: "two")
    try first.revive(.extension("b"), by: "ben", because: "over")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    let second = try await scene.runtime(KillFile(path: path))
    #expect(second.killed == [kill])
    #expect(try await scene.ran(.preChatTurn, second) == ["b"])
    try second.revive(kill.target, by: "ana", because: "fixed")
    #expect(try await scene.runtime(KillFile(path: path)).killed.isEmpty)
    let folderOfFile = FileManager.default.temporaryDirectory.path
    let left = try FileManager.default.contentsOfDirectory(atPath: folderOfFile).filter {
      (folderOfFile + "/" + $0).hasPrefix(path)
    }
    #expect(left.count == 1)
  }

  @Test func aDamagedFileStopsTheStart() async throws {
    let path = path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("{\"version\": 1, \"kills\": [{".utf8).write(to: URL(filePath: path))
    let error = await #expect(throws: ExtensionError.self) { try await scene.runtime(KillFile(path: path)) }
    #expect(error?.code == .storeFailure)
    #expect(error?.causes.first?.message.contains("damaged") == true)
    #expect(error?.causes.first?.causes.first?.location?.line == 1)
  }

  @Test func aKillThatCannotBeSavedIsInForceAllTheSame() async throws {
    let runtime = try await scene.runtime(KillFile(path: "/nowhere/at/all/kills.json"))
    let error = #expect(throws: ExtensionError.self) {
      try runtime.kill(.extension("a"), by: "ana", because: "test")
    }
    #expect(error?.code == .storeFailure)
    #expect(error?.message.contains("in force") == true)
    #expect(try await scene.ran(.preChatTurn, runtime) == ["b"])
  }
}
