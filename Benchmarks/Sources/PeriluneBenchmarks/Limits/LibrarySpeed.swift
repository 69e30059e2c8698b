import CReference
import LuaSandbox

/// The sandbox's own library functions against liblua's, on typical calls.
struct LibrarySpeed {
  private static let text = "The quick brown fox jumps over the lazy dog, and thanks Mira for the soup. "

  private static let calls = [
    "find plain": "s:find('Mira', 1, true)", "find": "s:find('thank%a*')", "match": "s:match('(%a+), and (%a+)')",
    "gmatch": "for w in s:gmatch('%a+') do n = n + #w end", "gsub": "s:gsub('o', '0')",
    "gsub function": "s:gsub('%a+', f)", "rep": "('ab'):rep(100, ',')", "byte": "s:byte(1, 10)",
    "format": "('%s has %d (%5.2f)'):format(s, 7, 1.5)", "char": "string.char(72, 101, 108, 108, 111)",
    "upper": "s:upper()", "lower": "s:lower()", "reverse": "s:reverse()", "sub": "s:sub(5, 20)", "len": "s:len()",
    "pack": "string.pack('<i4s1d', 7, 'ab', 1.5)", "unpack": "string.unpack('<i4s1', '\\7\\0\\0\\0\\2ab')",
    "table.concat": "table.concat(t, ', ')", "table.insert": "table.insert(u, 1) u[#u] = nil",
    "table.remove": "u[1] = 1 table.remove(u)", "table.unpack": "table.unpack(t)", "table.pack": "table.pack(1, 2, 3)",
    "table.sort": "table.sort({5, 2, 8, 1, 9, 3})", "utf8.len": "utf8.len(s)", "utf8.char": "utf8.char(8364, 228)",
    "utf8.codes": "for _, c in utf8.codes(s) do n = n + c end", "tostring": "tostring(12345)",
    "tonumber": "tonumber('12345')", "select": "select('#', 1, 2, 3)",
    "ipairs": "for i, v in ipairs(t) do n = n + i end", "pcall": "pcall(f, 'x')",
    "coroutine": "local c = coroutine.wrap(f) c('x')", "math.random": "math.random(100)",
  ]

  private static let patterns: Set = ["find", "match", "gmatch", "gsub", "gsub function"]

  func rows(rounds: Int) throws -> [Row] {
    try Self.calls.sorted { $0.key < $1.key }.map { name, call in
      let (own, plain) = try measure(call, rounds: rounds)
      let isPattern = Self.patterns.contains(name)
      return .ratio(
        (isPattern ? "pattern function to liblua's: " : "library function to liblua's: ") + name,
        own.median / plain.median, atMost: isPattern ? 1.05 : 1.1, noise: own, plain)
    }
  }

  private func measure(_ call: String, rounds: Int) throws -> (own: Sample, plain: Sample) {
    let script = """
      local s, t, u, n = "\(Self.text)", {"a", "b", "c", "d", "e"}, {}, 0
      local function f(x) return x end
      for _ = 1, 20000 do \(isStatement(call) ? call : "local _ = " + call) end
      """
    guard let reference = reference_lua_open(script) else { throw Unexpected(script: script, outcome: "no chunk") }
    defer { reference_lua_close(reference) }
    var sandbox = try Sandbox(memoryLimit: 64 << 20)
    try sandbox.load(Source(script, file: "speed.lua"))
    var (own, plain) = (Sample(), Sample())
    for _ in 0..<rounds {
      let start = reference_thread_time()
      let outcome = sandbox.call(Invocation(.body, budget: .init(time: .seconds(60))))
      own.add(Double(reference_thread_time() - start))
      if let failure = outcome.failure { throw Unexpected(script: script, outcome: "\(failure)") }
      plain.add(Double(reference_lua_run(reference)))
    }
    return (own, plain)
  }

  private func isStatement(_ call: String) -> Bool {
    ["for ", "table.insert", "u[1]", "local ", "table.sort"].contains { call.hasPrefix($0) }
  }
}
