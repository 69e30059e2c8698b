import Foundation
import LuaSandbox
import Testing

/// Deadlines and kills at random instants, on several threads at once; after
/// each the same pool has to give a right answer.
///
/// `PERILUNE_STORM_ROUNDS` makes the storm longer: it is the number of rounds
/// of each lane, and a round is one stopped script and one that answers.
@Suite(.serialized) struct StormTests {
  private static let rounds = ProcessInfo.processInfo.environment["PERILUNE_STORM_ROUNDS"].flatMap(Int.init) ?? 600
  private static let lanes = 4

  /// The hook of `0` misbehaves for ever in many ways, by turns; any other number is answered with its square.
  private static let body = """
    local n, tx = ...
    if n ~= 0 then
      local words = {}
      for i = 1, 50 do words[i] = ("w" .. i):upper():gsub("%d+", function(d) return d * 2 end) end
      local co = coroutine.wrap(function(x) while true do x = coroutine.yield(x * n) end end)
      local keys = {}
      for k in pairs({ b = 1, a = 2, 3, [2.5] = 4 }) do keys[#keys + 1] = tostring(k) end
      return { co(n), #table.concat(words), next(_G.leftover or {}) == nil, table.concat(keys), tostring({}) }
    end
    leftover = { true }
    local function forever(f) return function() while true do f() end end end
    local long = ("\\0"):rep(400000)
    local list = {} for i = 1, 300 do list[i] = (i * 7919) % 503 end
    local function descend(k) if k == 0 then return coroutine.yield() end return coroutine.wrap(descend)(k - 1) end
    local ways = {
      forever(function() end),
      forever(function() local b = long < long .. "" end),
      function() local t = {} while true do t[#t + 1] = {} if #t > 20000 then t = {} end end end,
      forever(function() pcall(error, setmetatable({}, { __tostring = error })) end),
      forever(function() local function f() return 1 + f() end pcall(f) end),
      forever(function() local t = {} for i = 1, 5000 do t[i * 7] = tostring(i) end end),
      forever(function() coroutine.wrap(function() for i = 1, 100 do coroutine.yield(i) end end)() end),
      forever(function() table.sort({ 5, 3, 9, 1, 7 }, function(a, b) return a < b end) end),
      forever(function() local s = ("abc"):rep(3000):gsub(".", { a = "b" }) end),
      forever(function() tx:set("a.b", ("x"):rep(10)) end),
      function() local s = "x" while true do s = #s < 500000 and s .. s or "x" end end,
      forever(function() for k in pairs({ a = 1, b = 2, 3 }) do local x = next({}, nil) end end),
      function() xpcall(error, function() while true do end end) end,
      forever(function() xpcall(function() local x = nil + 1 end, function(m) return m:rep(10) end) end),
      forever(function() return ("a"):rep(3000):find(("a*"):rep(20) .. "b") end),
      forever(function() table.sort(list) table.sort(list, function(a, b) return a > b end) end),
      forever(function() return table.concat(list, ","), table.unpack(list) end),
      forever(function() return string.format("%5d %s %q %.14g", 7, long, "x\\n", 0.1) end),
      forever(function() return string.unpack("i4 s4", string.pack("i4 s4", 1, long)) end),
      forever(function() return utf8.len(("ä"):rep(20000)), utf8.codepoint("äöü", 1, -1) end),
      forever(function() for w in ("a b c d e f"):rep(500):gmatch("%a") do end end),
      forever(function() return setmetatable({}, { __index = function(t, k) return k end, __call = print })[1] end),
      forever(function() coroutine.close(coroutine.create(print)) pcall(coroutine.wrap(error), {}) end),
      forever(function() coroutine.wrap(descend)(100) end),
      forever(function() print(("x"):rep(100)) log.warn({}, 1, nil) end),
      forever(function() table.move(list, 1, 300, 2, {}) table.remove(table.pack(table.unpack(list)), 1) end),
      forever(function() return tostring(0.1), tonumber("0x1p4"), ("10"):rep(5000) + 0 end),
      function() local function f() return 1 + f() end while true do xpcall(f, pcall, f) end end,
    }
    ways[math.random(#ways)]()
    """

  private func invocation(_ number: Int64, seed: UInt64, time: Duration) -> Invocation {
    var writer = EncodedValue.Writer()
    writer.write(number)
    var invocation = Invocation(.body, context: Tape(writer.finish()), budget: .init(time: time))
    invocation.proposals = .accepted
    invocation.output.operations = 2_000
    invocation.seed = seed
    return invocation
  }

  private func pool() -> SandboxPool {
    let limits = SandboxPool.Limits(memory: 8 << 20, concurrency: Self.lanes, queueDepth: 1_000)
    return SandboxPool(sources: [Source(Self.body, file: "storm.lua")], limits: limits)
  }

  private func storm(_ lane: @escaping @Sendable (SandboxPool, UInt64) async throws -> Void) async throws {
    let pool = pool()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<UInt64(Self.lanes) { group.addTask { try await lane(pool, number) } }
      try await group.waitForAll()
    }
  }

  @Test func noStormOfDeadlinesDamagesALaterCall() async throws {
    try await storm { pool, lane in
      for round in 0..<UInt64(Self.rounds) {
        let seed = round * 4 + lane
        let time = Duration.microseconds(Int64(seed &* 7_919 % 2_500) + 5)
        let stopped = try await pool.run(invocation(0, seed: seed, time: time))
        check(stopped, in: [.time, .memory, .output])
        try await checkAnswer(of: pool, round: round, seed: seed)
      }
    }
  }

  @Test func noStormOfKillsDamagesALaterCall() async throws {
    try await storm { pool, lane in
      for round in 0..<UInt64(Self.rounds) {
        let seed = round * 4 + lane + 1_000_000
        var invocation = invocation(0, seed: seed, time: .seconds(60))
        let interrupt = try Interrupt()
        invocation.interrupt = interrupt
        let prepared = invocation
        async let stopped = pool.run(prepared)
        if round % 4 != 0 { try await Task.sleep(for: .microseconds(Int64(seed &* 7_919 % 1_500))) }
        interrupt.trip()
        check(try await stopped, in: [.killed, .memory, .output])
        try await checkAnswer(of: pool, round: round, seed: seed)
      }
    }
  }

  private func check(_ stopped: Outcome, in codes: Set<SandboxError.Code>) {
    #expect(stopped.failure.map { codes.contains($0.code) } == true, "\(String(describing: stopped.failure))")
    #expect(stopped.operations.bytes.isEmpty && stopped.value.bytes.isEmpty)
  }

  private func checkAnswer(of pool: SandboxPool, round: UInt64, seed: UInt64) async throws {
    let answer = try await pool.run(invocation(Int64(round) + 1, seed: seed, time: .seconds(60)))
    var reader = EncodedValue.Reader(answer.value)
    #expect(reader.next() == .array(count: 5), "\(String(describing: answer.failure))")
    #expect(reader.next() == .integer(Int64(round + 1) * Int64(round + 1)))
    #expect(reader.next() == .integer(147))
    #expect(reader.next() == .bool(true))
    #expect(reader.next() == .string("12.5ab"))
    #expect(reader.next() == .string("table: 0x00000000000001"))
  }
}
