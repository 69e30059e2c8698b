import LuaSandbox
import Testing

/// Each step of a sandbox's life with its first, second, third … memory
/// request refused, until it passes: no refusal may crash, leak or pass as
/// another answer.
@Suite struct RefusedAllocationTests {
  /// How many requests are refused: one, which Lua makes again after a collection; two, which ends that request; all.
  private static let counts = [1, 2, Int.max]

  @Test func openingWithTooLittleMemoryFailsCleanly() throws {
    var limit = 0
    while true {
      do {
        _ = try Sandbox(memoryLimit: limit)
        break
      } catch {
        #expect(error.code == .memory)
      }
      limit += 256
      try #require(limit < 1 << 20)
    }
    #expect(limit > 10_000)
  }

  /// Refuses from request 1, 2, 3 … on until an attempt makes no request that is refused.
  private func refuse(_ count: Int, _ attempt: (Int) throws -> Bool) throws {
    for ordinal in 1..<20_000 where try attempt(ordinal) { return }
    Issue.record("it never passed with \(count) requests refused")
  }

  @Test(
    arguments: [
      "local t = {a = 'text', b = {1, 2, 3}}; return function(x) return t.a .. x end",
      "local function f(...) local a <const>, b <close> = 1, nil; goto x; ::x:: return ... end return { f = f, g = f }",
      "return 1 +", "local x = 'unfinished", "goto nowhere", "x = = 1 -- \\255",
      "return " + String(repeating: "(", count: 300),
      "for i = 1, 2 do local a = function() return i + \(String(repeating: "9", count: 400)) end end",
    ], Self.counts)
  func loadingUnderRefusals(text: String, count: Int) throws {
    let plain = load(text, refusing: 0, count)
    try refuse(count) { ordinal in
      var (code, message, requests) = load(text, refusing: ordinal, count)
      if code == .time { (code, message, requests) = load(text, refusing: ordinal, count) }  // A busy machine.
      if code == .memory { return false }
      #expect(code == plain.0 && message == plain.1, "request \(ordinal)")
      return requests < ordinal
    }
  }

  /// The code and message of loading, and how many requests it made before it ended or 0 for a refused one.
  private func load(_ text: String, refusing ordinal: Int, _ count: Int) -> (SandboxError.Code?, String?, Int) {
    do throws(SandboxError) {
      var sandbox = try Sandbox(memoryLimit: 1 << 20)
      sandbox.refuseAllocation(from: ordinal, count: count)
      do throws(SandboxError) {
        try sandbox.load(Source(text, file: "a.lua"))
      } catch {
        return (error.code, error.message, sandbox.requests)
      }
      return (nil, nil, sandbox.requests)
    } catch {
      return (error.code, error.message, 0)
    }
  }

  private static let library = """
    local tag = "lib"
    local M = { name = tag .. "!" }
    function M.twice(x) return x .. x end
    return M
    """

