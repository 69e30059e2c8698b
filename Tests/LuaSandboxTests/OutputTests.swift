import LuaSandbox
import Testing

@Suite struct OutputTests {
  @Test func aContextComesBackAsItWent() throws {
    var writer = EncodedValue.Writer()
    writer.beginObject(count: 6)
    writer.key("a")
    writer.beginArray(count: 2)
    writer.write(Int64.min)
    writer.writeNull()
    writer.key("b")
    writer.beginArray(count: 0)
    writer.key("c")
    writer.beginObject(count: 0)
    writer.key("d")
    writer.write(-0.0)
    writer.key("e")
    writer.write("z\u{0}é🌙")
    writer.key("f")
    writer.write(true)
    let context = writer.finish()
    let outcome = try run("return (...)") { $0.context = Tape(context) }
    #expect(outcome.value == context)
  }

  @Test(arguments: [
    ("return print", "the returned value is a function, which has no JSON form"),
    ("return {a = {1, print}}", "the returned value at a[2] is a function, which has no JSON form"),
    ("return {1, 2, x = 3}", "the returned value mixes list items and named fields"),
    ("return {1, nil, 3}", "the returned value is a list with holes, or has numbers as keys"),
    ("return {[true] = 1}", "the returned value has a key that is neither a string nor a number"),
    ("return 0/0", "the returned value is not a finite number"),
    ("return {x = '\\xff'}", "the returned value at x is a string that is not UTF-8"),
    ("local t = {}; t.t = t; return t", "nested too deeply"),
    ("return string.rep('x', 2000000)", "exceeds the output limit of 1048576 bytes"),
    ("local _, tx = ...; tx:set('a', print)", "tx:set is a function"),
    ("local _, tx = ...; pcall(tx.set, tx, 'a', print); return 1", "tx:set is a function"),
    ("local _, tx = ...; for i = 1, 300 do tx:increment('a', 1) end", "more than 256 operations are proposed"),
  ])
  func whatHasNoJSONFormIsRefusedWithItsPlace(body: String, message: String) throws {
    let outcome = try run(body, memory: 16 << 20) { $0.proposals = .accepted }
    #expect(outcome.failure?.code == .output)
    #expect(outcome.failure?.message.contains(message) == true, "\(outcome.failure?.message ?? "no failure")")
  }

  @Test func operationsComeInTheirOrder() throws {
    let outcome = try run(
      "local _, tx = ...; tx:set('a.b', {1}); tx:increment('n', 2.5); tx:policy('weighted', {weight = 3})"
    ) {
      $0.proposals = .accepted
    }
    var reader = EncodedValue.Reader(outcome.operations)
    #expect(reader.next() == .array(count: 3))
    #expect(reader.next() == .string("set"))
    #expect(reader.next() == .string("a.b"))
    #expect(reader.next() == .array(count: 1))
    #expect(reader.next() == .integer(1))
    #expect(reader.next() == .array(count: 3))
    #expect(reader.next() == .string("increment"))
    #expect(reader.next() == .string("n"))
    #expect(reader.next() == .double(2.5))
    #expect(reader.next() == .array(count: 3))
    #expect(reader.next() == .string("policy"))
  }

  /// A stack with hardly any room left ends some writes halfway, by an error that a script can catch.
  @Test func anOperationThatFailsHalfwayIsNoneAtAll() throws {
    let body = """
      local _, tx = ...
      local tree = { a = { b = { c = { d = { e = { f = { g = 1 } } } } } } }
      local many, failed, depth, bottom = {}, 0, 0, math.huge
      for i = 1, 300 do many[i] = i end
      local function propose(...) if not pcall(tx.set, tx, "path", tree) then failed = failed + 1 end end
      local function fall(...)
        depth = depth + 1
        if depth < bottom then return (fall(...)) end
        for i = 0, 300 do pcall(propose, table.unpack(many, 1, i)) end
      end
      pcall(fall, table.unpack(many, 1, 100))
      depth, bottom = 0, depth - 2
      pcall(fall, table.unpack(many, 1, 100))
      tx:set("last", failed)
      return failed
      """
    let outcome = try run(body, memory: 64 << 20, milliseconds: 20_000) {
      $0.proposals = .accepted
      $0.output.operations = 1_000
    }
    guard case .integer(let failed)? = outcome.scalar else { Issue.record("\(outcome)"); return }
    #expect(failed > 10)
    var reader = EncodedValue.Reader(outcome.operations)
    var paths: [String] = []
    while !reader.isAtEnd, reader.next() == .array(count: 3), reader.next() == .string("set") {
      guard case .string(let path) = reader.next() else { break }
      paths.append(path)
      skipValue(&reader)
    }
    #expect(reader.isAtEnd && paths.last == "last" && paths.dropLast().allSatisfy { $0 == "path" }, "\(paths.count)")
  }

