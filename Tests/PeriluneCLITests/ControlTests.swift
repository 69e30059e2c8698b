import FlyingSocks
import Foundation
import PeriluneModel
import Testing

@testable import PeriluneCLI

@Suite(.serialized) struct ControlTests {
  @Test func anOperatorKillsAndRevivesInARunningProcess() async throws {
    let run = try LongRun()
    try await run.wait()
    let target = ["secret-keeper", "--hook", "postModelDraft"]
    let kill = try run.ask(["kill"] + target + ["--reason", "it leaks", "--actor", "ada"])
    #expect(kill.code == 0, "\(kill.errors)")
    #expect(kill.output == "killed secret-keeper/postModelDraft\n")
    let list = try #require(try run.ask("ps", "--json").json)
    let kills = try #require(list["kills"]?.arrayValue)
    #expect(kills.count == 1)
    #expect(kills[0]["actor"] == "ada" && kills[0]["reason"] == "it leaks" && kills[0]["hook"] == "postModelDraft")
    let keeper = list["extensions"]?.arrayValue?.first { $0["id"] == "secret-keeper" }
    let states = keeper?["hooks"]?.arrayValue?.map { $0["state"]?.stringValue }
    #expect(states == ["running", "killed", "running"])
    #expect(try run.ask("revive", "secret-keeper").code == 1)
    #expect(try run.ask(["revive"] + target).code == 0)
    #expect(try run.ask("ps", "--json").json?["kills"] == [])
    #expect(run.stop() == 0)
    #expect(!FileManager.default.fileExists(atPath: run.control))
  }

  /// At once, when its socket is there.
  @Test func aProcessThatCanBeFoundCanBeEnded() throws {
    for _ in 0..<5 {
      let run = try LongRun()
      while !FileManager.default.fileExists(atPath: run.control), run.isRunning {}
      #expect(run.stop() == 0)
    }
  }

  /// Whoever forgets to go away keeps nobody from a kill.
  @Test(.timeLimit(.minutes(10)))
  func connectionsThatAskNothingDoNotBlockAKill() async throws {
    let run = try LongRun()
    try await run.wait()
    var idle: [ControlClient] = []
    for _ in 0..<ControlServer.limits.count { idle.append(try await ControlClient(run.control)) }
    defer { for client in idle { client.close() } }
    #expect(try run.ask("kill", "--all", "--reason", "an incident").code == 0)
  }

  @Test func whatWasDoneIsInTheOutputAndHarmless() async throws {
    let run = try LongRun()
    try await run.wait()
    #expect(try run.ask("kill", "--all", "--reason", "red\u{1B}[31m\nline", "--actor", "ada").code == 0)
    let list = try run.ask("ps").output
    #expect(list.contains("red\\u{1B}[31m line") && !list.contains("\u{1B}"))
    #expect(try run.ask("revive", "--all", "--actor", "ben").code == 0)
    let notes = try run.notes
    #expect(notes.contains("killed all, by ada: red\\u{1B}[31m line\n"))
    #expect(notes.contains("revived all, by ben: by the operator\n"))
  }

  @Test func topShowsWhatTheExtensionsDoAndAKillOfAllStopsIt() async throws {
    let run = try LongRun()
    try await run.wait()
    func invocations() throws -> Int64 {
      let rows = try #require(try run.ask("top", "--json").json?["rows"]?.arrayValue)
      return rows.reduce(0) { $0 + ($1["invocations"]?.intValue ?? 0) }
    }
    let hasRetrieved = try await run.waits { try run.ask("top").output.contains("scene-retrieval-tags") }
    #expect(hasRetrieved)
    let table = try run.ask("top")
    #expect(table.code == 0)
    #expect(table.output.contains("extension"))
    #expect(!table.output.contains("\u{1B}"))
    #expect(try run.ask("kill", "--all", "--reason", "an incident").code == 0)
    // One that ran is counted when it has ended.
    var then = try invocations()
    let isOver = try await run.waits {
      let before = then
      try await Task.sleep(for: .milliseconds(300))
      then = try invocations()
      return then == before
    }
    #expect(isOver)
    #expect(try run.ask("revive", "--all").code == 0)
    let goesOn = try await run.waits { try invocations() > then }
    #expect(goesOn)
  }

  @Test func theSocketIsItsOwnersAndNobodyTakesItOver() async throws {
    let run = try LongRun()
    try await run.wait()
    let attributes = try FileManager.default.attributesOfItem(atPath: run.control)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let second = try Command.run(
      "run", "--extensions", "extensions", "--turns", "examples/moonlit-harbor.jsonl", "--control", run.control)
    #expect(second.code == 2)
    #expect(second.errors.contains("a process listens there already"))
    #expect(try run.ask("ps").code == 0)
  }

  @Test func aStaleSocketIsReplacedAndAnotherFileIsNot() async throws {
    let stale = Command.folder.path + "/p\(UInt32.random(in: 0...UInt32.max))"
    let first = try LongRun("--control", stale)
    let isThere = try await first.waits { FileManager.default.fileExists(atPath: stale) }
    #expect(isThere)
    first.crash()
    #expect(FileManager.default.fileExists(atPath: stale))
    let again = try Command.run(
      "run", "--extensions", "extensions", "--turns", "examples/moonlit-harbor.jsonl", "--control", stale, "--quiet")
    #expect(again.code == 0, "\(again.errors)")
    #expect(!FileManager.default.fileExists(atPath: stale))
    let file = try Command.temporaryFile("precious").path
    let refused = try Command.run(
      "run", "--extensions", "extensions", "--turns", "examples/moonlit-harbor.jsonl", "--control", file)
    #expect(refused.code == 2)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
  }