  /// The bodies of hooks that get the context below, and proposals.
  private static let bodies: [String] = [
    "local ctx, tx = ...; ctx.scratch.n = 1; tx:set('a', {b = 1}); print('x', {}); return {list = {1, 2, 'three'}}",
    "local ctx, tx = ...; tx:set('a.b', null) tx:increment('n', 2) tx:append('l', array{}) tx:policy('weighted') tx:weight(3) tx:metadata({ k = { 1 } })",
    "local t = {}; for i = 1, 40 do t['k' .. i] = i end; for k in pairs(t) do t[k] = nil end; local k = next({z = 1, y = 2}) return k",
    "local t = {3, 1, 2, x = 1, [2.5] = 2, [true] = 3}; local r = {} for k, v in pairs(t) do r[#r + 1] = tostring(k) end for k in next, t do r[#r + 1] = tostring(k) end return r",
    "local co = coroutine.wrap(function(...) local x = coroutine.yield(...); error(x) end); co(1); return select(2, pcall(co, 'e'))",
    "local co = coroutine.create(function(a) for i = 1, 5 do a = coroutine.yield(a .. i) end return a end) local r = {} for i = 1, 6 do r[i] = select(2, coroutine.resume(co, 'v' .. i)) end return r",
    "local co = coroutine.create(function() coroutine.yield() end) coroutine.resume(co) return { coroutine.close(co), coroutine.status(co), (select(2, coroutine.resume(co))) }",
    "local co = coroutine.create(error) local ok, e = coroutine.resume(co, 'x') local c, m = coroutine.close(co) return { ok, e, c, m }",
    "local ok, m = xpcall(function() error('e') end, function(m) return m .. '!' end); return m",
    "local ok, m = xpcall(function() local x = nil + 1 end, function(m) error({ m }) end) return type(m)",
    "return select(2, xpcall(function() xpcall(error, function(m) return m .. 'a' end, 'm') error('z') end, tostring))",
    "local t = setmetatable({}, {__index = {a = 1}, __tostring = function() return 'T' end}); return tostring(t) .. string.format('%s', t)",
    "local mt = { __index = function(t, k) return k .. k end, __newindex = rawset, __call = function(_, x) return { x } end, __len = function() return 3 end } local t = setmetatable({}, mt) t.x = 'y' return { t.a, t.x, t(5), #t, getmetatable(t) == mt }",
    "local mt = {} for i = 1, 5 do mt.__index = { v = i } local t = setmetatable({}, mt) mt.__name = 'N' .. i t = setmetatable({}, mt) end return tostring(setmetatable({}, mt))",
    "local n = 0 for i = 1, 20 do if pcall(function() local s = string.rep('x', 1000) .. i end) then n = n + 1 end end return n",
    "local l = require 'lib' return { l.name, require('lib').twice('z'), (pcall(require, 'none')) }",
    "return (('hello world'):gsub('o', { o = '0' }):gsub('%w+', function(w) return w:upper() end):gsub('(l)(l)', '%2-%1'))",
    "local r = {} for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do r[#r + 1] = k .. v end return { r, ('x'):find('x'), ('key = v'):match('^(%w+)%s*=%s*(%w+)$'), ('[[a]]'):match('%b[]') }",
    "return { ('x'):rep(5000, ','):len(), ('abc'):reverse(), ('ABC'):lower(), ('abc'):upper(), ('abc'):byte(1, -1), string.char(65, 66), ('abcdef'):sub(2, 4) }",
    "return { string.format('%d %5.2f %s %q %x %c %g %i %%', 1, 2.5, 'three', 'four\\n', 255, 65, 1e100, 7), ('%s'):format(('y'):rep(3000)) }",
    "local p = string.pack('<i4 s1 z d', 7, 'ab', 'cd', 1.5) return { #p, string.packsize('i4i8'), (string.unpack('<i4 s1 z d', p)) }",
    "local t = {} for i = 1, 50 do table.insert(t, 1, i) end table.sort(t) table.sort(t, function(a, b) return a > b end) table.remove(t, 3) return { table.concat(t, ','), table.unpack(table.move(t, 1, 3, 2, {})), #table.pack(1, nil, 3) }",
    "return { utf8.char(228, 8364, 128512), utf8.len('äöü'), utf8.codepoint('€', 1), utf8.offset('aä€', 3), (function() local r = {} for p, c in utf8.codes('aä') do r[#r + 1] = c end return r end)() }",
    "return { tostring(1.5), tonumber('0x10'), tonumber('z', 36), tostring(nil), math.type(1), math.floor(2.5), math.random(5), math.max(1, 2), os.date('!%Y-%m-%d'), os.time { year = 2020, month = 1, day = 1 }, os.date('*t', 0) }",
    "log.debug('a') log.info('b', 1, {}) log.warn(('w'):rep(500)) log.error(nil, true) print() return array()",
    "return { select('#', table.unpack({}, 1, 200)), rawlen({ 1 }), rawequal('a', 'a'), rawget({ a = 1 }, 'a'), type(rawset({}, 1, 2)), ipairs({}) ~= nil, assert(1, 'm') }",
    "local function f(n) if n == 0 then return {} end return { n = f(n - 1), s = ('s' .. n) } end return f(20)",
    "local t = {} for i = 1, 300 do t[i] = function() return i end end local s = 0 for i = 1, 300 do s = s + t[i]() end return s .. ''",
    "local s = '' for i = 1, 60 do s = s .. i .. ',' .. i * 1.5 end return s",
    "return { ctx = (...).name, deep = (...).list[2].deep, hidden = (...).secret == nil, over = (...).over, keys = (function(t) local r = {} for k in pairs(t) do r[#r + 1] = k end return r end)(...) }",
    "local ctx = ...; local t = totable(ctx); for k, v in pairs(ctx.list) do t[k] = v end; return {ctx, t, #ctx.list}",
    "local ctx = ...; local r = {} for i = 1, 40 do r[i] = ctx.list[2].deep end; return { r[1] == r[40], next(ctx.list) }",
    "local ctx = ...; ctx.list.x = 1", "return tostring((...))",
    "local s = ('x'):rep(2000); local f = string.format; return f('%s%q%5.1f%a', s, s, 1, 2) .. f('%s', {}) .. f('%f', 1e308)",
    "local s = ('x'):rep(2000); local b = ('zs4c3000i8'):pack(s, s, s, 7); return (('zs4c3000i8'):unpack(b))",
    "return tonumber(('1'):rep(400)) + ('1'):rep(400) * '2' + tonumber(('1'):rep(60), 2)",
    "error({})", "error('text')", "error(setmetatable({}, { __tostring = function() return 'obj' .. 1 end }))",
    "error()",
    "error(setmetatable({}, { __name = 'Named' }))", "error(print)", "error(12.5)", "error(coroutine.create(print))",
    "local x = (...).nothing.field", "return #nil", "local a = 'a' + 1", "return {} < {}", "string.rep()",
    "('x'):bad()",
    "return ('x'):rep(-1, {})", "setmetatable({}, { __gc = 1 })", "require 'none'", "local s <const> = string s.x = 1",
    "return { a = { b = print } }", "return { 1, 2, x = 3 }", "local t = {} t.t = t return t", "return '\\255'",
    "return 1/0",
    "local ctx, tx = ...; tx:set('', 1)", "local ctx, tx = ...; tx:set('a', print)",
    "return coroutine.wrap(error)({ 1 })",
  ]

