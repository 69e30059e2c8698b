import LuaSandbox
import Testing

@Suite struct TapeTests {
  /// Each is true of a context as of a table with the same values.
  @Test(arguments: [
    "c.a.b[3] == 30 and c.a.b[4] == nil and c.a.b[0] == nil and c.a.x == nil", "c['a'].b[3.0] == 30",
    "#c.a.b == 3 and #c.empty == 0 and #c.a == 0", "c.flag == false and c.none == null and c.half == 0.5",
    "math.type(c.count) == 'integer' and math.type(c.whole) == 'float'",
    "c.text == 'Mira smiles' and c.text:upper() == 'MIRA SMILES' and #c.text == 11",
    "c.a == c.a and c.a ~= c.b and rawequal(c.a, c.a)", "({[c.a] = 1})[c.a] == 1",
    "select('#', table.unpack(c.a.b)) == 3 and select(2, table.unpack(c.a.b)) == 20",
    "table.concat(c.a.b, ',') == '10,20,30' and table.concat(c.a.b, '-', 2) == '20-30'",
    "table.concat(keys(c.a)) == 'bz' and table.concat(keys(c)) == 'abcountemptyflaghalflistnonetextwhole'",
    "next(c.a) == 'b' and next(c.a, 'b') == 'z' and next(c.a, 'z') == nil and next(c.empty) == nil",
    "table.concat(values(c.a.b), ',') == '10,20,30'", "tostring(c):find('^context: 0x') == 1",
    "(function(x) return x.b[1] end)(c.a) == 10", "coroutine.wrap(function() return c.a.b[2] end)() == 20",
    "type(totable(c.a.b)) == 'table' and #totable(c.a.b) == 3 and totable(c.a).b[3] == 30",
    "totable(c).list[2].name == 'second'", "c.list[1].name == 'first' and c.list[2].deep[1][1] == 'x'",
    "not pcall(function() c.a.b[1] = 2 end) and c.a.b[1] == 10", "getmetatable(c) == false",
    "not pcall(setmetatable, c, {}) and not pcall(rawset, c, 'a', 1) and not pcall(rawget, c, 'a')",
    "not pcall(function() return c.a.x.y end) and not pcall(function() return c.a < c.a end)",
    "table.move(c.a.b, 1, 3, 2, {})[4] == 30", "#table.pack(table.unpack(c.a.b)) == 3",
  ])
  func readingIsAsOfATable(condition: String) throws {
    let body = """
      local c = ...
      local function keys(t) local r = {} for k in pairs(t) do r[#r + 1] = k end return r end
      local function values(t) local r = {} for i, v in ipairs(t) do r[i] = v end return r end
      return \(condition)
      """
    let outcome = try run(body) { $0.context = Self.context }
    #expect(outcome.failure == nil)
    #expect(outcome.scalar == .bool(true))
  }

  @Test(arguments: [
    ("c.a = 1", "'a'"), ("c.list[2].deep[1] = 1", "'list[2].deep[1]'"), ("c.a.b[4] = 1", "'a.b[4]'"),
    ("c.list[1].name = 'x'", "'list[1].name'"), ("c.a[{}] = 1", "'a[table]'"), ("c.extra.x = 1", "'extra.x'"),
  ])
  func aWriteIsRefusedWithItsPath(statement: String, path: String) throws {
    let outcome = try run("local c = ... " + statement) {
      $0.context = Self.context
      $0.fields = [.init("extra", .tape(Self.context))]
    }
    #expect(outcome.failure?.code == .script)
    let message = outcome.failure?.message ?? ""
    #expect(message == "attempt to assign to context field \(path) (the context is read-only; propose with tx:set)")
  }

  /// However many fields there are, each is found, and no other.
  @Test(arguments: [0, 1, 7, 8, 9, 16, 17, 100, 5_000])
  func everyFieldIsFound(count: Int) throws {
    var builder = Tape.Builder()
    builder.beginObject()
    for index in (0..<count).reversed() {
      builder.key("key\(index * 7919 % 100_003)")
      builder.write(Int64(index))
    }
    builder.key("twice")
    builder.write(1)
    builder.key("twice")
    builder.write(2)
    builder.end()
    let context = builder.finish()
    let body = """
      local c, n, last = ..., 0, ""
      for k, v in pairs(c) do assert(k > last) last = k n = n + 1 assert(c[k] == v) end
      for i = 0, \(count) - 1 do assert(c["key" .. i * 7919 % 100003] == i) end
      assert(c.key == nil and c[""] == nil and c["key100003"] == nil and c.twice == 2)
      return n
      """
    let outcome = try run(body, memory: 16 << 20, milliseconds: 60_000) { $0.context = context }
    #expect(outcome.failure == nil)
    #expect(outcome.scalar == .integer(Int64(count + 1)))
  }

  @Test func aWithheldValueIsAbsentEverywhere() throws {
    var builder = Tape.Builder()
    builder.beginObject()
    builder.key("open")
    builder.write(1)
    builder.key("secret")
    builder.classify(0b10)
    builder.write("hidden")
    builder.key("list")
    builder.beginArray()
    builder.write("a")
    builder.classify(0b01)
    builder.writeNull()
    builder.classify(0b11)
    builder.beginObject()
    builder.key("x")
    builder.write("both")
    builder.end()
    builder.end()
    builder.end()
    let context = builder.finish()
    let body = """
      local ctx = ...
      local function count(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
      local copy = totable(ctx)
      assert(count(copy) == count(ctx) and #copy.list == #ctx.list and copy.secret == ctx.secret)
      assert(count(ctx.list) == #ctx.list and ctx.list[#ctx.list + 1] == nil)
      local last = ctx.list[#ctx.list]
      return table.concat({count(ctx), tostring(ctx.secret), #ctx.list, type(last), tostring(next(ctx, "open"))}, " ")
      """
    func see(_ granted: UInt64) throws -> EncodedValue.Token? {
      try run(body) {
        $0.context = context
        $0.grantedClasses = granted
      }.scalar
    }
    #expect(try see(0b00) == .string("2 nil 1 string nil"))
    #expect(try see(0b01) == .string("2 nil 2 userdata nil"))
    #expect(try see(0b10) == .string("3 hidden 1 string secret"))
    #expect(try see(0b11) == .string("3 hidden 3 userdata secret"))
  }

