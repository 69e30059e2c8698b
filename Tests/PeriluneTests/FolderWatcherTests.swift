import Foundation
import Perilune
import PeriluneModel
import Testing

@Suite struct FolderWatcherTests {
  @Test func eachChangeIsSeenOnceWhenTheFilesAreSettled() async throws {
    let folder = try TemporaryExtensions()
    try folder.add("a", hook: .preChatTurn, "return {directives = {'1'}}")
    let runtime = try await folder.runtime()
    let calls = Lines()
    let path = folder.path
    let watching = Task {
      try await FolderWatcher(paths: [path], interval: .milliseconds(20)).run {
        calls.add("\(try await runtime.reload())")
      }
    }
    func expect(_ count: Int, _ change: () throws -> Void) async throws {
      // The first look comes before the first change.
      try await Task.sleep(for: .milliseconds(200))
      try change()
      for _ in 0..<6_000 where calls.all.count < count { try await Task.sleep(for: .milliseconds(20)) }
      #expect(calls.all.count == count, "\(calls.all)")
    }
    try await expect(1) { try folder.add("a", hook: .preChatTurn, "return {directives = {'2'}}") }
    try await expect(2) {
      for number in 0..<20 { try folder.write("return \(number)", "a/lib/part\(number).lua") }
    }
    try await expect(3) { try FileManager.default.removeItem(atPath: folder.path + "/a") }
    #expect(calls.all.last == "generation 4, removed a")
    #expect(runtime.registry.extensions.isEmpty)
    watching.cancel()
    await #expect(throws: CancellationError.self) { try await watching.value }
  }
}
