import CReference
import LuaSandbox

/// What a sandbox costs to open, and to keep.
struct FreshState {
  /// An extension of a hundred lines, as authors write them.
  private static let script: String = {
    let functions = (1...16).map { number in
      """
      -- Number \(number) of the words that count.
      function M.adjust\(number)(ctx, tx)
        local text = ctx.message.text:lower()
        if text:find("word\(number)", 1, true) then
          tx:increment("relationship.npc\(number).bond", \(number))
        end
      """ + "\nend\n"
    }
    return (["local M = {}"] + functions + ["return M"]).joined(separator: "\n")
  }()

  func rows(rounds: Int) throws -> [Row] {
    let pooled = try PooledState(Self.script)
    let samples = try inTurn(
      rounds: rounds,
      [
        { try pooled.coldStart() },
        {
          let start = reference_thread_time()
          var sandbox = try Sandbox(memoryLimit: 16 << 20)
          try sandbox.load(Source(Self.script, file: "main.lua"))
          return Double(reference_thread_time() - start)
        },
        {
          let start = reference_thread_time()
          _ = try PlainLua(Self.script)
          return Double(reference_thread_time() - start)
        },
      ])
    let detail =
      "  (from source \(Format.time(samples[1].median)), plain Lua from source \(Format.time(samples[2].median)))"
    return [
      .time("cold start of a pooled state, an extension of 100 lines", samples[0], atMost: 35_000, detail: detail),
      try memoryRow(), try crowdRow(),
    ]
  }

  private func memoryRow() throws -> Row {
    var sandbox = try Sandbox(memoryLimit: 16 << 20)
    try sandbox.load(Source(Self.script, file: "main.lua"))
    let plain = try PlainLua(Self.script).memory
    return .ratio(
      "memory at rest to plain Lua's", Double(sandbox.memory) / Double(plain), atMost: 1.15,
      measured: "\(sandbox.memory) bytes to \(plain)")
  }

  /// Ten thousand of them at once, each of which has run, and what plain Lua would take of the system's memory.
  private func crowdRow() throws -> Row {
    let count = 10_000
    let plain = try residentKilobytes(count / 10, open: { try PlainLua(Self.script) }, run: { _ = try $0.run() })
    let each = try residentKilobytes(
      count, open: { try SandboxedScript(Self.script, .init(time: .seconds(1)), .exports) },
      run: { _ = try $0.run(calls: 1) })
    return Row(
      name: "live sandboxes in one process", goal: "10000",
      measured: "\(count), \(each) KB of the system's memory each (plain Lua \(plain) KB)", verdict: .pass)
  }

  private func residentKilobytes<State>(
    _ count: Int, open: () throws -> State, run: (State) throws -> Void
  ) throws -> UInt64 {
    let before = reference_resident_memory()
    var crowd: [State] = []
    for _ in 0..<count {
      let state = try open()
      try run(state)
      crowd.append(state)
    }
    let after = reference_resident_memory()
    guard crowd.count == count, after > before else { return 0 }
    return (after - before) / UInt64(count) / 1_024
  }
}

/// A pool whose state is thrown away before each measurement, so that the next call opens one from the compiled chunk.
private final class PooledState {
  private let pool: SandboxPool
  private let call = Invocation(.exports, budget: .init(time: .seconds(1)))

  init(_ script: String) throws {
    pool = SandboxPool(sources: [Source(script, file: "main.lua")], limits: .init(concurrency: 1))
    _ = try time(call)
  }

  /// Nanoseconds of processor time that the first call takes more than the second.
  func coldStart() throws -> Double {
    let killed = Invocation(.exports, budget: .init(time: .seconds(1), instructions: 1))
    guard try pool.runBlocking(killed).failure?.code == .instructions else {
      throw Unexpected(script: "main.lua", outcome: "it outlived its budget")
    }
    let first = try time(call)
    return first - (try time(call))
  }

  private func time(_ call: Invocation) throws -> Double {
    let start = reference_thread_time()
    if let failure = try pool.runBlocking(call).failure { throw failure }
    return Double(reference_thread_time() - start)
  }
}
