import Dispatch
import LuaSandbox
import Synchronization
import Testing

@Suite(.serialized) struct PoolQueueTests {
  private final class Progress: Sendable {
    let ended = Atomic(0)
    let isOver = Atomic(false)
  }

  private static let loop = "local n = ...; if n == 0 then while true do end end; return n"

  private func pool(concurrency: Int = 1, queueDepth: Int = 64) -> SandboxPool {
    SandboxPool(
      sources: [Source(Self.loop, file: "main.lua")],
      limits: .init(memory: 1 << 20, concurrency: concurrency, queueDepth: queueDepth))
  }

  private func invocation(_ number: Int64, milliseconds: Int = 60_000) -> Invocation {
    var writer = EncodedValue.Writer()
    writer.write(number)
    return Invocation(.body, context: Tape(writer.finish()), budget: .init(time: .milliseconds(milliseconds)))
  }

  private func end(_ invocation: Invocation, in pool: SandboxPool) async -> SandboxError.Code? {
    do throws(SandboxError) {
      return try await pool.run(invocation).failure?.code
    } catch {
      return error.code
    }
  }

  @Test func aStopSwitchEndsWhatRunsAndWhatWaits() async throws {
    let pool = pool(concurrency: 2)
    let stopSwitch = StopSwitch()
    var endless = invocation(0)
    endless.stopSwitch = stopSwitch
    let prepared = endless
    let tasks = (0..<6).map { _ in Task { await self.end(prepared, in: pool) } }
    try await wait { pool.load == (2, 4) }
    pool.stop(by: stopSwitch)
    // What is left alone ends by its time.
    for task in tasks { #expect(await task.value == .killed) }
    // As long as it is on, it refuses; others and later ones run.
    #expect(await end(prepared, in: pool) == .killed)
    #expect(await end(invocation(1), in: pool) == nil)
    stopSwitch.turn(on: false)
    var short = invocation(1)
    short.stopSwitch = stopSwitch
    #expect(await end(short, in: pool) == nil)
  }

  @Test func aSwitchTurnedOnAtAnyInstantLetsNoneThrough() async throws {
    let pool = pool(concurrency: 2)
    for round in 0..<300 {
      let stopSwitch = StopSwitch()
      var endless = invocation(0)
      endless.stopSwitch = stopSwitch
      let prepared = endless
      let tasks = (0..<4).map { _ in Task { await self.end(prepared, in: pool) } }
      if round % 3 != 0 { try await Task.sleep(for: .microseconds(round * 5)) }
      pool.stop(by: stopSwitch)
      for task in tasks { #expect(await task.value == .killed) }
    }
  }

  @Test func oneThatWaitsLeavesTheQueueAtItsDeadline() async throws {
    let pool = pool()
    let busy = Task { await self.end(invocation(0), in: pool) }
    try await wait { pool.load.running == 1 }
    var waiting = invocation(1)
    let deadline = ContinuousClock.now + .milliseconds(20)
    waiting.deadline = deadline
    #expect(await end(waiting, in: pool) == .deadline)
    #expect(ContinuousClock.now >= deadline && pool.load.running == 1)
    busy.cancel()
    #expect(await busy.value == .killed)
  }

  @Test func aDeadlineEndsAnInvocationBeforeItsBudget() async {
    var endless = invocation(0, milliseconds: 3_600_000)
    endless.deadline = .now + .milliseconds(200)
    // On a busy machine it waits for a thread until then.
    let code = await end(endless, in: pool())
    #expect(code == .time || code == .deadline)
  }

  @Test func aCancelledOneLeavesTheQueue() async throws {
    let pool = pool(queueDepth: 1)
    let busy = Task { await self.end(invocation(0), in: pool) }
    try await wait { pool.load.running == 1 }
    let waiting = Task { await self.end(invocation(0), in: pool) }
    try await wait { pool.load.waiting == 1 }
    #expect(await end(invocation(1), in: pool) == .queueFull)
    waiting.cancel()
    #expect(await waiting.value == .killed)
    // Its place is free again.
    let next = Task { await self.end(invocation(1), in: pool) }
    try await wait { pool.load.waiting == 1 }
    busy.cancel()
    #expect(await next.value == nil)
  }

  /// Each runs until it is told to end, so that only the first in the queue can end.
  @Test func theQueueIsServedInItsOrder() async throws {
    let pool = pool()
    let busy = Task { await self.end(invocation(0), in: pool) }
    try await wait { pool.load.running == 1 }
    var queue: [(interrupt: Interrupt, code: Task<SandboxError.Code?, Never>)] = []
    for number in 1...5 {
      var endless = invocation(0)
      let interrupt = try Interrupt()
      endless.interrupt = interrupt
      let prepared = endless
      queue.append((interrupt, Task { await self.end(prepared, in: pool) }))
      try await wait { pool.load.waiting == number }
    }
    busy.cancel()
    #expect(await busy.value == .killed)
    for (interrupt, code) in queue {
      interrupt.trip()
      // Behind another one it would wait until that one has spent its time.
      #expect(await code.value == .killed)
    }
  }

  @Test func theOutcomeSaysHowLongItWaited() async throws {
    let pool = pool()
    let busy = Task { await self.end(invocation(0), in: pool) }
    try await wait { pool.load.running == 1 }
    let start = ContinuousClock.now
    let waiting = Task { try await pool.run(self.invocation(1)) }
    try await wait { pool.load.waiting == 1 }
    let entered = ContinuousClock.now
    try await Task.sleep(for: .milliseconds(10))
    let least = ContinuousClock.now - entered
    busy.cancel()
    let outcome = try await waiting.value
    #expect((least...ContinuousClock.now - start).contains(outcome.queueWait), "\(outcome.queueWait)")
    #expect(await busy.value == .killed)
  }

  /// What the machine takes to let another thread begin.
  private func lateness() async -> Duration {
    let start = ContinuousClock.now
    return await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: .now - start) }
    }
  }

  /// A pool with eight callers that want all of both processors for ever.
  @Test func aSlowPoolDoesNotKeepAnotherWaiting() async throws {
    let slow = pool(concurrency: 4)
    let good = pool(concurrency: 4)
    let progress = Progress()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          while !progress.isOver.load(ordering: .relaxed) {
            _ = await self.end(self.invocation(0, milliseconds: 60), in: slow)
            progress.ended.add(1, ordering: .relaxed)
          }
        }
      }
      // By then it is known to be slow.
      try await wait { progress.ended.load(ordering: .relaxed) >= 8 }
      var (waits, machine): ([Duration], [Duration]) = ([], [])
      for number in Int64(1)...200 {
        waits.append(try await good.run(invocation(number)).queueWait)
        machine.append(await lateness())
      }
      progress.isOver.store(true, ordering: .relaxed)
      try await group.waitForAll()
      waits.sort()
      machine.sort()
      // In one line with the slow ones, each would wait for up to 60 ms.
      #expect(waits[100] < .milliseconds(30) + machine[100] * 4, "\(waits[100]), the machine \(machine[100])")
      print("queue wait beside a slow pool: p50 \(waits[100]), p95 \(waits[190]), max \(waits[199])")
    }
  }
}
