import CReference
import LuaSandbox

/// What a sandbox costs that takes the place of a killed one.
struct FreshState {
  private static let script = """
    local M = {}
    function M.adjust(ctx, tx) tx:increment("relationship.mira.bond", 2) end
    return M
    """

  func rows(rounds: Int) throws -> [Row] {
    var opened = Sample()
    var reference = Sample()
    for _ in 0..<rounds {
      let start = reference_now()
      var sandbox = try Sandbox(memoryLimit: 64 << 20)
      try sandbox.load(Source(Self.script, file: "main.lua"))
      opened.add(Double(reference_now() - start))
      let plain = reference_now()
      if let lua = reference_lua_open(Self.script) { reference_lua_close(lua) }
      reference.add(Double(reference_now() - plain))
    }
    return [
      Row(
        name: "a new sandbox with its script loaded", goal: "≤ 100 µs",
        measured: "\(Format.microseconds(opened.median))  (plain Lua \(Format.microseconds(reference.median)))",
        passes: opened.median <= 100_000)
    ]
  }
}