  private func skipValue(_ reader: inout EncodedValue.Reader) {
    switch reader.next() {
    case .array(let count): for _ in 0..<count { skipValue(&reader) }
    case .object(let count):
      for _ in 0..<count {
        _ = reader.key()
        skipValue(&reader)
      }
    default: break
    }
  }

  @Test(arguments: [
    ("tx.set('a', 1)", "colon"), ("tx:set('', 1)", "a path is expected"), ("tx:set('a')", "a value is expected"),
    ("tx:increment('a', 'b')", "number expected"), ("tx:nothing()", "method 'nothing'"),
  ])
  func aMisusedProposalIsAScriptErrorWithItsLine(call: String, message: String) throws {
    let outcome = try run("local _, tx = ...\n" + call) { $0.proposals = .accepted }
    #expect(outcome.failure?.code == .script)
    #expect(outcome.failure?.line == 2)
    #expect(outcome.failure?.message.contains(message) == true, "\(outcome.failure?.message ?? "no failure")")
  }

  @Test func aReadOnlyHookCannotPropose() throws {
    let outcome = try run("local _, tx = ...; tx:set('a', 1)") { $0.proposals = .refused }
    #expect(outcome.failure?.message.contains("read-only") == true)
    #expect(outcome.operations == .none)
  }

  @Test func logLinesKeepTheirLevelAndAreCutAtTheLimit() throws {
    let outcome = try run("print('a', 1, nil, {}); log.warn('b'); for i = 1, 1e5 do print('more') end") {
      $0.output.logBytes = 100
    }
    #expect(outcome.log.prefix(2).map(\.level) == [.info, .warn])
    #expect(outcome.log.first?.text.hasPrefix("a\t1\tnil\ttable: 0x") == true)
    #expect(outcome.logWasCut)
  }

  @Test func anErrorHasFileLineMessageAndTraceback() throws {
    let outcome = try run("local function inner()\n  error('broken')\nend\ninner()")
    let failure = try #require(outcome.failure)
    #expect(failure.code == .script)
    #expect(failure.file == "body.lua")
    #expect(failure.line == 2)
    #expect(failure.message == "broken")
    #expect(failure.traceback?.contains("body.lua:2: in local 'inner'") == true, "\(failure.traceback ?? "")")
  }

  @Test func anErrorObjectThatIsNoStringIsDescribed() throws {
    #expect(try run("error({})").failure?.message.hasPrefix("table: 0x") == true)
    #expect(try run("error(nil)").failure?.message == "nil")
    #expect(
      try run("error(setmetatable({}, {__tostring = function() return 'own words' end}))").failure?.message
        == "own words")
  }

  @Test func aSyntaxErrorNamesFileAndLine() throws {
    let error = #expect(throws: SandboxError.self) { try run("return 1\n+ + 2\nlocal") }
    #expect(error?.code == .syntax)
    #expect(error?.file == "body.lua")
    #expect(error?.line == 2)
    #expect(error?.message == "unexpected symbol near '+'")
  }

  @Test func bytecodeIsRefused() throws {
    #expect(throws: SandboxError.self) { try run("\u{1B}Lua") }
  }

  @Test func exportsAreTheFunctionsOfTheReturnedTable() throws {
    var sandbox = try Sandbox(memoryLimit: 1 << 20)
    try sandbox.load(Source("return {b = print, a = function() end, n = 1}", file: "m.lua"))
    var reader = EncodedValue.Reader(sandbox.call(Invocation(.exports, budget: .init(time: .seconds(60)))).value)
    #expect(reader.next() == .array(count: 2))
    var names = [reader.next(), reader.next()].map(String.init(describing:))
    names.sort()
    #expect(names == ["string(\"a\")", "string(\"b\")"])
    let missing = sandbox.call(Invocation(.function("c"), budget: .init(time: .seconds(60))))
    #expect(missing.failure?.code == .missingFunction)
    #expect(missing.failure?.message.contains("'c'") == true)
  }

  @Test func requireLoadsOnceFindsLoopsAndNamesWhatIsMissing() throws {
    var sandbox = try Sandbox(memoryLimit: 1 << 20)
    try sandbox.load(Source("count = (count or 0) + 1; return {n = count}", file: "lib/a.lua", module: "lib.a"))
    try sandbox.load(Source("require 'lib.c'", file: "lib/b.lua", module: "lib.b"))
    try sandbox.load(Source("require 'lib.b'", file: "lib/c.lua", module: "lib.c"))
    try sandbox.load(
      Source(
        """
        assert(require('lib.a') == require('lib.a') and count == 1)
        local ok, message = pcall(require, 'lib.b')
        assert(message:find("the module 'lib.b' requires itself"), message)
        assert(not pcall(require, '') and not pcall(require, 'lib.none'))
        require 'os.execute'
        """, file: "main.lua"))
    let outcome = sandbox.call(Invocation(.body, budget: .init(time: .seconds(60))))
    #expect(outcome.failure?.message == "the module 'os.execute' is not in this extension's folder")
    #expect(outcome.failure?.line == 5)
  }
}
