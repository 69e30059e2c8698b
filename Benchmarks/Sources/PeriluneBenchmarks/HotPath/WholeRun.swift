import CReference
import Foundation
import Perilune
import PeriluneModel

/// A hook, from the host's `await` to the merged outcome.
struct WholeRun {
  private static let many = 20

  func rows(rounds: Int) async throws -> [Row] {
    let one = try await RunOfExtensions(1)
    let crowd = try await RunOfExtensions(Self.many)
    var (single, all) = (Sample(), Sample())
    for _ in 0..<rounds * 10 {
      single.add(try await one.time())
      all.add(try await crowd.time())
    }
    let more = (all.median - single.median) / Double(Self.many - 1)
    return [
      .time(
        "a whole run of one extension, await to outcome", single, atMost: 15_000,
        detail: "  (p99 \(Format.time(single.quantile(0.99))))"),
      .notBuilt("the same by a synchronous call", goal: "≤ 4.00 µs", why: "there is no synchronous run"),
      Row(
        name: "  one more extension in a run, gate, hops and merge included", measured: Format.time(more),
        noise: Format.noise([all])),
    ]
  }
}

/// A runtime with so many extensions, each of which is W1 with a path of its own.
struct RunOfExtensions: Sendable {
  private let runtime: ExtensionRuntime
  private let context: HookContext
  private let count: Int

  init(_ count: Int) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "perilune-benchmark-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }  // The system clears what is left behind.
    for number in 1...count { try Self.write(number, into: folder.appending(path: "harbor-\(number)")) }
    runtime = try await ExtensionRuntime(folder: folder.path)
    var context = HookContext(Work.one.context.payload.objectValue ?? Value.Object())
    context.seed = 1
    self.context = context
    self.count = count
  }

  /// Nanoseconds of the clock for one run.
  func time() async throws -> Double {
    let start = reference_now()
    let outcome = try await runtime.run(.prePersistTurn, context)
    let time = Double(reference_now() - start)
    guard let operations = outcome.merged.transaction?.operations, operations.count == count + 1 else {
      throw Unexpected(script: "run", outcome: "\(outcome.errors), \(outcome.skipped)")
    }
    return time
  }

  private static func write(_ number: Int, into folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let manifest = """
      {"id": "harbor-\(number)", "name": "Harbor", "version": "1.0.0", "description": "W1.", "coreApiRange": "^1.0.0",
       "chatHooks": {"prePersistTurn": ["hook"]}, "stateTransactionSupport": true}
      """
    try Data(manifest.utf8).write(to: folder.appending(path: "manifest.json"))
    try Data(Work.one.calling(number: number).utf8).write(to: folder.appending(path: "main.lua"))
  }
}
