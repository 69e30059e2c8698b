import LuaSandbox
import Testing

/// An environment looks its globals up elsewhere until a script could tell.
@Suite struct GlobalsTests {
  @Test(arguments: [
    "print = nil return print == nil", "local p = print print = nil return print == nil and p ~= nil",
    "x = 1 return x == 1 and rawget(_G, 'x') == 1 and _G.x == 1", "return rawget(_G, 'print') == print",
    "rawset(_G, 'print', nil) return print == nil", "return rawget(_G, 'undefined') == nil and undefined == nil",
    "local n = 0 for k, v in pairs(_G) do assert(rawequal(_G[k], v)) n = n + 1 end return n > 20",
    "local n, k = 0, nil repeat k = next(_G, k) n = n + 1 until k == nil return n > 20", "return next(_G) ~= nil",
    "return getmetatable(_G) == nil and getmetatable(_ENV) == nil", "return _G == _ENV and _G._G == _G",
    "setmetatable(_G, {__index = function(_, k) return 'no ' .. k end}) return zzz == 'no zzz' and type(print) == 'function'",
    "setmetatable(_G, {__newindex = function() error('strict') end}) return not pcall(function() y = 1 end) and y == nil",
    "local t = setmetatable({}, {__index = _G}) return t.print == print and t.none == nil",
    "local t = setmetatable({}, _G) return getmetatable(t) == _G",
    "local _ENV = {assert = assert} assert(not print) return true",
    "for i = 1, 100 do assert(type(string) == 'table' and tostring(i)) end return rawget(_G, 'type') == type",
    "for i = 1, 100 do assert(type(string) == 'table') end type = nil return type == nil",
    "local function f() g = 5 end f() return g == 5 and type(table) == 'table'",
    "return not pcall(function() _G[nil] = 1 end) and not pcall(function() _G[0/0] = 1 end)", "return #_G == 0",
    "_G[1] = 'a' return #_G == 1 and _G[1] == 'a' and type(next) == 'function'",
    "table.insert(_G, 'b') return _G[1] == 'b'", "return select('#', table.unpack(_G)) == 0",
  ])
  func globalsAreThoseOfAnOrdinaryTable(body: String) throws {
    let outcome = try run(body)
    #expect(outcome.failure == nil)
    #expect(outcome.scalar == .bool(true))
  }

  @Test func aGlobalThatIsNotThereIsNamed() throws {
    let outcome = try run("local x = 1\nundefined()")
    #expect(outcome.failure?.message == "attempt to call a nil value (global 'undefined')")
    #expect(outcome.failure?.line == 2)
  }
}
