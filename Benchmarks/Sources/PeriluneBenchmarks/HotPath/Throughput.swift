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
    let shared = try shared(rounds: rounds, tape)
    return [
      Row(
        name: "two cores to one, distinct extensions, by processor time", goal: "≥ 1.90 ×",
        measured: "\(Format.time(single.median)) a call alone, \(Format.time(double.median)) beside another",
        ratio: Format.ratio(gain), verdict: .init(gain >= 1.9), noise: Format.noise([single, double])),
      Row(
        name: "two cores to one, one extension with a pool, synchronous, by processor time", goal: "≥ 1.90 ×",
        measured: "\(Format.time(shared.one.median)) a call alone, \(Format.time(shared.two.median)) beside another",
        ratio: Format.ratio(2 * shared.one.median / shared.two.median),
        verdict: .init(2 * shared.one.median / shared.two.median >= 1.9),
        noise: Format.noise([shared.one, shared.two])),
      Row(
        name: "two cores to one, one extension with a pool, awaited, by the clock", goal: "≥ 1.90 ×",
        measured: "\(Format.time(pooled.one.median)) a call by one caller, \(Format.time(pooled.two.median)) by two",
        ratio: Format.ratio(pooled.one.median / pooled.two.median),
        verdict: .init(pooled.one.median / pooled.two.median >= 1.9), noise: Format.noise([pooled.one, pooled.two])),
    ]
  }

  /// Nanoseconds of processor time per call on so many threads at once, the slowest of them.
  private func perThread(_ count: Int, _ tape: Tape) -> Double {
    slowest(of: count) { (try? SandboxedHook(.one, tape: tape).run(calls: Self.calls)) ?? .infinity }
  }

  /// The same for threads of a host that share a pool.
  private func shared(rounds: Int, _ tape: Tape) throws -> (one: Sample, two: Sample) {
    let pool = pool()
    let invocation = invocation(tape)
    var (one, two) = (Sample(), Sample())
    for _ in 0..<rounds {
      for count in 1...2 {
        let time = slowest(of: count) {
          let start = reference_thread_time()
          for _ in 0..<Self.calls {
            guard let outcome = try? pool.runBlocking(invocation), outcome.failure == nil else { return .infinity }
          }
          return Double(reference_thread_time() - start)
        }
        if count == 1 { one.add(time) } else { two.add(time) }
      }
    }
    return (one, two)
  }

  private func slowest(of count: Int, _ work: @escaping @Sendable () -> Double) -> Double {
    let slowest = Mutex(0.0)
    let done = DispatchSemaphore(value: 0)
    for _ in 0..<count {
      let thread = Thread {
        let time = work()
        slowest.withLock { $0 = max($0, time / Double(Self.calls)) }
        done.signal()
      }
      thread.stackSize = 2 << 20
      thread.start()
    }
    for _ in 0..<count { done.wait() }
    return slowest.withLock(\.self)
  }

  private func pool() -> SandboxPool {
    SandboxPool(
      sources: [Source(Work.one.calling, file: "main.lua")], limits: .init(memory: 16 << 20, concurrency: 2))
  }

  private func invocation(_ tape: Tape) -> Invocation {
    var call = Invocation(.function("hook"), context: tape, budget: .init(time: .milliseconds(40)))
    call.proposals = .accepted
    return call
  }

  /// Nanoseconds of the clock per call of a pool, with one and with two callers.
  private func pooled(rounds: Int, _ tape: Tape) async throws -> (one: Sample, two: Sample) {
    let pool = pool()
    var (one, two) = (Sample(), Sample())
    for _ in 0..<rounds {
      one.add(try await time(callers: 1, pool, tape))
      two.add(try await time(callers: 2, pool, tape))
    }
    return (one, two)
  }

  private func time(callers: Int, _ pool: SandboxPool, _ tape: Tape) async throws -> Double {
    let calls = 400
    let invocation = invocation(tape)
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
