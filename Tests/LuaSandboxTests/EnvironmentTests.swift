import LuaSandbox
import Testing

@Suite struct EnvironmentTests {
  /// Each body asserts in Lua; a failed assertion names its line.
  @Test(arguments: [
    "assert(_G._G == _G and _G.print == print); x = 1; assert(_G.x == 1 and rawget(_G, 'x') == 1)",
    "local n = 0; for k in pairs(_G) do n = n + 1 end; assert(n > 15)",
    "print = nil; assert(print == nil and _G.print == nil)",
    "setmetatable(_G, {__index = function(_, k) return k end}); assert(unknown == 'unknown')",
    "for _, k in ipairs{'io','debug','package','load','loadstring','loadfile','dofile','collectgarbage','warn'} do assert(_G[k] == nil, k) end",
    "assert(string.dump == nil and os.getenv == nil and os.clock == nil and os.execute == nil)",
    "assert(not pcall(function() string.rep = 1 end) and not pcall(rawset, string, 'rep', 1))",
    "assert(not pcall(setmetatable, string, {}) and getmetatable(string) == false)",
    "assert(('x'):rep(3) == 'xxx' and string.rep('x', 2) == 'xx' and rawget(string, 'rep') == string.rep)",
    "local n = 0; for k, v in pairs(math) do n = n + 1; assert(math[k] == v) end; assert(n > 20)",
    "local f, t = pairs(string); assert(t == string)",
    "assert(getmetatable('').__index == string); assert(not pcall(function() getmetatable('').__index = {} end))",
    "assert('10' + 5 == 15 and 10 .. '' == '10')",
    "assert(next({}) == nil and next({10}) == 1 and next({b = 1, a = 2}) == 'a')",
  ])
  func theWorldOfAScriptIsTheSafePartOfLua(body: String) throws {
    let outcome = try run(body)
    #expect(outcome.failure == nil)
  }

  @Test(arguments: [
    "t = {}; t[3] = 1; t[1] = 1; t[2] = 1; t.b = 1; t.a = 1; t[-1] = 1; t[2.5] = 1; t[true] = 1; t[false] = 1; t[10] = 1",
    "t = {1, 1, 1}; t[false] = 1; t[10] = 1; t.a = 1; t[2.5] = 1; t[-1] = 1; t.b = 1; t[true] = 1",
  ])
  func keysComeInTheirDefinedOrder(build: String) throws {
    let expected = "1 2 3 -1 2.5 10 a b false true"
    let byPairs = try run(
      build + "; r = {}; for k in pairs(t) do r[#r + 1] = tostring(k) end; return table.concat(r, ' ')")
    #expect(byPairs.scalar == .string(expected))
    let byNext = try run(
      build
        + "; r = {}; local k = next(t); while k ~= nil do r[#r + 1] = tostring(k); k = next(t, k) end; return table.concat(r, ' ')"
    )
    #expect(byNext.scalar == .string(expected))
  }

  @Test(arguments: [
    "for k in pairs(t) do t[k] = nil; n = n + 1 end",
    "local k = next(t); while k do t[k] = nil; n = n + 1; k = next(t, k) end",
    "for k in next, t do t[k] = nil; n = n + 1 end",
    "for k in next, t do for _ in next, {1, 2, 3} do end; t[k] = nil; n = n + 1 end",
  ])
  func fieldsMayBeClearedWhileTraversed(loop: String) throws {
    let outcome = try run(
      "local t, n = {}, 0; for i = 1, 500 do t['k' .. i] = i; t[i] = i end; " + loop
        + "; assert(next(t) == nil); return n")
    #expect(outcome.scalar == .integer(1_000))
  }

  @Test func nextRefusesAKeyThatWasNeverThere() throws {
    #expect(try run("return next({10, 20}, 3)").failure?.message == "invalid key to 'next'")
  }

  @Test(arguments: ["__gc", "__close", "__mode", "__concat"])
  func aDangerousEventIsRefusedByName(event: String) throws {
    let outcome = try run("setmetatable({}, {\(event) = function() end})")
    #expect(outcome.failure?.code == .script)
    #expect(outcome.failure?.message.contains(event) == true)
  }

  @Test(arguments: [
    "local mt = {__index = {x = 1}}; local t = setmetatable({}, mt); assert(getmetatable(t) == mt and t.x == 1); mt.__index = {x = 2}; assert(t.x == 1)",
    "local C = {}; C.__index = C; function C.new() return setmetatable({}, C) end; function C:hi() return 'hi' end; assert(C.new():hi() == 'hi')",
    "local mt = {__metatable = 'locked'}; local t = setmetatable({}, mt); assert(getmetatable(t) == 'locked' and not pcall(setmetatable, t, nil))",
    "local v = setmetatable({n = 1}, {__add = function(a, b) return a.n + b end, __call = function(_, x) return x end, __len = function() return 7 end, __eq = function() return true end, __lt = function() return true end, __unm = function() return 'neg' end, __tostring = function() return 'V' end}); assert(v + 2 == 3 and v(9) == 9 and #v == 7 and -v == 'neg' and tostring(v) == 'V' and v < v)",
    "assert(not pcall(setmetatable, {}, {__call = {}}))",
    "local t = setmetatable({}, {__name = 'Thing'}); assert(tostring(t):find('^Thing: 0x%x+$'))",
    "assert(tostring({}):find('^table: 0x%x+$') and tostring(print):find('^function: 0x%x+$'))",
    "local t = {}; assert(tostring(t) == tostring(t) and tostring(t) ~= tostring({}))",
    "assert(not pcall(string.format, '%p', {})); assert(string.format('%s %5.1f %d%% %q', nil, 1.25, 3, 'a') == 'nil   1.2 3% \"a\"')",
    "assert(string.format('%s|%-6s|', {} ~= nil, 'ab') == 'true|ab    |')",
  ])
  func metatablesAndTextBehaveAsInLua(body: String) throws {
    #expect(try run(body).failure == nil)
  }

