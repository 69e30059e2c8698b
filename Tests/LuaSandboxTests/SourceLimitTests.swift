import LuaSandbox
import Testing

@Suite struct SourceLimitTests {
  private func load(_ text: String) -> SandboxError? {
    do throws(SandboxError) {
      var sandbox = try Sandbox(memoryLimit: 32 << 20)
      try sandbox.load(Source(text, file: "a.lua"))
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "\nreturn x" + String(repeating: ".a", count: 201),
    "\nreturn x" + String(repeating: "[1]", count: 201),
    "\nreturn x" + String(repeating: " . a [ 'b' ]", count: 101),
    "\nreturn x" + String(repeating: ".a--c", count: 1) + "\n" + String(repeating: ".a", count: 201),
    "\nreturn x" + String(repeating: ".\na", count: 201),
    "\nreturn (x" + String(repeating: ".a", count: 120) + ")" + String(repeating: ".a", count: 120),
    "\nreturn x" + String(repeating: "[y.a.b", count: 100) + String(repeating: "]", count: 100),
  ])
  func aChainBeyondTheLimitIsRefused(text: String) {
    let error = load(text)
    #expect(error?.code == .syntax)
    #expect(error?.message.hasPrefix("too long: ") == true, "\(String(describing: error))")
    #expect((error?.line ?? 0) >= 2)
  }

  @Test(arguments: [
    "local x = {} return x" + String(repeating: ".a", count: 200),
    "-- " + String(repeating: ".a", count: 300),
    "--[==[ " + String(repeating: ".a", count: 300) + "]==]",
    "return '" + String(repeating: ".a", count: 300) + "'",
    "return \"\\\"" + String(repeating: ".a", count: 300) + "\"",
    "return [[" + String(repeating: ".a", count: 300) + "]]",
    "return a" + String(repeating: " .. a", count: 150),
    "return 0" + String(repeating: " + .5", count: 300),
    "local t = {" + String(repeating: "a.b, ", count: 300) + "}",
    String(repeating: "x.a = y.b\n", count: 300),
    "return x" + String(repeating: ":a(y.b)", count: 190),
    "return {" + String(repeating: "[1] = 2, ", count: 300) + "}",
  ])
  func ordinaryTextIsNotMistakenForAChain(text: String) { #expect(load(text) == nil) }

  /// The reason for the limit: Lua names the value of this error by a recursion over the chain.
  @Test func theLongestChainFailsCleanly() throws {
    let outcome = try run("local x = { a = 1 } return x" + String(repeating: ".a", count: 200))
    #expect(outcome.failure?.code == .script)
    #expect(outcome.failure?.message.contains("attempt to index a number value (field 'a')") == true)
  }

  /// Bytecode is not checked by Lua, so a corrupted one could do anything.
  @Test(arguments: ["\u{1B}Lua", "\u{1B}LuaT\0\u{19}", "\u{1B}"])
  func bytecodeIsRefused(text: String) {
    let error = load(text)
    #expect(error?.code == .syntax)
    #expect(error?.message.contains("attempt to load a binary chunk") == true, "\(String(describing: error))")
  }

  @Test func aFileBeyondTheLimitIsRefused() {
    #expect(load(String(repeating: "\n", count: Source.sizeLimit))?.code == nil)
    #expect(load(String(repeating: "\n", count: Source.sizeLimit + 1))?.code == .syntax)
  }
}