  private func invocation(_ entry: Invocation.Entry) -> Invocation {
    var context = Tape.Builder()
    context.beginObject()
    context.key("name")
    context.write("a name that is longer than the forty bytes of a short string")
    context.key("list")
    context.beginArray()
    context.write(1)
    context.beginObject()
    context.key("deep")
    context.beginArray()
    context.write(2.5)
    context.writeNull()
    for _ in 0..<3 { context.end() }
    context.key("secret")
    context.classify(1)
    context.write("hidden")
    context.key("granted")
    context.classify(2)
    context.write("seen")
    context.end()
    var field = Tape.Builder()
    field.write(true)
    var invocation = Invocation(entry, context: context.finish(), budget: .init(time: .seconds(60)))
    invocation.fields = [.init("over", .tape(field.finish())), .init("number", .integer(7))]
    invocation.grantedClasses = 2
    invocation.proposals = .accepted
    invocation.retainedField = "scratch"
    return invocation
  }

  /// A machine that is busy with other things may take the compiler's time, so that is tried again.
  private func sandbox(_ text: String, tries: Int = 10) throws -> Sandbox {
    do throws(SandboxError) {
      var sandbox = try Sandbox(memoryLimit: 4 << 20)
      try sandbox.load(Source(Self.library, file: "lib.lua", module: "lib"))
      try sandbox.load(Source(text, file: "main.lua"))
      return sandbox
    } catch {
      guard error.code == .time, tries > 1 else { throw error }
      return try self.sandbox(text, tries: tries - 1)
    }
  }

  private func call(_ text: String, _ entry: Invocation.Entry, count: Int) throws {
    var plain = try sandbox(text)
    let expected = plain.call(invocation(entry))
    try refuse(count) { ordinal in
      var sandbox = try sandbox(text)
      sandbox.refuseAllocation(from: ordinal, count: count)
      let outcome = sandbox.call(invocation(entry))
      let requests = sandbox.requests
      if outcome.failure?.code == .memory {
        #expect(outcome.value.bytes.isEmpty && outcome.operations.bytes.isEmpty && outcome.retained.bytes.isEmpty)
        return false
      }
      #expect(outcome.failure?.code == expected.failure?.code, "request \(ordinal)")
      #expect(outcome.failure?.message == expected.failure?.message, "request \(ordinal)")
      #expect(outcome.value == expected.value, "request \(ordinal)")
      #expect(outcome.operations == expected.operations && outcome.retained == expected.retained, "request \(ordinal)")
      #expect(outcome.log == expected.log, "request \(ordinal)")
      checkNextCall(&sandbox, entry, expected)
      return requests < ordinal
    }
  }

  /// What passed in spite of a refusal leaves a sandbox that is whole.
  private func checkNextCall(_ sandbox: inout Sandbox, _ entry: Invocation.Entry, _ expected: Outcome) {
    sandbox.refuseAllocation(from: 0)
    let isUsable = sandbox.settle()
    #expect(isUsable)
    let again = sandbox.call(invocation(entry))
    #expect(again.value == expected.value && again.failure?.message == expected.failure?.message)
  }

  @Test(arguments: bodies.indices, counts)
  func callingABodyUnderRefusals(index: Int, count: Int) throws { try call(Self.bodies[index], .body, count: count) }

  @Test(arguments: counts)
  func callingAFunctionUnderRefusals(count: Int) throws {
    let text = "local lib = require 'lib'; return { a = function(ctx, tx) return { lib.name, ctx.name } end, b = 1 }"
    try call(text, .function("a"), count: count)
    try call(text, .function("missing"), count: count)
    try call("return 1", .function("a"), count: count)
    try call("error('at load')", .function("a"), count: count)
  }

  @Test(arguments: counts)
  func listingTheFunctionsUnderRefusals(count: Int) throws {
    try call("return { a = print, bb = print, c = 1, [1] = print }", .exports, count: count)
    try call("return nil", .exports, count: count)
  }

  /// Settling collects without asking for memory, and works under any rule.
  @Test func settlingUnderRefusals() throws {
    var sandbox = try sandbox("local t = {} for i = 1, 20000 do t[i] = { i } end return #t")
    for _ in 0..<5 {
      #expect(sandbox.call(invocation(.body)).failure == nil)
      sandbox.refuseAllocation(from: 1)
      let isUsable = sandbox.settle()
      #expect(isUsable)
      sandbox.refuseAllocation(from: 0)
    }
  }
}
