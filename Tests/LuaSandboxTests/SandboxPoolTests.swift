import LuaSandbox
import Testing

@Suite struct SandboxPoolTests {
  private func pool(_ text: String, concurrency: Int = 2, queueDepth: Int = 64) -> SandboxPool {
    SandboxPool(
      sources: [Source(text, file: "main.lua")],
      limits: .init(memory: 1 << 20, concurrency: concurrency, queueDepth: queueDepth))
  }

  private func invocation(_ number: Int64, milliseconds: Int = 60_000) -> Invocation {
    var writer = EncodedValue.Writer()
    writer.write(number)
    return Invocation(.body, context: Tape(writer.finish()), budget: .init(time: .milliseconds(milliseconds)))
  }

  @Test func manyInvocationsEachGetTheirOwnAnswer() async throws {
    let pool = pool("local n = ...; local s = 0; for i = 1, n do s = s + i end; return s", queueDepth: 1_000)
    try await withThrowingTaskGroup(of: (Int64, EncodedValue.Token?).self) { group in
      for number in Int64(1)...300 {
        group.addTask { (number, try await pool.run(self.invocation(number)).scalar) }
      }
      for try await (number, answer) in group { #expect(answer == .integer(number * (number + 1) / 2)) }
    }
  }

  @Test func aKilledSandboxIsReplaced() async throws {
    let pool = pool("local n = ...; if n == 0 then while true do end end; return n", concurrency: 1)
    for round in Int64(1)...5 {
      #expect(try await pool.run(invocation(0, milliseconds: 5)).failure?.code == .time)
      #expect(try await pool.run(invocation(round)).scalar == .integer(round))
    }
  }

  @Test func aFullQueueRefuses() async throws {
    let pool = pool("while true do end", concurrency: 1, queueDepth: 1)
    let codes = await withTaskGroup(of: SandboxError.Code?.self) { group in
      for _ in 0..<6 {
        group.addTask {
          do throws(SandboxError) {
            return try await pool.run(self.invocation(0)).failure?.code
          } catch {
            return error.code
          }
        }
      }
      // One runs and one waits until they are told to end.
      var codes: [SandboxError.Code?] = []
      for await code in group {
        codes.append(code)
        if codes.count == 4 { group.cancelAll() }
      }
      return codes
    }
    #expect(codes == [.queueFull, .queueFull, .queueFull, .queueFull, .killed, .killed])
  }

  @Test func cancellingTheTaskStopsTheScript() async throws {
    let pool = pool("while true do pcall(function() while true do end end) end", concurrency: 1)
    let invocation = invocation(0)
    // On a busy machine it still waits for a thread by then.
    let task = Task {
      do throws(SandboxError) {
        return try await pool.run(invocation).failure?.code
      } catch {
        return error.code
      }
    }
    try await Task.sleep(for: .milliseconds(30))
    task.cancel()
    #expect(await task.value == .killed)
  }

  @Test func anInterruptTrippedBeforeTheCallStopsIt() throws {
    let interrupt = try Interrupt()
    interrupt.trip()
    #expect(try run("for i = 1, 1e9 do end") { $0.interrupt = interrupt }.failure?.code == .killed)
  }

  @Test func interruptsAtRandomInstantsNeverGetLost() async throws {
    let pool = pool("while true do pcall(coroutine.wrap(function() for i = 1, 100 do local t = {i} end end)) end")
    for round in 0..<200 {
      let interrupt = try Interrupt()
      var invocation = invocation(0)
      invocation.interrupt = interrupt
      let prepared = invocation
      let task = Task { try await pool.run(prepared) }
      if round % 3 != 0 { try await Task.sleep(for: .microseconds(round * 7)) }
      interrupt.trip()
      #expect(try await task.value.failure?.code == .killed)
    }
  }

  @Test func aScriptThatDoesNotCompileIsReportedToItsCaller() async {
    let pool = pool("return +")
    await #expect(throws: SandboxError.self) { try await pool.run(invocation(1)) }
  }
}
