import Foundation
import LuaSandbox
import Testing

/// Nothing that an invocation did can be told from the next one, however it ended.
@Suite struct CleanStartTests {
  /// Describes everything that a script can see of its world.
  private static let look = """
    local seen, out = {}, {}
    local function describe(path, value, depth)
      out[#out + 1] = path .. "=" .. type(value) .. ":" .. tostring(value)
      if type(value) ~= "table" or seen[value] or depth > 4 then return end
      seen[value] = true
      local mt = getmetatable(value)
      if mt ~= nil then out[#out + 1] = path .. "<" .. tostring(mt) .. ">" end
      for k, v in pairs(value) do describe(path .. "." .. tostring(k), v, depth + 1) end
    end
    describe("_G", _G, 0)
    describe("text", getmetatable("").__index, 0)
    for _, value in ipairs { 7, true, print, null, coroutine.running() } do assert(getmetatable(value) == nil) end
    local lib = require "lib"
    describe("lib", lib, 0)
    out[#out + 1] = math.random(1 << 40) .. " " .. math.random() .. " " .. os.time()
    out[#out + 1] = tostring({}) .. tostring(print) .. tostring(coroutine.create(print))
    out[#out + 1] = tostring(coroutine.running()) .. coroutine.status(coroutine.create(print))
    for k, v in pairs({ 1, 2, x = 1, y = 2, [2.5] = 3, [true] = 4 }) do out[#out + 1] = tostring(k) .. tostring(v) end
    for k in next, { b = 1, a = 2, 3 } do out[#out + 1] = tostring(k) end
    out[#out + 1] = select(2, pcall(error, setmetatable({}, { __tostring = function() return "T" end }))) and "e"
    out[#out + 1] = tostring(setmetatable({}, { __name = "N" })) .. #array() .. tostring(null)
    print(#out)
    return (table.concat(out, "\\n"):gsub("[^\\n -~]", "?"))
    """

  /// What a script leaves behind, or tries to: by turns, it completes, fails, breaks the output or spends a budget.
  private static let dirt: [String] = [
    "x, y, _ENV.z = 1, {}, print; _G[1] = true; rawset(_G, 'print', error); string = nil; return 1",
    "for k in pairs(_G) do _G[k] = nil end return 1",
    "_ENV = {} return 1", "_ENV = nil return 1", "x = 1 _ENV = nil return 1",
    "x = 1 local seven = 7 _ENV = seven return 1",
    "x = 1 _ENV = 'text' return 1", "x = 1 _ENV = print return 1", "x = 1 _ENV = (...) return 1",
    "_ENV = setmetatable({}, { __index = _ENV }) y = print return 1",
    "setmetatable(_G, { __index = function(t, k) return k end, __newindex = error, __name = 'G' }) return q",
    "for _, library in ipairs { string, math, table, os, log, utf8, coroutine, getmetatable(''), (select(2, ...)) } do local real = getmetatable(setmetatable({}, library)) pcall(rawset, real, 'rep', 1) pcall(function() real.__index = print end) end return 1",
    "pcall(rawset, string, 'rep', 1) pcall(function() string.rep = 1 end) pcall(setmetatable, math, {}) return 1",
    "pcall(function() getmetatable('').__index = {} end) pcall(rawset, getmetatable(''), '__index', {}) return 1",
    "for k in next, string do pcall(rawset, string, k, nil) end pcall(table.insert, table, 1) pcall(table.sort, math) return 1",
    "pcall(table.move, { 1, 2 }, 1, 2, 1, string) pcall(table.remove, os) pcall(table.concat, utf8) return 1",
    "local lib = require 'lib'; lib.count = 99; lib.list[1] = 'x'; setmetatable(lib, { __index = _G }); lib.hold = _G return 1",
    "math.randomseed(7); for i = 1, 1000 do math.random() end; math.random = nil return 1",
    "for i = 1, 500 do tostring({}) tostring(function() end) end return tostring({})",
    "held = {} for i = 1, 200 do held[i] = coroutine.wrap(function() while true do coroutine.yield(held) end end) held[i]() end return 1",
    "kept = string.gmatch(('a'):rep(100), 'a') kept() ('x'):gsub('x', function() k2 = coroutine.running() end) return 1",
    "local t = {} for i = 1, 100 do t['k' .. i] = i end local k = next(t) k = next(t, k) for a in pairs(t) do for b in next, t do break end break end",
    "local mt = { __index = { a = 1 } } for i = 1, 50 do setmetatable({}, mt) mt.__index = { a = i } end return getmetatable(setmetatable({}, mt)).__index.a",
    "print(('x'):rep(100000)) log.warn('w') log.error({}, {}, {}) return 1",
    "local ctx, tx = ... tx:set('a', 1) tx:increment('b', 2) tx:policy('last-wins') ctx.scratch.a = { 1 } return 1",
    "local ctx, tx = ... tx:set('a', 1) error('after')",
    "local ctx, tx = ... for _, more in ipairs { 'text', 7, true, print, null, coroutine.running() } do tx:appendAll('a', { 1 }, more) end return 1",
    "error(setmetatable({}, { __tostring = function() leaked = true return 'text' end }))",
    "error(setmetatable({}, { __tostring = function() error('again') end }))",
    "error() ", "error(nil)", "error({ code = 1 })", "local x = nil; return x.y.z",
    "local function f() return f() + 1 end f()",
    "return function() end", "local t = {} t[1] = t return t", "return { 1, a = 2 }", "return '\\255'", "return 0/0",
    "x = 1 while true do end", "local c = coroutine.wrap(function() while true do pcall(error) end end) c()",
    "local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end",
    "require('nothing')", "coroutine.yield(1)",
    "local co = coroutine.create(function() coroutine.yield() end) coroutine.resume(co) coroutine.close(co) return 1",
    "xpcall(error, function(m) handler = m end, 'x') xpcall(function() local x = nil + 1 end, error) return 1",
  ]

