import LuaSandbox
import Testing

/// Library functions that loop in C, each with one call whose loop is long:
/// the instruction budget counts it, and the time budget ends it.
@Suite struct LibraryBudgetTests {
  /// Set-up, and the call that works for thousands of steps.
  private static let calls: [(setUp: String, call: String)] = [
    ("local s = ('x'):rep(1000000)", "string.format('%s', s)"),
    ("local s = ('x'):rep(1000000)", "string.format(s)"),
    ("local s = ('x'):rep(1000000)", "string.format('%.5s', s)"),
    ("local s = ('\\1'):rep(200000)", "string.format('%q', s)"),
    ("local s = ('%%'):rep(20000)", "string.format(s)"),
    ("local s = ('0'):rep(1000000)", "tonumber(s)"),
    ("local s = ('0'):rep(1000000)", "tonumber(s, 10)"),
    ("local s = (' '):rep(1000000)", "tonumber(s, 10)"),
    ("local s = '1' .. (' '):rep(1000000)", "tonumber(s, 10)"),
    ("local s = ('0'):rep(1000000)", "return s + 1"),
    ("local s = ('x'):rep(1000000)", "string.pack('z', s)"),
    ("local s = ('x'):rep(1000000)", "string.pack('s', s)"),
    ("", "string.pack('c1000000', '')"),
    ("local s = ('x'):rep(20000)", "string.pack(s)"),
    ("local s = ('x'):rep(20000)", "string.packsize(s)"),
    ("local s = ('x'):rep(20000)", "string.unpack(s, s)"),
    ("local s = ('x'):rep(1000000) .. '\\0'", "string.unpack('z', s)"),
    ("local s = ('b'):rep(20000)", "string.unpack(s, s)"),
    ("local s = ('é'):rep(100000)", "utf8.len(s)"),
    ("local s = ('é'):rep(20000)", "utf8.codepoint(s, 1, -1)"),
    ("local s = ('é'):rep(100000)", "utf8.offset(s, 90000)"),
    ("local s = ('é'):rep(100000)", "utf8.offset(s, -90000)"),
    ("local s = 'a' .. ('\\x80'):rep(200000)", "utf8.offset(s, 0, 200000)"),
    ("local s = 'a' .. ('\\x80'):rep(200000) local step = utf8.codes(s)", "step(s, 1)"),
    ("local t = table.pack(utf8.codepoint(('é'):rep(20000), 1, -1))", "utf8.char(table.unpack(t))"),
    ("local s = ('x'):rep(1000000) local r = ('x'):rep(1000000)", "rawequal(s, r)"),
    ("local s = ('x'):rep(1000000)", "print(s)"),
    ("local t = {} for i = 1, 5000 do t[i] = i end", "print(table.unpack(t))"),
    ("local t = {} for i = 1, 5000 do t['k' .. i] = i end", "pairs(t)"),
    ("local t = {} for i = 1, 5000 do t['k' .. i] = i end", "next(t)"),
    ("local t = {} for i = 1, 5000 do t['k' .. i] = i end", "next(t, 'k7')"),
    ("local t = {} for i = 1, 20000 do t[i] = i end", "table.insert(t, 1, 0)"),
    ("local t = {} for i = 1, 20000 do t[i] = i end", "table.remove(t, 1)"),
    ("local t = {} for i = 1, 20000 do t[i] = i end", "table.move(t, 1, 20000, 2)"),
    ("local t = {} for i = 1, 20000 do t[i] = i end", "table.unpack(t)"),
    ("local t = {} for i = 1, 20000 do t[i] = i end", "table.concat(t)"),
    ("local t, s = {1, 2}, ('x'):rep(1000000)", "table.concat(t, s)"),
  ]

  @Test(arguments: calls.indices)
  func anInstructionBudgetCountsWhatItDoes(index: Int) throws {
    let (setUp, call) = Self.calls[index]
    func instructions(_ body: String) throws -> Int {
      let outcome = try run(body, memory: 16 << 20) { $0.budget.instructions = 100_000_000 }
      try #require(outcome.failure == nil, "\(body): \(String(describing: outcome.failure))")
      return outcome.instructions
    }
    let without = try instructions(setUp)
    let with = try instructions("\(setUp) local function f() \(call) end f()")
    #expect(with > without + 1_000, "\(call)")
    #expect(try instructions("\(setUp) local function f() \(call) end f()") == with, "\(call)")

    let short = try run("\(setUp) local function f() \(call) end while true do pcall(f) end", memory: 16 << 20) {
      $0.budget.instructions = with + 5_000
    }
    #expect(short.failure?.code == .instructions, "\(call)")
    #expect(short.instructions == with + 5_000, "\(call)")
  }

  @Test(arguments: calls.indices)
  func aTimeBudgetEndsIt(index: Int) throws {
    let (setUp, call) = Self.calls[index]
    let body = "\(setUp) local function f() \(call) end while true do pcall(f) end"
    func isLate(_ stop: Stop) -> Bool { stop.work > stop.budget + .allowed(milliseconds: 250) }
    let stop = try stop(body, memory: 16 << 20, milliseconds: 30) { !isLate($0) }
    #expect(stop.outcome.failure?.code == .time, "\(call)")
    #expect(!isLate(stop), "\(call): \(stop.work)")
  }
}
