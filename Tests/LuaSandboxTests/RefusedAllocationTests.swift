import LuaSandbox
import Testing

/// Each step of a sandbox's life with its first, second, third … memory
/// request refused, until it passes: no refusal may crash, leak or pass as a
/// success.
@Suite struct RefusedAllocationTests {
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

  @Test func loadingUnderRefusalsFailsCleanly() throws {
    let text = "local t = {a = 'text', b = {1, 2, 3}}; return function(x) return t.a .. x end"
    for ordinal in 1..<10_000 {
      var sandbox = try Sandbox(memoryLimit: 1 << 20)
      sandbox.refuseAllocation(from: ordinal)
      do {
        try sandbox.load(Source(text, file: "a.lua"))
        #expect(ordinal > 5)
        return
      } catch {
        #expect(error.code == .memory, "request \(ordinal)")
      }
    }
    Issue.record("loading never passed")
  }

  @Test(arguments: [
    "local ctx, tx = ...; ctx.scratch.n = 1; tx:set('a', {b = 1}); print('x', {}); return {list = {1, 2, 'three'}}",
    "local t = {}; for i = 1, 40 do t['k' .. i] = i end; for k in pairs(t) do t[k] = nil end; local k = next({z = 1, y = 2})",
    "local co = coroutine.wrap(function(...) local x = coroutine.yield(...); error(x) end); co(1); pcall(co, 'e')",
    "local ok, m = xpcall(function() error('e') end, function(m) return m .. '!' end); return m",
    "local t = setmetatable({}, {__index = {a = 1}, __tostring = function() return 'T' end}); return tostring(t) .. string.format('%s', t)",
    "for i = 1, 20 do pcall(function() local s = string.rep('x', 1000) .. i end) end",
    "local ctx = ...; local t = totable(ctx); for k, v in pairs(ctx.list) do t[k] = v end; return {ctx, t, #ctx.list}",
    "local ctx = ...; ctx.list.x = 1",
    "local s = ('x'):rep(2000); local f = string.format; return f('%s%q%5.1f%a', s, s, 1, 2) .. f('%s', {}) .. f(s) .. f('%f', 1e308)",
    "local s = ('x'):rep(2000); local b = ('zs4c3000i8'):pack(s, s, s, 7); return (('zs4c3000i8'):unpack(b)) .. string.packsize('c3000')",
    "local t = {}; for i = 1, 500 do t[i] = i + 200 end; local s = utf8.char(table.unpack(t)); return utf8.char(utf8.codepoint(s, 1, -1)) .. utf8.len(s)",
    "return tonumber(('1'):rep(400)) + ('1'):rep(400) * '2' + tonumber(('1'):rep(60), 2)",
    "error({})",
  ])
  func callingUnderRefusalsReportsMemoryOrCompletes(body: String) throws {
    var writer = EncodedValue.Writer()
    writer.beginObject(count: 1)
    writer.key("list")
    writer.beginArray(count: 2)
    writer.write("an item that is longer than a short string of Lua may be")
    writer.beginObject(count: 0)
    let context = Tape(writer.finish())
    let plain = try run(body) {
      $0.context = context
      $0.proposals = .accepted
      $0.retainedField = "scratch"
    }
    for ordinal in 1..<10_000 {
      var sandbox = try Sandbox(memoryLimit: 1 << 20)
      try sandbox.load(Source(body, file: "body.lua"))
      var invocation = Invocation(.body, context: context, budget: .init(time: .seconds(5)))
      invocation.proposals = .accepted
      invocation.retainedField = "scratch"
      sandbox.refuseAllocation(from: ordinal)
      let outcome = sandbox.call(invocation)
      if outcome.failure?.code == .memory { continue }
      #expect(outcome.failure?.code == plain.failure?.code, "request \(ordinal)")
      #expect(outcome.value == plain.value, "request \(ordinal)")
      #expect(ordinal > 5)
      return
    }
    Issue.record("the call never passed")
  }
}
