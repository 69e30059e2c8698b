import Foundation
import LuaSandbox
import Synchronization
import Testing

@Suite struct BudgetTests {
  @Test func aScriptWithinItsBudgetCompletes() throws {
    let outcome = try run("local n = 0; for i = 1, 1000 do n = n + i end; return n")
    #expect(outcome.failure == nil)
    #expect(outcome.scalar == .integer(500_500))
  }

  @Test(arguments: [
    "while true do end",
    "while true do pcall(function() while true do end end) end",
    "while true do xpcall(function() while true do end end, function() while true do end end) end",
    "xpcall(error, function() while true do end end)",
    "local function loop() while true do end end; while true do pcall(pcall, pcall, loop) end",
    "while true do coroutine.wrap(function() for i = 1, 50 do end end)() end",
    "local co = coroutine.wrap(function() while true do end end); while true do pcall(co) end",
    "local function grow() local c = coroutine.create(grow); while true do coroutine.resume(c) end end grow()",
    "repeat local c = coroutine.create(function() while true do end end); coroutine.resume(c); coroutine.close(c) until false",
    "return tostring(setmetatable({}, {__tostring = function() while true do end end}))",
    "error(setmetatable({}, {__tostring = function() while true do end end}))",
    "local t = setmetatable({}, {__index = function(t, k) while true do end end}); return t.x",
    "local t = {}; for i = 1, 20000 do t[i] = i % 7 end; table.sort(t, function() while true do end end)",
    "while true do table.sort({3, 2, 1}, pcall) end",
    "for _ in (function() while true do end end) do end",
    "goto a; ::a:: goto a",
    "local function f() return f() end; f()",
    "while true do local ok, e = pcall(error, 'x') end",
    "while true do string.format('%s', setmetatable({}, {__tostring = function() return 'x' end})) end",
    "for k, v in pairs(setmetatable({}, {__pairs = function() return function() return 1 end end})) do end",
  ])
  func aSpentTimeBudgetEndsTheCall(body: String) throws {
    func isLate(_ stop: Stop) -> Bool { stop.work > stop.budget + .allowed(milliseconds: 250) }
    let stop = try stop(body, milliseconds: 20) { $0.outcome.failure?.traceback != nil && !isLate($0) }
    #expect(stop.outcome.failure?.code == .time)
    #expect(stop.outcome.duration >= stop.budget)
    #expect(!isLate(stop), "far beyond the budget: \(stop.work)")
    #expect(stop.outcome.failure?.traceback != nil)
  }

  private final class Spinners: Sendable {
    let started = Atomic(0)
    let isOver = Atomic(false)
  }

  /// More threads than processors want all of them, so the clock runs away from the script.
  @Test func othersSpendNothingOfABudgetOfProcessorTime() async throws {
    let spinners = Spinners()
    defer { spinners.isOver.store(true, ordering: .relaxed) }
    let count = 2 * ProcessInfo.processInfo.activeProcessorCount
    for _ in 0..<count {
      Thread.detachNewThread {
        spinners.started.add(1, ordering: .relaxed)
        while !spinners.isOver.load(ordering: .relaxed) {}
      }
    }
    try await wait { spinners.started.load(ordering: .relaxed) == count }
    var sandbox = try Sandbox(memoryLimit: 1 << 20)
    try sandbox.load(Source("while true do end", file: "a.lua"))
    let start = threadTime()
    let outcome = sandbox.call(Invocation(.body, budget: .processor(.milliseconds(100))))
    let work = threadTime() - start
    #expect(outcome.failure?.code == .time)
    #expect(work >= .milliseconds(100), "\(work) in \(outcome.duration)")
  }

  @Test(arguments: [
    "local s = 'x'; while true do s = s .. s end",
    "local s = 'x'; while true do pcall(function() s = s .. s end) end",
    "local t = {}; while true do t[#t + 1] = {} end",
    "string.rep('x', 1 << 30)",
    "while true do pcall(string.rep, 'x', 1 << 30) end",
    "local t = {}; for i = 1, 1e9 do t[i] = coroutine.create(print) end",
    "local function f(...) return f(1, 2, 3, ...) end; f()",
    "for i = 1, 1e4 do print(string.rep('x', 100)) end local t = string.rep('y', 1 << 30)",
    "return table.concat({string.rep('x', 1e6), string.rep('x', 1e6), string.rep('x', 1e6), string.rep('x', 1e6)})",
  ])
  func aReachedMemoryLimitEndsTheCall(body: String) throws {
    let outcome = try run(body, memory: 2 << 20, milliseconds: 60_000)
    #expect(outcome.failure?.code == .memory)
    #expect(outcome.peakMemory <= 2 << 20)
  }

  @Test func garbageWithinTheMemoryLimitIsCollected() throws {
    let outcome = try run(
      "local n = 0; for i = 1, 2000 do local s = string.rep('x', 20000 + i); n = n + #s end; return n > 0",
      memory: 1 << 20)
    #expect(outcome.scalar == .bool(true))
  }

  @Test func anInstructionBudgetIsExact() throws {
    let body = "local n = 0; for i = 1, 100 do n = n + i end; return n"
    let free = try run(body) { $0.budget.instructions = 1_000_000 }
    #expect(free.failure == nil)
    let needed = free.instructions
    #expect(needed > 100)
    #expect(try run(body) { $0.budget.instructions = needed }.failure == nil)
    let short = try run(body) { $0.budget.instructions = needed - 1 }
    #expect(short.failure?.code == .instructions)
    #expect(try run(body) { $0.budget.instructions = 1_000_000 }.instructions == needed)
  }

  @Test(arguments: ["while true do end", "while true do pcall(function() while true do end end) end"])
  func aSpentInstructionBudgetCannotBeSwallowed(body: String) throws {
    let outcome = try run(body) { $0.budget.instructions = 10_000 }
    #expect(outcome.failure?.code == .instructions)
  }

  @Test func aSandboxThatFailedServesTheNextCall() throws {
    var sandbox = try Sandbox(memoryLimit: 1 << 20)
    try sandbox.load(Source("local ctx = ...; if ctx == 1 then error('no') end return 'yes'", file: "b.lua"))
    var writer = EncodedValue.Writer()
    writer.write(Int64(1))
    var invocation = Invocation(.body, context: Tape(writer.finish()), budget: .init(time: .seconds(60)))
    #expect(sandbox.call(invocation).failure?.code == .script)
    invocation.context = .none
    #expect(sandbox.call(invocation).scalar == .string("yes"))
  }
}
