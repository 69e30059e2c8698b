import CReference
import LuaSandbox

/// How long after its deadline a script has given control back, beside what a
/// thread that merely sleeps is late in the same run.
struct StopLatency {
  private static let budget: UInt64 = 10_000_000

  /// The shapes of a script that does not end by itself.
  private static let loops = [
    "empty loop": "while true do end",
    "goto": "::again:: goto again",
    "calls": "local function f() end while true do f() end",
    "recursion": "local function f(n) if n > 0 then return f(n - 1) + 1 end return 0 end while true do f(150) end",
    "pcall around a loop": "while true do pcall(function() while true do end end) end",
    "error and pcall": "while true do pcall(error, 'x') end",
    "xpcall handler": "while true do xpcall(error, function() while true do end end) end",
    "coroutines": "while true do local c = coroutine.wrap(function() coroutine.yield(1) end) c() c() end",
    "coroutine in coroutine":
      "local function nest(n) if n == 0 then while true do end end coroutine.wrap(nest)(n - 1) end nest(100)",
    "metamethods":
      "local t = setmetatable({}, {__index = function(_, k) return k end}) while true do local _ = t[1] end",
    "call chain": "local t = setmetatable({}, {__call = function() end}) while true do t() end",
    "garbage": "while true do local t = {} for i = 1, 100 do t[i] = {i} end end",
    "tables": "local t = {} while true do for i = 1, 1000 do t[i] = i end t = {} end",
    "sort": "while true do local t = {} for i = 1, 1000 do t[i] = (i * 7919) % 1000 end table.sort(t) end",
    "pattern": "local s = string.rep('a', 60000) return s:find('.-.-.-.-b')",
    "exponential pattern": "return string.rep('a', 60):find(string.rep('a?', 60) .. string.rep('a', 60) .. 'b')",
    "plain find": "local s = string.rep('a', 1000000) while true do s:find('ab', 1, true) end",
    "comparison of megabytes":
      "local a, b = string.rep('a', 4000000), string.rep('a', 4000000) while true do local _ = a < b end",
  ]

  func rows(rounds: Int) throws -> [Row] {
    var late = Sample()
    var asleep = Sample()
    var worst = ("", 0.0)
    for (name, script) in Self.loops.sorted(by: { $0.key < $1.key }) {
      var own = Sample()
      for _ in 0..<rounds {
        let overshoot = Double(try Self.overshoot(of: script))
        own.add(overshoot)
        late.add(overshoot)
        asleep.add(Double(reference_sleep_overshoot(Self.budget)))
      }
      if own.median > worst.1 { worst = (name, own.median) }
    }
    let deep = try deepRecursion(rounds: rounds).quantile(0.99)
    return [
      row("stopped after the deadline of 10 ms, p50", late.median, asleep.median, limit: 100_000),
      row("stopped after the deadline of 10 ms, p99", late.quantile(0.99), asleep.quantile(0.99), limit: 250_000),
      Row(
        name: "  slowest kind, p50: " + worst.0, goal: "≤ 1 ms", measured: Format.milliseconds(worst.1),
        verdict: .init(worst.1 <= 1_000_000)),
      Row(
        name: "stopped in a recursion of a million frames, p99", goal: "≤ 3 ms",
        measured: Format.milliseconds(deep), verdict: .init(deep <= 3_000_000)),
    ]
  }

  /// A goal that what the machine does to a sleeping thread excuses.
  private func row(_ name: String, _ value: Double, _ asleep: Double, limit: Double) -> Row {
    Row(
      name: name, goal: "≤ \(Format.milliseconds(limit)), or a sleeper's",
      measured: "\(Format.milliseconds(value))  (sleeper \(Format.milliseconds(asleep)))",
      verdict: .init(value <= max(limit, asleep)))
  }

  private func deepRecursion(rounds: Int) throws -> Sample {
    let script = "local function f() return f() + 1 end while true do pcall(f) end"
    return try Self.lateness(of: script, rounds: rounds, memory: 256 << 20)
  }

  /// Nanoseconds from the deadline until the host had control again.
  static func lateness(of script: String, rounds: Int, memory: Int = 64 << 20) throws -> Sample {
    Sample(try (0..<rounds).map { _ in Double(try overshoot(of: script, memory: memory)) })
  }

  /// Nanoseconds from the deadline until `call` returned.
  private static func overshoot(of script: String, memory: Int = 64 << 20) throws -> UInt64 {
    var sandbox = try Sandbox(memoryLimit: memory)
    try sandbox.load(Source(script, file: "loop.lua"))
    let invocation = Invocation(.body, budget: .init(time: .nanoseconds(Int64(budget))))
    let start = reference_now()
    let outcome = sandbox.call(invocation)
    let elapsed = reference_now() - start
    guard outcome.failure?.code == .time else { throw Unexpected(script: script, outcome: "\(outcome.failure as Any)") }
    return elapsed > budget ? elapsed - budget : 0
  }
}

/// A script of the benchmark did something else than it was written for.
struct Unexpected: Error {
  let script: String
  let outcome: String
}
