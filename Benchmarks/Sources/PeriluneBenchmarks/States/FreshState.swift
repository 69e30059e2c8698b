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
    let samples = try inTurn(
      rounds: rounds,
      [
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
    let detail = "  (from source, there is no cached chunk; plain Lua \(Format.time(samples[1].median)))"
    return [
      .time("cold start with an extension of 100 lines", samples[0], atMost: 35_000, detail: detail),
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