  @Test func aFolderThatSomebodyKeepsLockedIsNotWaitedForForEver() throws {
    let folder = Command.folder.path + "/locked-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let descriptor = unsafe open(folder, O_RDONLY)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX) == 0)
    let result = try Command.run(
      "run", "--extensions", "extensions", "--turns", "examples/moonlit-harbor.jsonl", "--control", folder + "/s")
    #expect(result.code == 2)
    #expect(result.errors.contains("keeps the folder locked"))
  }

  @Test func aKillIsKeptOverARestart() async throws {
    let file = Command.folder.path + "/kills-\(UUID().uuidString).json"
    let first = try LongRun("--kills", file)
    try await first.wait()
    #expect(try first.ask("kill", "secret-keeper", "--reason", "a bug").code == 0)
    #expect(first.stop() == 0)
    let second = try LongRun("--kills", file)
    try await second.wait()
    #expect(try second.ask("ps", "--json").json?["kills"]?[0]?["reason"] == "a bug")
  }

  /// Whoever cannot wait for the turn that runs.
  @Test func aSecondSignalLeavesNoSocketBehind() async throws {
    let folder = try Command.folder(ofHook: "while true do end")
    let config = try Command.temporaryFile("{}").path
    let run = try LongRun("--extensions", folder.path, "--config", config)
    try await run.wait()
    // The first one waits for the turn.
    #expect(try await run.stopImpatiently() == 128 + SIGTERM)
    #expect(!FileManager.default.fileExists(atPath: run.control))
  }

  @Test func aKillThatCannotBeSavedIsObeyedWithAWarning() async throws {
    let folder = Command.folder.path + "/kills-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let run = try LongRun("--kills", folder + "/kills.json")
    try await run.wait()
    try FileManager.default.removeItem(atPath: folder)
    let kill = try run.ask("kill", "secret-keeper", "--reason", "a bug")
    #expect(kill.code == 0)
    #expect(kill.output == "killed secret-keeper\n")
    #expect(kill.errors.contains("warning: the kill of secret-keeper is in force, but a restart would lift it"))
    #expect(kill.errors.contains("No such file or directory"))
    #expect(try run.ask("ps", "--json").json?["kills"]?[0]?["reason"] == "a bug")
    let revival = try run.ask("revive", "secret-keeper", "--json")
    #expect(revival.code == 0 && revival.errors.contains("warning: "))
    #expect(revival.json?["revived"]?["reason"] == "a bug" && revival.json?["warning"] != nil)
    #expect(try run.ask("ps", "--json").json?["kills"] == [])
  }

  @Test func aFileOfKillsThatCannotBeUsedIsSaidAtTheStart() throws {
    let damaged = try Command.temporaryFile(#"{"version": 1, "kills": [{"#).path
    for (file, part) in [(damaged, "\(damaged):1:"), ("/nowhere/at/all.json", "kills cannot be kept here")] {
      let result = try Command.run(
        "run", "--extensions", "extensions", "--turns", "examples/moonlit-harbor.jsonl", "--kills", file)
      #expect(result.code == 2)
      #expect(result.errors.contains(part), "\(result.errors)")
      #expect(result.output.isEmpty)
    }
  }

  @Test func theMetricsAreServedOnLoopback() async throws {
    let run = try LongRun()
    try await run.wait()
    let address = try #require(URL(string: run.address))
    #expect(address.host() == "127.0.0.1" && address.path == "/metrics")
    let port = try #require(address.port.flatMap(UInt16.init))
    // What was not counted yet is not there yet.
    var page: [String] = []
    let hasCounted = try await run.waits {
      page = try await Self.page(at: port)
      return page.contains { $0.hasPrefix("perilune_invocations_total{") }
    }
    #expect(hasCounted)
    #expect(page.first?.hasPrefix("HTTP/1.1 200 ") == true)
    #expect(page.contains("# TYPE perilune_duration_seconds histogram"))
  }

  /// The lines of the answer, by no proxy that the environment names.
  private static func page(at port: UInt16) async throws -> [String] {
    var channel = LineChannel(try await AsyncSocket.connected(to: .inet(ip4: "127.0.0.1", port: port)))
    defer { channel.close() }
    try await channel.write("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r")
    var lines: [String] = []
    while let line = try await channel.read() { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }

  @Test(arguments: [
    ["kill", "--reason", "x"], ["kill", "a", "--all", "--reason", "x"], ["kill", "a"], ["ps", "--nonsense"],
    ["kill", "--all", "--hook", "normalize", "--reason", "x"],
  ])
  func wrongUseHasItsExitCode(arguments: [String]) throws {
    #expect(try Command.run(arguments + ["--control", "/absent"]).code == 64)
  }

  @Test func withoutAProcessThereIsNothingToAsk() throws {
    let result = try Command.run("top", "--control", "/absent/socket")
    #expect(result.code == 2)
    #expect(result.errors.contains("no process of yours listens there"))
  }

  @Test func turnsComeFromTheStandardInputAndABadLineIsLeftOut() throws {
    let input = """
      {"conversation_id": "c", "user": "Hello.", "model": "Hi."}
      nonsense
      {"conversation_id": "c", "user": "Bye.", "model": "Farewell."}

      """
    let result = try Command.run(["run", "--extensions", "extensions", "--turns", "-", "--json"], input: input)
    #expect(result.code == 2)
    #expect(result.output.split(separator: "\n").count == 2)
    #expect(result.errors.contains("-:2"))
  }
}