  @Test(arguments: [
    "local co = coroutine.create(function(a) local b = coroutine.yield(a + 1); return b * 2 end); local _, x = coroutine.resume(co, 1); local _, y = coroutine.resume(co, 10); assert(x == 2 and y == 20 and coroutine.status(co) == 'dead')",
    "local co = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end); assert(co() == 1 and co() == 2 and co() == 3)",
    "local co = coroutine.create(function() error({code = 7}) end); local ok, e = coroutine.resume(co); assert(not ok and e.code == 7); local closed, again = coroutine.close(co); assert(not closed and again.code == 7 and coroutine.close(co))",
    "local co = coroutine.create(function() coroutine.yield() end); coroutine.resume(co); assert(coroutine.close(co) and coroutine.status(co) == 'dead'); local ok, e = coroutine.resume(co); assert(not ok and e == 'cannot resume dead coroutine')",
    "local ok, v = coroutine.wrap(function() return pcall(function() return coroutine.yield(1) end) end), nil; assert(ok() == 1); local s, r = ok('back'); assert(s == true and r == 'back')",
    "local w = coroutine.wrap(function() return xpcall(function() coroutine.yield('y'); error('e') end, function(m) return coroutine.yield('h') end) end); assert(w() == 'y' and w() == 'h'); local ok, m = w('done'); assert(ok == false and m == 'done')",
    "local main, is = coroutine.running(); assert(is and not coroutine.isyieldable()); assert(coroutine.wrap(function() return coroutine.isyieldable() end)())",
    "assert(select(2, xpcall(error, function(m) return 'h:' .. m end, 'x')) == 'h:x')",
    "local ok, m = xpcall(error, error); assert(not ok and type(m) == 'string')",
    "assert(select('#', pcall(function() return 1, 2, 3 end)) == 4)",
    "local t = {}; for i = 1, 500 do t[i] = (i * 7919) % 503 end; table.sort(t); for i = 2, 500 do assert(t[i - 1] <= t[i]) end; table.sort(t, function(a, b) return a > b end); for i = 2, 500 do assert(t[i - 1] >= t[i]) end",
    "assert(not pcall(table.sort, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, function() return true end))",
    "assert(os.date('!%Y-%m-%d %H:%M:%S', 0) == '1970-01-01 00:00:00' and os.date('%H', 3600) == '01')",
    "assert(os.time{year = 2024, month = 2, day = 29, hour = 12} == 1709208000 and os.time{year = 1969, month = 12, day = 31, hour = 23} == -3600)",
    "local d = os.date('*t', 1709208000); assert(d.year == 2024 and d.yday == 60 and d.wday == 5 and d.isdst == false)",
    "assert(not pcall(os.date, '%Ez') and not pcall(os.date, '%'))",
  ])
  func theOwnLibraryFunctionsBehaveAsInLua(body: String) throws {
    let outcome = try run(body)
    #expect(outcome.failure == nil)
  }

  @Test func nothingOfOneInvocationReachesTheNext() throws {
    var sandbox = try Sandbox(memoryLimit: 1 << 20)
    try sandbox.load(Source("return {n = 0}", file: "lib.lua", module: "lib"))
    try sandbox.load(
      Source(
        """
        local lib = require 'lib'
        local seen = leaked, lib.n, math.random(1 << 30)
        leaked, lib.n = true, lib.n + 1
        local random = math.random(1 << 30)
        return tostring(seen) .. lib.n .. random .. tostring({})
        """, file: "main.lua"))
    let invocation = Invocation(.body, budget: .init(time: .seconds(60)))
    let first = sandbox.call(invocation).scalar
    #expect(first != nil)
    for _ in 0..<50 { #expect(sandbox.call(invocation).scalar == first) }
  }

  @Test func theSeedDecidesRandomNumbersAsInLuaItself() throws {
    let outcome = try run("math.randomseed(42); return math.random(1 << 50)")
    let again = try run("return math.random(1 << 50)") { $0.seed = 42 }
    #expect(outcome.scalar == again.scalar)
    let other = try run("return math.random(1 << 50)") { $0.seed = 43 }
    #expect(other.scalar != again.scalar)
  }

  @Test func theClockIsTheInvocations() throws {
    #expect(try run("return os.time()") { $0.clock = 1_234 }.scalar == .integer(1_234))
  }
}
