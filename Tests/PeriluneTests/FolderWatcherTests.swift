import Foundation
import Perilune
import PeriluneModel
import Testing

@Suite struct FolderWatcherTests {
  private struct Seen: Error {}

  @Test func eachChangeIsSeenOnceWhenTheFilesAreSettled() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "return {directives = {'1'}}")
    let runtime = try await folder.runtime()
    let calls = Lines()
    let interval = Duration.milliseconds(100)
    let watcher = FolderWatcher(paths: [folder.path], interval: interval)
    let watching = Task {
      try await watcher.run {
        calls.add("\(try await runtime.reload())")
      }
    }
    func expectOne(_ change: () throws -> Void) async throws {
      let before = calls.all.count
      let time = try ContinuousClock().measure { try change() }
      for _ in 0..<6_000 where calls.all.count == before { try await Task.sleep(for: .milliseconds(20)) }
      try await Task.sleep(for: interval * 5)
      #expect(calls.all.count > before)
      // A machine that stands still amid the change makes two of it.
      if time < interval { #expect(calls.all.count == before + 1, "\(calls.all)") }
    }
    try await expectOne { try folder.add("a", hook: .preChatTurn, "return {directives = {'2'}}") }
    try await expectOne {
      for number in 0..<20 { try folder.write("return \(number)", "a/lib/part\(number).lua") }
    }
    try await expectOne { try FileManager.default.removeItem(atPath: folder.path + "/a") }
    #expect(calls.all.last?.hasSuffix("removed a") == true, "\(calls.all)")
    #expect(runtime.registry.extensions.map(\.id) == [])
    watching.cancel()
    await #expect(throws: CancellationError.self) { try await watching.value }
  }

  @Test(.timeLimit(.minutes(10)))
  func aChangeBeforeItRunsIsSeen() async throws {
    let folder = try TemporaryExtensions()
    try folder.write("1", "a/main.lua")
    let watcher = FolderWatcher(paths: [folder.path], interval: .milliseconds(20))
    try folder.write("22", "a/main.lua")
    await #expect(throws: Seen.self) { try await watcher.run { throw Seen() } }
  }

  /// As folders are that a release switches by a link; one leads in a circle,
  /// and one to all that the machine has.
  @Test(.timeLimit(.minutes(10)))
  func whatIsBehindALinkIsSeen() async throws {
    let (folder, place) = (try TemporaryExtensions(), try TemporaryExtensions())
    try folder.write("1", "a/main.lua")
    let link = place.path + "/current"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/a/round", withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/a/all", withDestinationPath: "/")
    let calls = Lines()
    let watcher = FolderWatcher(paths: [link], interval: .milliseconds(20))
    let file = folder.path + "/a/main.lua"
    let watching = Task { try await watcher.run { calls.add(try String(contentsOfFile: file, encoding: .utf8)) } }
    try folder.write("22", "a/main.lua")
    while !calls.all.contains("22") { try await Task.sleep(for: .milliseconds(20)) }
    watching.cancel()
  }
}
