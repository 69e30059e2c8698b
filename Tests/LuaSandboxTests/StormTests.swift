import Foundation
import LuaSandbox
import Testing

/// Deadlines and kills at random instants, on several threads at once.
///
/// `PERILUNE_STORM_ROUNDS` makes the storm longer.
@Suite struct StormTests {
  private static let rounds = ProcessInfo.processInfo.environment["PERILUNE_STORM_ROUNDS"].flatMap(Int.init) ?? 300

  /// The hook of `0` misbehaves for ever in many ways, by turns; any other number is answered with its square.
  private static let body = """
    local n, tx = ...
    if n ~= 0 then
      local words = {}
      for i = 1, 50 do words[i] = ("w" .. i):upper():gsub("%d+", function(d) return d * 2 end) end
      local co = coroutine.wrap(function(x) while true do x = coroutine.yield(x * n) end end)
      return { co(n), #table.concat(words), next(_G.leftover or {}) == nil }
    end
    leftover = { true }
    local ways = {
      function() while true do end end,
      function() local s = ("\\0"):rep(400000) local t = s .. "" while true do local b = s < t .. "" end end,
      function() local t = {} while true do t[#t + 1] = {} if #t > 20000 then t = {} end end end,
      function() while true do pcall(error, setmetatable({}, { __tostring = error })) end end,
      function() local function f() return 1 + f() end while true do pcall(f) end end,
      function() while true do local t = {} for i = 1, 5000 do t[i * 7] = tostring(i) end end end,
      function() while true do coroutine.wrap(function() for i = 1, 100 do coroutine.yield(i) end end)() end end,
      function() while true do table.sort({ 5, 3, 9, 1, 7 }, function(a, b) return a < b end) end end,
      function() while true do local s = ("abc"):rep(3000):gsub(".", { a = "b" }) end end,
      function() while true do tx:set("a.b", ("x"):rep(10)) end end,
      function() local s = "x" while true do s = #s < 500000 and s .. s or "x" end end,
      function() while true do for k in pairs({ a = 1, b = 2, 3 }) do local x = next({}, nil) end end end,
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

  @Test func noStormDamagesALaterCall() async throws {
    let limits = SandboxPool.Limits(memory: 8 << 20, concurrency: 4, queueDepth: 1_000)
    let pool = SandboxPool(sources: [Source(Self.body, file: "storm.lua")], limits: limits)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<4 { group.addTask { try await storm(in: pool, lane: UInt64(lane)) } }
      try await group.waitForAll()
    }
  }

  private func storm(in pool: SandboxPool, lane: UInt64) async throws {
    for round in 0..<UInt64(Self.rounds) {
      let seed = round * 4 + lane
      let time = Duration.microseconds(Int64(seed.multipliedReportingOverflow(by: 7_919).partialValue % 2_500) + 5)
      let stopped = try await pool.run(invocation(0, seed: seed, time: time))
      let expected: Set<SandboxError.Code> = [.time, .memory, .output]
      #expect(stopped.failure.map { expected.contains($0.code) } == true, "\(String(describing: stopped.failure))")
      #expect(stopped.operations.bytes.isEmpty)
      let answer = try await pool.run(invocation(Int64(round) + 1, seed: seed, time: .seconds(60)))
      var reader = EncodedValue.Reader(answer.value)
      #expect(reader.next() == .array(count: 3), "\(String(describing: answer.failure))")
      #expect(reader.next() == .integer(Int64(round + 1) * Int64(round + 1)))
      #expect(reader.next() == .integer(147))
      #expect(reader.next() == .bool(true))
    }
  }
}
