import CReference
import Dispatch
import Foundation
import Perilune
import PeriluneModel
import Synchronization

/// A hook, from the host's `await` to the merged outcome.
struct WholeRun {
  private static let many = 20

  func rows(rounds: Int) async throws -> [Row] {
    let one = try await RunOfExtensions(1)
    let crowd = try await RunOfExtensions(Self.many)
    let (thread, worker) = (ReferenceThread(), ReferenceThread(work: 6_000))
    var (single, all, blocking, change, work) = (Sample(), Sample(), Sample(), Sample(), Sample())
    for _ in 0..<rounds {
      for _ in 0..<10 {
        change.add(await thread.time())
        work.add(await worker.time())
        single.add(try await one.time())
        all.add(try await crowd.time())
      }
      for time in try await one.blockingTimes(50) { blocking.add(time) }
    }
    let more = (all.median - single.median) / Double(Self.many - 1)
    return [
      .time(
        "a whole run of one extension, await to outcome", single, atMost: 15_000,
        detail: "  (p99 \(Format.time(single.quantile(0.99))))"),
      Row(
        name: "  a bare change to another thread and back, by await", measured: Format.time(change.median),
        noise: Format.noise([change])),
      Row(
        name: "  the same where that thread works for 6 µs, as a run does", measured: Format.time(work.median),
        noise: Format.noise([work])),
      .time(
        "the same by a synchronous call", blocking, atMost: 4_000,
        detail: "  (p99 \(Format.time(blocking.quantile(0.99))))"),
      Row(
        name: "  one more extension in a run, gate, hops and merge included", measured: Format.time(more),
        noise: Format.noise([all])),
    ]
  }
}

/// A thread that does nothing but answer, after some work: what an awaited run cannot be faster than.
final class ReferenceThread: Sendable {
  private let wanted = DispatchSemaphore(value: 0)
  private let waiting = Mutex<CheckedContinuation<Void, Never>?>(nil)

  /// - Parameter work: Nanoseconds of the clock.
  init(work: UInt64 = 0) {
    // It lives as long as the process.
    Thread { [self] in
      while true {
        wanted.wait()
        let end = reference_now() + work
        while reference_now() < end {}
        waiting.withLock { $0.take() }?.resume()
      }
    }.start()
  }

  /// Nanoseconds of the clock from a task to the thread and back.
  func time() async -> Double {
    let start = reference_now()
    await withCheckedContinuation { continuation in
      waiting.withLock { $0 = continuation }
      wanted.signal()
    }
    return Double(reference_now() - start)
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
    try check(outcome)
    return time
  }

  /// The same for runs on a thread of our own.
  func blockingTimes(_ times: Int) async throws -> [Double] {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread {
        continuation.resume(
          with: Result {
            try (0..<times).map { _ in
              let start = reference_now()
              let outcome = try self.runtime.runBlocking(.prePersistTurn, self.context)
              let time = Double(reference_now() - start)
              try self.check(outcome)
              return time
            }
          })
      }
      thread.stackSize = 2 << 20
      thread.start()
    }
  }

  private func check(_ outcome: HookOutcome) throws {
    guard let operations = outcome.merged.transaction?.operations, operations.count == count + 1 else {
      throw Unexpected(script: "run", outcome: "\(outcome.errors), \(outcome.skipped)")
    }
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