  /// In any order of reading, an array with withheld items reads as the closed-up one.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func arraysCloseUp(seed: UInt64) throws {
    var state = seed
    func next(_ limit: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % limit
    }
    var builder = Tape.Builder()
    var visible: [Int64] = []
    builder.beginArray()
    for item in 0..<Int64(next(60)) {
      let isHidden = next(3) == 0
      if isHidden { builder.classify(1) } else { visible.append(item) }
      builder.write(item)
    }
    builder.end()
    let context = builder.finish()
    let places = (0..<200).map { _ in Int(next(62)) }
    let body =
      "local c, r = ..., {} for i, p in ipairs({\(places.map(String.init).joined(separator: ","))}) do "
      + "r[i] = tostring(c[p]) end return #c .. ':' .. table.concat(r, ' ')"
    let expected = places.map { $0 >= 1 && $0 <= visible.count ? "\(visible[$0 - 1])" : "nil" }
    let outcome = try run(body) { $0.context = context }
    #expect(outcome.scalar == .string("\(visible.count):" + expected.joined(separator: " ")))
  }

  @Test func fieldsGoOverTheContextAndARetainedFieldComesBack() throws {
    let body = """
      local c, names = ..., {}
      c.scratch.seen = c.a + c.b + c.extra.n
      for k, v in pairs(c) do names[#names + 1] = k .. "=" .. type(v) end
      return table.concat(names, " ")
      """
    let outcome = try run(body) {
      $0.context = Self.object(["a": 1, "b": 2])
      $0.fields = [.init("b", .integer(20)), .init("extra", .tape(Self.object(["n": 100])))]
      $0.retainedField = "scratch"
    }
    #expect(outcome.scalar == .string("a=number b=number extra=userdata scratch=table"))
    var reader = EncodedValue.Reader(outcome.retained)
    #expect(reader.next() == .object(count: 1))
    #expect(reader.key() == "seen")
    #expect(reader.next() == .integer(121))
  }

  @Test(arguments: [
    ("local c = ... return c.a", 0), ("local c = ... c.scratch = {x = 1}", 1), ("local c = ... c.scratch.x = nil", 0),
    ("local c = ... c.scratch = nil return c.scratch == nil and next(c, 'b') == nil", 0),
  ])
  func aRetainedFieldIsWhatTheScriptLeaves(body: String, fields: Int) throws {
    let outcome = try run(body) {
      $0.context = Self.object(["a": 1, "b": 2])
      $0.retainedField = "scratch"
    }
    #expect(outcome.failure == nil)
    var reader = EncodedValue.Reader(outcome.retained)
    if body.contains("scratch") { #expect(reader.next() == .object(count: fields)) }
    #expect(body.contains("scratch") == (outcome.retained != .none))
  }

  /// A view that a later invocation could get hold of by a mistake of ours is a clean error; scripts have no way to keep one.
  @Test func nothingOfAnEarlierContextIsSeen() throws {
    var sandbox = try Sandbox(memoryLimit: 4 << 20)
    try sandbox.load(Source("local c = ... return c.a[1]", file: "body.lua"))
    for round in 0..<100 as Range<Int64> {
      var builder = Tape.Builder()
      builder.beginObject()
      builder.key("a")
      builder.beginArray()
      builder.write(round)
      builder.end()
      builder.end()
      let outcome = sandbox.call(Invocation(.body, context: builder.finish(), budget: .init(time: .seconds(60))))
      #expect(outcome.scalar == .integer(round))
    }
  }

  private static let context: Tape = {
    var builder = Tape.Builder()
    builder.beginObject()
    builder.key("text")
    builder.write("Mira smiles")
    builder.key("a")
    builder.beginObject()
    builder.key("z")
    builder.write(1)
    builder.key("b")
    builder.beginArray()
    for number in [10, 20, 30] as [Int64] { builder.write(number) }
    builder.end()
    builder.end()
    builder.key("b")
    builder.beginObject()
    builder.end()
    builder.key("empty")
    builder.beginArray()
    builder.end()
    builder.key("flag")
    builder.write(false)
    builder.key("none")
    builder.writeNull()
    builder.key("half")
    builder.write(0.5)
    builder.key("count")
    builder.write(7)
    builder.key("whole")
    builder.write(7.0)
    builder.key("list")
    builder.beginArray()
    for name in ["first", "second"] {
      builder.beginObject()
      builder.key("name")
      builder.write(name)
      builder.key("deep")
      builder.beginArray()
      builder.beginArray()
      builder.write("x")
      builder.end()
      builder.end()
      builder.end()
    }
    builder.end()
    builder.end()
    return builder.finish()
  }()

  private static func object(_ fields: KeyValuePairs<String, Int64>) -> Tape {
    var builder = Tape.Builder()
    builder.beginObject()
    for (name, number) in fields {
      builder.key(name)
      builder.write(number)
    }
    builder.end()
    return builder.finish()
  }
}
