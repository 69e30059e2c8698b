import LuaSandbox
import Perilune
import PeriluneModel
import Testing

/// However a context came in, a script cannot tell its views from tables but by their type.
@Suite struct ViewIdiomTests {
  /// Compares the views `a` and `b` and the table `t` of one value through everything that reads.
  private static let script = """
    local function kind(v)
      if v == null then return "null" end
      local name = type(v)
      return name == "userdata" and "table" or math.type(v) or name
    end
    local function all(way, a, b, t)
      local x, y, z = way(a), way(b), way(t)
      assert(#x == #y and #x == #z, #x .. " " .. #y .. " " .. #z)
      for i = 1, #x do
        assert(kind(x[i]) == kind(y[i]) and kind(x[i]) == kind(z[i]))
        if kind(x[i]) ~= "table" then
          assert(x[i] == y[i] and x[i] == z[i] and tostring(x[i]) == tostring(z[i]), tostring(x[i]) .. tostring(z[i]))
        end
      end
    end
    local ways = {
      function(v) local r = {} for k, item in pairs(v) do r[#r + 1] = k r[#r + 1] = item end return r end,
      function(v)
        local r, k, item = {}, next(v)
        while k ~= nil do r[#r + 1] = k r[#r + 1] = item k, item = next(v, k) end
        return r
      end,
      function(v) local r = {} for i, item in ipairs(v) do r[#r + 1] = i r[#r + 1] = item end return r end,
      function(v) return { #v, table.unpack(v) } end,
      function(v) return table.move(v, 1, #v, 3, { 1, 2 }) end,
      function(v) return { select("#", table.unpack(v)), (select(-1, 0, table.unpack(v))) } end,
      function(v) return { table.unpack(v, #v // 2, #v) } end,
      function(v) local ok, text = pcall(table.concat, v, "|") return { ok, (text:gsub("%(userdata%)", "(table)")) } end,
      function(v) return { pcall(table.concat, v, "", #v // 2, #v) and table.concat(v, "", #v // 2, #v) } end,
      function(v) return { coroutine.wrap(function() coroutine.yield(table.unpack(v, 1, 20)) end)() } end,
      function(v)
        local r = {}
        for k in coroutine.wrap(function() for k in pairs(v) do coroutine.yield(k) end end) do r[#r + 1] = k end
        return r
      end,
      function(v) return { v[0], v[#v + 1], v[-1], v[1.5], v[true], v[0 / 0], v[{}], v[v], v[""], v[1 << 53], v.absent } end,
      function(v) return { (pcall(next, v, {})), (pcall(ipairs, v)), (pcall(pairs, v)) } end,
      function(v) return { next(v) == nil, rawequal(v, v), ({ [v] = 7 })[v], v == v, not v } end,
      function(v) return { pcall(string.rep, v), pcall(tonumber, v), pcall(math.floor, v), v ~= 1 } end,
    }
    local function check(a, b, t)
      assert(kind(a) == kind(b) and kind(a) == kind(t))
      if kind(a) ~= "table" then return assert(a == b and a == t) end
      assert(a ~= b and a ~= t and not rawequal(a, b))
      for place, way in ipairs(ways) do
        local ok, message = pcall(all, way, a, b, t)
        if not ok then error("way " .. place .. ": " .. message) end
      end
      for k, item in pairs(a) do
        assert(rawequal(item, a[k]) and rawequal(a[k], a[k]))
        check(item, b[k], t[k])
      end
    end
    local ctx = ...
    local a, b, t = ctx.text, ctx.value, ctx.text
    if kind(t) == "table" then t = totable(t) end
    check(a, b, t)
    """

  @Test(arguments: 0..<20)
  func allWaysOfReadingAgree(seed: UInt64) throws {
    var texts = JSONTexts(seed: seed &* 0xD134_2543_DE82_EF95)
    var sandbox = try Sandbox(memoryLimit: 16 << 20)
    try sandbox.load(Source(Self.script, file: "main.lua"))
    for round in 0..<25 {
      let text = texts.text(depth: 5)
      guard let value = try? Value(parsing: text) else { continue }
      var builder = Tape.Builder()
      builder.beginObject()
      builder.end()
      var invocation = Invocation(.body, context: builder.finish(), budget: .init(time: .seconds(20)))
      invocation.fields = [.init("text", .tape(try Tape(json: text))), .init("value", .tape(Tape(value)))]
      let outcome = sandbox.call(invocation)
      #expect(outcome.failure == nil, "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self))")
    }
  }
}
