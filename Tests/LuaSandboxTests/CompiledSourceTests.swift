import Testing

@testable import LuaSandbox

/// A sandbox that loads what another one compiled is one that compiled it.
@Suite struct CompiledSourceTests {
  private let sources = [
    Source(
      "local words = require 'lib.words'\nlocal count = 0\nreturn {\n  hook = function(ctx) count = count + 1 return words.first .. count end,\n  fail = function() error('no') end }",
      file: "main.lua"),
    Source("return { first = 'ahoy' }", file: "lib/words.lua", module: "lib.words"),
  ]

  private func copy(memory: Int = 1 << 22) throws -> SandboxSlot {
    let first = try SandboxSlot(sources: sources, memory: 1 << 22)
    return try SandboxSlot(compiled: try #require(first.compiled(sources)), memory: memory)
  }

  private func call(_ name: String) -> Invocation {
    Invocation(.function(name), budget: .init(time: .seconds(60)))
  }

  @Test func itDoesTheSameAndStartsCleanEachTime() throws {
    let slot = try copy()
    for _ in 0..<2 {
      let outcome = slot.call(call("hook"))
      var reader = EncodedValue.Reader(outcome.value)
      #expect(outcome.failure == nil && reader.next() == .string("ahoy1"), "\(String(describing: outcome.failure))")
    }
  }

  @Test func errorsNameFileAndLine() throws {
    let failure = try #require(try copy().call(call("fail")).failure)
    #expect((failure.file, failure.line, failure.message) == ("main.lua", 5, "no"))
    #expect(failure.traceback?.contains("main.lua:5") == true)
  }

  /// Each memory request of writing and reading a chunk is refused once, from there on for good, until none is left.
  @Test func aRefusedRequestIsAnErrorOrMakesNoDifference() throws {
    var source = try Sandbox(memoryLimit: 1 << 22)
    try source.load(sources[1])
    let made = source.compiled(sources[1])
    let chunk = try #require(made)
    for ordinal in 1..<1_000 {
      var writer = try Sandbox(memoryLimit: 1 << 22)
      try writer.load(sources[1])
      writer.refuseAllocation(from: ordinal)
      let written = writer.compiled(sources[1])
      #expect(written == nil || written == chunk, "request \(ordinal)")
      var reader = try Sandbox(memoryLimit: 1 << 22)
      reader.refuseAllocation(from: ordinal)
      var code: SandboxError.Code?
      do throws(SandboxError) { try reader.load(chunk) } catch { code = error.code }
      #expect(code == nil || code == .memory, "request \(ordinal)")
      if written != nil, code == nil, reader.requests < ordinal, writer.requests < ordinal { return }
    }
    Issue.record("it never passed")
  }

  @Test func whereThereIsNoRoomForTheCopyTheSourceIsCompiledEachTime() async throws {
    let pool = SandboxPool(sources: sources, limits: .init(memory: 1 << 20))
    let killed = Invocation(.function("hook"), budget: .init(time: .seconds(60), instructions: 1))
    for _ in 0..<3 {
      #expect(try await pool.run(call("hook")).failure == nil)
      #expect(try await pool.run(killed).failure?.code == .instructions)
    }
  }
}