  private func invocation(_ number: Int, time: Duration = .milliseconds(15)) -> Invocation {
    var writer = EncodedValue.Writer()
    writer.beginObject(count: 2)
    writer.key("number")
    writer.write(Int64(number))
    writer.key("scratch")
    writer.beginObject(count: 0)
    var invocation = Invocation(.body, context: Tape(writer.finish()), budget: .init(time: time))
    invocation.proposals = .accepted
    invocation.retainedField = "scratch"
    invocation.seed = 11
    invocation.clock = 1_700_000_000
    return invocation
  }

  private static func sandbox() throws -> Sandbox {
    var sandbox = try Sandbox(memoryLimit: 8 << 20)
    try sandbox.load(
      Source("return { count = 0, list = {}, f = function() return 1 end }", file: "lib.lua", module: "lib"))
    let parts = dirt.enumerated().map { "ways[\($0 + 1)] = function(...) \($1) end" }.joined(separator: "\n")
    let body = """
      local ctx = ...
      if ctx.number == 0 then \(look) end
      local ways = {}
      \(parts)
      return ways[ctx.number](...)
      """
    try sandbox.load(Source(body, file: "main.lua"))
    return sandbox
  }

  private static func endsSandbox(_ outcome: Outcome) -> Bool {
    guard let code = outcome.failure?.code else { return false }
    return [.time, .memory, .instructions, .killed].contains(code)
  }

  private func fresh() throws -> Outcome {
    var sandbox = try Self.sandbox()
    return sandbox.call(invocation(0, time: .seconds(60)))
  }

  @Test func noTraceOfAnInvocationIsSeenByTheNext() throws {
    let first = try fresh()
    #expect(first.failure == nil, "\(String(describing: first.failure))")
    var sandbox = try Self.sandbox()
    for number in 1...Self.dirt.count {
      let outcome = sandbox.call(invocation(number))
      if !sandbox.settle() || Self.endsSandbox(outcome) { sandbox = try Self.sandbox() }
      let seen = sandbox.call(invocation(0, time: .seconds(60)))
      #expect(seen.failure == nil, "after \(number): \(String(describing: seen.failure))")
      #expect(seen.value == first.value, "after \(number)")
      #expect(seen.log == first.log && seen.operations.bytes.isEmpty, "after \(number)")
      #expect(seen.retained == first.retained, "after \(number)")
    }
  }

