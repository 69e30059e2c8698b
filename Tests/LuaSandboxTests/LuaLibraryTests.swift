import LuaSandbox
import Testing

@Suite struct LuaLibraryTests {
  @Test func theLoadedReleaseIsKnown() { #expect(LuaLibrary.release.hasPrefix("5.4.")) }

  @Test func scriptsSeeTheVersionOnly() throws { #expect(try run("return _VERSION").scalar == .string("Lua 5.4")) }
}
