import CReference
import Dispatch
import Foundation
import LuaSandbox
import Synchronization

/// Calls per second on two cores against one.
struct Throughput {
  private static let calls = 3_000

  func rows(rounds: Int) async throws -> [Row] {
    let tape = Work.one.context.tape
    var (single, double) = (Sample(), Sample())
    for _ in 0..<rounds {
      single.add(perThread(1, tape))
      double.add(perThread(2, tape))
    }
    // By processor time: what two threads do to each other, and not what other processes do to them.
    let gain = 2 * single.median / double.median
    let pooled = try await pooled(rounds: rounds, tape)
    return [
      Row(
        name: "two cores to one, distinct extensions, by processor time", goal: "≥ 1.90 ×",
        measured: "\(Format.time(single.median)) a call alone, \(Format.time(double.median)) beside another",
        ratio: Format.ratio(gain), verdict: .init(gain >= 1.9), noise: Format.noise([single, double])),
      Row(
        name: "two cores to one, one extension with a pool, by the clock", goal: "≥ 1.90 ×",
        measured: "\(Format.time(pooled.one.median)) a call by one caller, \(Format.time(pooled.two.median)) by two",
        ratio: Format.ratio(pooled.one.median / pooled.two.median),
        verdict: .init(pooled.one.median / pooled.two.median >= 1.9), noise: Format.noise([pooled.one, pooled.two])),
    ]
  }

  /// Nanoseconds of processor time per call on so many threads at once, the slowest of them.
  private func perThread(_ count: Int, _ tape: Tape) -> Double {
    let slowest = Mutex(0.0)
    let done = DispatchSemaphore(value: 0)
    for _ in 0..<count {
      let thread = Thread {
        let time = (try? SandboxedHook(.one, tape: tape).run(calls: Self.calls)) ?? .infinity
        slowest.withLock { $0 = max($0, time / Double(Self.calls)) }
        done.signal()
      }
      thread.stackSize = 2 << 20
      thread.start()
    }
    for _ in 0..<count { done.wait() }
    return slowest.withLock(\.self)
  }

  /// Nanoseconds of the clock per call of a pool, with one and with two callers.
  private func pooled(rounds: Int, _ tape: Tape) async throws -> (one: Sample, two: Sample) {
    let pool = SandboxPool(
      sources: [Source(Work.one.calling, file: "main.lua")], limits: .init(memory: 16 << 20, concurrency: 2))
    var (one, two) = (Sample(), Sample())
    for _ in 0..<rounds {
      one.add(try await time(callers: 1, pool, tape))
      two.add(try await time(callers: 2, pool, tape))
    }
    return (one, two)
  }

  private func time(callers: Int, _ pool: SandboxPool, _ tape: Tape) async throws -> Double {
    let calls = 400
    var call = Invocation(.function("hook"), context: tape, budget: .init(time: .milliseconds(40)))
    call.proposals = .accepted
    let invocation = call
    let start = reference_now()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<callers {
        group.addTask { for _ in 0..<calls { _ = try await pool.run(invocation) } }
      }
      try await group.waitForAll()
    }
    return Double(reference_now() - start) / Double(callers * calls)
  }
}