  /// Behind what stands for a library is the table that all invocations share.
  @Test func aLibraryThatServesAsMetatableStaysFrozen() throws {
    let body = """
      local _, tx = ...
      for _, library in ipairs { string, math, table, os, log, utf8, coroutine, getmetatable(""), tx } do
        local object = setmetatable({}, library)
        assert(getmetatable(object) == library)
        assert(not pcall(function() getmetatable(object).left = 1 end))
        assert(not pcall(rawset, getmetatable(object), "left", 1))
      end
      return string.left == nil and tx.left == nil and ("").left == nil
      """
    var sandbox = try Sandbox(memoryLimit: 1 << 20)
    try sandbox.load(Source(body, file: "main.lua"))
    for _ in 0..<2 { #expect(sandbox.call(invocation(1)).scalar == .bool(true)) }
  }

  /// The same without settling between, as a host of a single sandbox may do.
  @Test func noTraceIsSeenWithoutSettlingEither() throws {
    let first = try fresh()
    var sandbox = try Self.sandbox()
    for number in (1...Self.dirt.count).reversed() {
      let outcome = sandbox.call(invocation(number))
      if Self.endsSandbox(outcome) { sandbox = try Self.sandbox() }
      #expect(sandbox.call(invocation(0, time: .seconds(60))).value == first.value, "after \(number)")
    }
  }

  /// Where the environment that a script dropped stood, the script may put another object.
  @Test func noObjectIsTakenForAnEarlierEnvironment() throws {
    let body = """
      local place = (...)
      if place == 0 then return type(print) .. tostring(kept) end
      local one, two, three, objects = 1, 2, 3, {}
      _ENV = nil
      for i = 1, 3000 do objects[i % 50 + 1] = { i } end
      for i = 1, 500 do
        if place % 2 == 0 then objects[i] = {} else objects[i] = function() return one, two, three end end
      end
      _ENV = objects[place // 2]
      """
    var sandbox = try Sandbox(memoryLimit: 4 << 20)
    try sandbox.load(Source(body, file: "main.lua"))
    func call(_ place: Int64) -> Outcome {
      var writer = EncodedValue.Writer()
      writer.write(place)
      return sandbox.call(Invocation(.body, context: Tape(writer.finish()), budget: .init(time: .seconds(10))))
    }
    for place in 2...Int64(1_000) {
      #expect(call(place).failure == nil)
      #expect(call(0).scalar == .string("functionnil"), "\(place)")
    }
  }

  /// Views and empty environments serve one invocation after the other.
  @Test func contextsOfDifferentShapesDoNotMix() throws {
    let body = """
      local ctx, out = ..., {}
      local function is_view(value) return type(value) == "userdata" and value ~= null end
      local function walk(path, value)
        out[#out + 1] = path .. "=" .. tostring(value) .. (is_view(value) and #value or "")
        if is_view(value) then
          for k, item in pairs(value) do walk(path .. "." .. tostring(k), item) end
        end
      end
      walk("ctx", ctx)
      if type(ctx) == "userdata" and ctx.leaves then left = ctx end
      out[#out + 1] = tostring(left) .. tostring(unknown)
      return table.concat(out, " ")
      """
    let contexts = try [
      #"{"a": [1, [2, 3], {"b": null}], "c": {"d": {"e": {"f": []}}}}"#, "[[[[1, 2, 3]]], {}, [0]]", "7",
      #"{"leaves": true, "list": [1, 2, 3], "b": {"a": [[], []]}}"#,
      "[" + Array(repeating: #"{"deep": [1]}"#, count: 20).joined(separator: ",") + "]", #"{"a": {"a": {"a": 1}}}"#,
    ].map { try Tape(json: Array($0.utf8)) }
    func call(_ sandbox: inout Sandbox, _ context: Tape) -> Outcome {
      sandbox.call(Invocation(.body, context: context, budget: .init(time: .seconds(60))))
    }
    let expected = try contexts.map { context in
      var sandbox = try Sandbox(memoryLimit: 4 << 20)
      try sandbox.load(Source(body, file: "main.lua"))
      return call(&sandbox, context)
    }
    var sandbox = try Sandbox(memoryLimit: 4 << 20)
    try sandbox.load(Source(body, file: "main.lua"))
    for step in 0..<60 {
      let index = step * (1 + step / contexts.count) % contexts.count
      let outcome = call(&sandbox, contexts[index])
      #expect(outcome.failure == nil, "step \(step)")
      #expect(outcome.value == expected[index].value, "step \(step)")
    }
  }

  /// What a state may owe the next call: 256 kB of garbage, and buffers of 64 kB each.
  @Test(arguments: [
    "local t = {} for i = 1, 20000 do t[i] = { i } end return #t",
    "return ('x'):rep(300000)",
    "for i = 1, 60 do print(('y'):rep(1000)) end return 1",
    "local t = {} for i = 1, 50 do t[i] = coroutine.wrap(function() coroutine.yield(t) end) t[i]() end error(t)",
    "error(('z'):rep(200000))",
  ])
  func whatManyCallsLeaveIsBounded(body: String) throws {
    var sandbox = try Sandbox(memoryLimit: 16 << 20)
    try sandbox.load(Source(body, file: "main.lua"))
    let empty = sandbox.memory
    let bound = empty + 262_144 + 5 * 65_536
    for _ in 0..<200 {
      let outcome = sandbox.call(invocation(1, time: .seconds(60)))
      #expect(outcome.failure == nil || outcome.failure?.code == .script)
      let isUsable = sandbox.settle()
      #expect(isUsable)
      #expect(sandbox.memory <= bound, "\(sandbox.memory) bytes, \(empty) when it was loaded")
    }
  }

  /// Every state has a hash seed of its own, so equal bytes of many states are no accident.
  @Test func statesOfDifferentHashSeedsAgree() throws {
    let body = """
      local t, out = {}, {}
      for i = 1, 300 do t[("key" .. i):rep(i % 5 + 1)] = i t[i * 3] = i t[i + 0.5] = i t[-i] = i end
      t[true], t[false] = 1, 2
      for k, v in pairs(t) do out[#out + 1] = tostring(k) .. v end
      local k = next(t)
      while k ~= nil do out[#out + 1] = tostring(k) k = next(t, k) end
      for k in next, t do out[#out + 1] = tostring(k) end
      return { table.concat(out, " "), #t, { c = 1, b = { 2, 3 }, a = { z = 1, y = 2 } }, tostring(out), math.random() }
      """
    let first = try run(body)
    #expect(first.failure == nil)
    for _ in 0..<40 { #expect(try run(body).value == first.value) }
  }

  /// A closed sandbox leaves its address space to the next one of its size, whatever it did with it.
  @Test func everySandboxInUsedSpaceIsLikeTheFirst() throws {
    let limit = 3 << 20
    let body =
      "local t = {} for i = 1, 300 do t['k' .. i] = i end local n = 0 for _, v in pairs(t) do n = n + v end return n"
    let ends = [
      "return 1", "local t = {} while true do t[#t + 1] = ('x'):rep(5000) .. #t end", "while true do end",
      "local s = 'x' while true do s = s .. s end", "local t = {} for i = 1, 20000 do t[i] = {} end return 1",
      "error('no')",
    ]
    var sizes: Set<Int> = []
    for round in 0..<60 {
      _ = try run(ends[round % ends.count], memory: limit, milliseconds: 5)
      var sandbox = try Sandbox(memoryLimit: limit)
      sizes.insert(sandbox.memory)
      try sandbox.load(Source(body, file: "body.lua"))
      let outcome = sandbox.call(Invocation(.body, budget: .init(time: .seconds(60))))
      #expect(outcome.scalar == .integer(45_150), "round \(round): \(String(describing: outcome.failure))")
    }
    #expect(sizes.count == 1)
  }
}
