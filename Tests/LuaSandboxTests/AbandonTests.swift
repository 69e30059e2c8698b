import LuaSandbox
import Testing

/// Lua's own loops look at no flag, so these invocations can only be abandoned.
@Suite struct AbandonTests {
  private static let bodies: [(name: String, body: String)] = [
    ("comparison", "local a = ('\\0'):rep(6e7) local b = ('\\0'):rep(6e7 - 1) .. '\\0' return a <= b"),
    ("collection", "local t = {} for i = 1, 1e9 do t[i % 2000000 + 1] = {} end"),
    ("concatenation", "local s = ('x'):rep(5e7) while true do local u = s .. s end"),
    ("hash of a long key", "local s = ('x'):rep(5e7) while true do local t = { [s .. 'y'] = 1 } end"),
    ("growth of a table", "while true do local t = {} for i = 1, 2e6 do t[i * 3] = i end end"),
  ]

  @Test(arguments: bodies.indices)
  func whatLooksAtNoFlagEndsToo(index: Int) throws {
    func isLate(_ stop: Stop) -> Bool { stop.work > stop.budget + .allowed(milliseconds: 250) }
    let (name, body) = Self.bodies[index]
    let stop = try stop(body, memory: 256 << 20, milliseconds: 60) { !isLate($0) }
    #expect(stop.outcome.failure?.code == .time, "\(name)")
    // While blocks move, the stack may be one of them, and its frames are not read.
    #expect([1, nil].contains(stop.outcome.failure?.line), "\(name)")
    #expect(!isLate(stop), "\(name): \(stop.work)")
  }

  /// However long the machine takes for it: a part of its time ends it within that part and little more.
  @Test func aComparisonIsLeftInItsMidst() throws {
    let body = Self.bodies[0].body
    let start = threadTime()
    #expect(try run(body, memory: 256 << 20).failure == nil)
    let whole = threadTime() - start
    let stop = try stop(body, memory: 256 << 20, milliseconds: max(1, Int(whole / .milliseconds(4))))
    #expect(stop.outcome.failure?.code == .time)
    #expect(stop.work < whole * 3 / 4, "\(stop.work) of \(whole)")
  }

  @Test func whereItWasAbandonedIsSaid() throws {
    let outcome = try stop(
      "local function compare()\n local a = ('\\0'):rep(6e7)\n local b = a .. ''\n return a <= b .. ''\nend\n"
        + "while true do compare() end", memory: 256 << 20, milliseconds: 150
    ) { $0.outcome.failure?.traceback != nil }.outcome
    #expect(outcome.failure?.code == .time)
    #expect([2, 3, 4].contains(outcome.failure?.line))
    #expect(outcome.failure?.traceback?.contains("in local 'compare'") == true)
  }

  /// Deep in a recursion the script goes on until it is abandoned.
  ///
  /// Where its latest frame is half made by then, what stands in its place is of another call, and reading it was seen to
  /// crash: so the place is that of the caller.
  @Test func deepInARecursionOnlyWholeFramesAreRead() throws {
    let body = """
      local function latest(n)
        \(String(repeating: "if n < 0 then n = 'never' .. n end\n", count: 50))
      end
      local function down(n)
        if n > 0 then return 1 + down(n - 1) end
        while true do latest(n) end
      end
      down(10000)
      """
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    var places: Set<Substring> = []
    for number in 0..<30 {
      let time = Duration.milliseconds(20) + .microseconds(number * 20)
      let outcome = try run(body, memory: 64 << 20) { $0.budget.time = time }
      #expect(outcome.failure?.code == .time)
      places.formUnion((outcome.failure?.line).map { [lines[$0 - 1]] } ?? [])
    }
    #expect(!places.isEmpty && places.allSatisfy { $0.contains("down(") || $0.contains("latest(n) end") }, "\(places)")
  }

  @Test func aSpentSandboxRefusesFurtherWork() throws {
    var sandbox = try Sandbox(memoryLimit: 64 << 20)
    try sandbox.load(Source("local s = ('x'):rep(2e7) while true do local u = s .. s end", file: "a.lua"))
    let budget = Invocation.Budget(time: .milliseconds(20))
    #expect(sandbox.call(Invocation(.body, budget: budget)).failure?.code == .time)
    #expect(sandbox.call(Invocation(.body, budget: budget)).failure?.code == .unavailable)
    #expect(throws: SandboxError.self) { try sandbox.load(Source("return 1", file: "b.lua")) }
    let isUsable = sandbox.settle()
    #expect(!isUsable)
  }

  /// Each `or` walks the list of jumps of those before it: many seconds of Lua's compiler in a file of 900 kB.
  @Test func compilingEnds() throws {
    let source = Source("return " + String(repeating: "a or ", count: 180_000) + "a", file: "or.lua")
    var sandbox = try Sandbox(memoryLimit: 256 << 20)
    let start = threadTime()
    let error = #expect(throws: SandboxError.self) {
      try sandbox.load(source)
    }
    #expect(error?.code == .time)
    #expect(threadTime() - start < Source.compileTimeLimit + .allowed(milliseconds: 250))
    #expect(throws: SandboxError.self) { try sandbox.load(Source("return 1", file: "b.lua")) }
  }

  /// Blocks of all sizes come and go; whatever the arena does, no byte of a living one changes.
  @Test(arguments: 1...4)
  func theArenaKeepsWhatItHolds(seed: Int) throws {
    let body = """
      local held, sizes, shapes = {}, { 1, 20, 100, 600, 1500, 3000, 5000, 9000, 40000, 300000 }, {}
      local function text(i, size) return string.char(65 + i % 26):rep(size) end
      for round = 1, 30000 do
        local i = math.random(200)
        local old = held[i]
        if old and old ~= text(i, #old) then return "damaged" end
        held[i] = text(i, math.random(sizes[math.random(#sizes)]))
        shapes[i] = math.random(3) == 1 and {} or shapes[i]
        if shapes[i] then shapes[i][#shapes[i] + 1] = round end
      end
      return "whole"
      """
    let outcome = try run(body, memory: 64 << 20, milliseconds: 60_000) { $0.seed = UInt64(seed) }
    #expect(outcome.scalar == .string("whole"), "\(String(describing: outcome.failure))")
  }
}
