import LuaSandbox
import Synchronization
import Testing

@Suite(.serialized) struct PoolQueueTests {
  private final class Order: Sendable {
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
    try await Task.sleep(for: .milliseconds(30))
    let start = ContinuousClock.now
    pool.stop(by: stopSwitch)
    for task in tasks { #expect(await task.value == .killed) }
    // Other tests hold up the tasks; the scripts would run for a minute.
    #expect(ContinuousClock.now - start < .seconds(20))
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
    try await Task.sleep(for: .milliseconds(20))
    var waiting = invocation(1)
    let start = ContinuousClock.now
    waiting.deadline = start + .milliseconds(20)
    #expect(await end(waiting, in: pool) == .deadline)
    #expect((.milliseconds(20) ..< .seconds(20)).contains(ContinuousClock.now - start))
    busy.cancel()
    #expect(await busy.value == .killed)
  }

  @Test func aDeadlineEndsAnInvocationBeforeItsBudget() async {
    var endless = invocation(0)
    let start = ContinuousClock.now
    endless.deadline = start + .milliseconds(200)
    // On a busy machine it waits for a thread until then.
    let code = await end(endless, in: pool())
    #expect(code == .time || code == .deadline)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func aCancelledOneLeavesTheQueue() async throws {
    let pool = pool(queueDepth: 1)
    let busy = Task { await self.end(invocation(0), in: pool) }
    try await Task.sleep(for: .milliseconds(20))
    let waiting = Task { await self.end(invocation(0), in: pool) }
    try await Task.sleep(for: .milliseconds(20))
    #expect(await end(invocation(1), in: pool) == .queueFull)
    waiting.cancel()
    #expect(await waiting.value == .killed)
    // Its place is free again.
    let next = Task { await self.end(invocation(1), in: pool) }
    try await Task.sleep(for: .milliseconds(20))
    busy.cancel()
    #expect(await next.value == nil)
  }

  @Test func theQueueIsServedInItsOrder() async throws {
    let pool = pool()
    let busy = Task { await self.end(invocation(0), in: pool) }
    try await Task.sleep(for: .milliseconds(20))
    typealias Served = (came: ContinuousClock.Instant, began: ContinuousClock.Instant)
    let served = try await withThrowingTaskGroup(of: Served.self) { group in
      for _ in 1...5 {
        group.addTask {
          let came = ContinuousClock.now
          let outcome = try await pool.run(self.invocation(0, milliseconds: 30))
          return (came, came + outcome.queueWait)
        }
        try await Task.sleep(for: .milliseconds(10))
      }
      busy.cancel()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let inOrder = served.sorted { $0.came < $1.came }
    for (first, second) in zip(inOrder, inOrder.dropFirst()) where second.came - first.came > .milliseconds(5) {
      // Each runs for 30 ms; between coming and submitting a task can lose a little time.
      #expect(first.began < second.began)
    }
    #expect(await busy.value == .killed)
  }

  @Test func theOutcomeSaysHowLongItWaited() async throws {
    let pool = pool()
    let busy = Task { await self.end(invocation(0, milliseconds: 40), in: pool) }
    try await Task.sleep(for: .milliseconds(10))
    let outcome = try await pool.run(invocation(1))
    #expect((.milliseconds(10) ..< .seconds(5)).contains(outcome.queueWait), "\(outcome.queueWait)")
    #expect(await busy.value == .time)
  }

  /// A pool with eight callers that want all of both processors for ever.
  @Test func aSlowPoolDoesNotKeepAnotherWaiting() async throws {
    let slow = pool(concurrency: 4)
    let good = pool(concurrency: 4)
    let order = Order()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          while !order.isOver.load(ordering: .relaxed) {
            _ = await self.end(self.invocation(0, milliseconds: 60), in: slow)
          }
        }
      }
      // By then it is known to be slow.
      try await Task.sleep(for: .milliseconds(200))
      var waits: [Duration] = []
      for number in Int64(1)...200 { waits.append(try await good.run(invocation(number)).queueWait) }
      order.isOver.store(true, ordering: .relaxed)
      try await group.waitForAll()
      waits.sort()
      // In one line with the slow ones, each would wait for up to 60 ms.
      #expect(waits[100] < .milliseconds(30), "\(waits[100])")
      print("queue wait beside a slow pool: p50 \(waits[100]), p95 \(waits[190]), max \(waits[199])")
    }
  }
}
