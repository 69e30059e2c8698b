import CReference
import LuaSandbox

/// Scripts that only compute, under budgets and in plain Lua without any.
struct ProcessorBound {
  static let scripts = [
    "recursion": "local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end return fib(23)",
    "loops":
      "local n = 0 for i = 1, 300 do for j = 1, 1000 do if (i ~ j) % 3 == 0 then n = n + i * j else n = n - 1 end end end",
    "tables":
      "for _ = 1, 40 do local t = {} for i = 1, 1000 do t[i] = {id = i, name = i} end local n = 0 "
      + "for i = 1, #t do n = n + t[i].id end end",
    "strings":
      "local n = 0 for i = 1, 8000 do local s = 'word ' .. i .. ', ' .. (i * 7) n = n + #s "
      + "if s:find('99', 1, true) then n = n + s:byte(1) end s = s:sub(2, -2):upper() end",
    "sorting":
      "for r = 1, 12 do local t = {} for i = 1, 1000 do t[i] = (i * 7919 + r) % 1009 end "
      + "table.sort(t) table.sort(t, function(a, b) return a > b end) end",
  ]

  enum Subject: String, CaseIterable {
    case budgets, counted, plain, hooked
  }

  func rows(rounds: Int, _ counts: InstructionCounts?) throws -> [Row] {
    let scripts = Self.scripts.sorted { $0.key < $1.key }
    let names = scripts.map(\.key)
    let samples = try scripts.map { _, script in
      try inTurn(rounds: rounds, Subject.allCases.map { try Self.subject($0, script) })
    }
    let times = zip(names, samples).map { name, sample in
      Self.row("time and memory budgets to plain Lua, time: " + name, sample[0], sample[2], atMost: 1.05)
    }
    let instructions = names.map { name in
      InstructionCounts.row(
        counts, "time and memory budgets to plain Lua, instructions: " + name, name + ".budgets", [name + ".plain"],
        atMost: 1.02)
    }
    let exact = zip(names, samples).map { name, sample in
      Self.row("exact instruction budget to a bare count hook: " + name, sample[1], sample[3], atMost: 1.1)
    }
    return times + instructions + exact + [try arming(rounds: rounds)]
  }

  private static func row(_ name: String, _ own: Sample, _ other: Sample, atMost limit: Double) -> Row {
    let measured = "\(Format.time(own.median)) to \(Format.time(other.median))"
    return .ratio(name, own.median / other.median, atMost: limit, measured: measured, noise: own, other)
  }

  /// One run of the script: nanoseconds of processor time.
  static func subject(_ subject: Subject, _ script: String) throws -> () throws -> Double {
    switch subject {
    case .plain, .hooked:
      let reference = try PlainLua(script)
      return { try reference.run(hookInterval: subject == .hooked ? 1 : nil) }
    case .budgets: return try sandboxed(script, .init(time: .seconds(60)))
    case .counted: return try sandboxed(script, .init(time: .seconds(60), instructions: 1_000_000_000_000))
    }
  }

  private static func sandboxed(_ script: String, _ budget: Invocation.Budget) throws -> () throws -> Double {
    let runner = try SandboxedScript(script, budget)
    return { try runner.run(calls: 1) }
  }

  /// What a call with a time budget costs more than one without.
  private func arming(rounds: Int) throws -> Row {
    let timed = try SandboxedScript("return", .init(time: .milliseconds(40)))
    let free = try SandboxedScript("return", .init(time: nil))
    let calls = 2_000
    let samples = try inTurn(rounds: rounds, [{ try timed.run(calls: calls) }, { try free.run(calls: calls) }])
    let more = max(0, (samples[0].median - samples[1].median) / Double(calls))
    return Row(
      name: "arming a time budget, per call", goal: "≤ 60 ns", measured: Format.time(more), verdict: .init(more <= 60),
      noise: Format.noise(samples))
  }
}

/// A script in a sandbox, run as a whole.
final class SandboxedScript {
  private var sandbox: Sandbox
  private let call: Invocation

  init(_ script: String, _ budget: Invocation.Budget, _ entry: Invocation.Entry = .body) throws {
    sandbox = try Sandbox(memoryLimit: 64 << 20)
    try sandbox.load(Source(script, file: "script.lua"))
    call = Invocation(entry, budget: budget)
  }

  /// Nanoseconds of processor time.
  func run(calls: Int) throws -> Double {
    let start = reference_thread_time()
    for _ in 0..<calls {
      if let failure = sandbox.call(call).failure { throw Unexpected(script: "script.lua", outcome: "\(failure)") }
    }
    return Double(reference_thread_time() - start)
  }
}

/// A script in plain Lua.
final class PlainLua {
  private let lua: OpaquePointer

  init(_ script: String) throws {
    guard let opened = reference_lua_open(script) else { throw Unexpected(script: script, outcome: "no chunk") }
    lua = opened
  }

  deinit { reference_lua_close(lua) }

  var memory: Int { Int(reference_lua_memory(lua)) }

  /// Nanoseconds of processor time, with a count hook that does nothing where there is an interval.
  ///
  /// An exact budget needs the interval 1: Lua restarts longer ones in each coroutine and says nowhere how far one is.
  func run(hookInterval: Int32? = nil) throws -> Double {
    let time = hookInterval.map { reference_lua_run_counted(lua, $0) } ?? reference_lua_run(lua)
    guard time > 0 else { throw Unexpected(script: "plain Lua", outcome: "an error") }
    return Double(time)
  }
}
