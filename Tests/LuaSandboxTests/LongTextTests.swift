import LuaSandbox
import Testing

/// Texts around the size of the blocks in which the library works.
@Suite struct LongTextTests {
  @Test(arguments: [32_766, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537, 100_000])
  func nothingIsLostBetweenBlocks(count: Int) throws {
    let body = """
      local n = \(count)
      local s = ("abcdefg"):rep(n // 7 + 1):sub(1, n)
      local f = string.format
      assert(#s == n)
      assert(f("<%s|%s>", s, s) == "<" .. s .. "|" .. s .. ">", "%s")
      assert(f(s .. "%d" .. s, 7) == s .. "7" .. s, "plain")
      assert(f("%-5s%.3s", s, s) == s .. s:sub(1, 3), "width")
      assert(not pcall(f, "%5s", s .. "\\0"), "zeros")
      assert(f("%q", s) == '"' .. s .. '"', "%q")
      assert(f("%q", s .. "\\n" .. s .. "\\0" .. "1") == '"' .. s .. "\\\\\\n" .. s .. '\\\\0001"', "escapes")
      assert(#f("%q", ("\\1"):rep(n)) == 2 * n + 2, "controls")
      local packed = string.pack("<z s4 c" .. n + 1, s, s, s)
      assert(packed == s .. "\\0" .. string.pack("<I4", n) .. s .. s .. "\\0", "pack")
      local a, b, c, at = string.unpack("<z s4 c" .. n, packed)
      assert(a == s and b == s and c == s and at == #packed, "unpack")
      assert(not pcall(string.pack, "z", s .. "\\0") and not pcall(string.unpack, "z", s), "terminated")
      assert(string.packsize(("b"):rep(n)) == n, "packsize")
      assert(table.concat({s, "x", s}, s) == s .. s .. "x" .. s .. s, "concat")
      local blanks = (" "):rep(n)
      assert(tonumber(blanks .. "12" .. blanks) == 12 and tonumber(blanks .. "-z" .. blanks, 36) == -35, "blanks")
      assert(tonumber(("0"):rep(n) .. "17") == 17 and tonumber(("0"):rep(n) .. "11", 2) == 3, "digits")
      assert(not tonumber(blanks) and not tonumber(blanks, 10) and not tonumber(blanks .. "1\\0"), "none")
      assert((("0"):rep(n) .. "4") * "2" == 8 and ("0"):rep(n) .. "4" + 1 == ("0"):rep(n) .. "5", "arithmetic")
      local u = ("ä"):rep(n)
      assert(utf8.len(u) == n and utf8.offset(u, n) == 2 * n - 1 and utf8.offset(u, -n) == 1, "utf8")
      assert(utf8.offset(u, n + 2) == nil and utf8.offset(u, -n - 1) == nil, "beyond")
      local tail = "a" .. ("\\x80"):rep(n)
      assert(utf8.offset(tail, 0, n + 1) == 1 and utf8.offset(tail, 2) == n + 2 and utf8.offset(tail, -1) == 1, "tail")
      assert(select("#", utf8.codes(tail)(tail, 1)) == 0 and utf8.codes(tail)(tail .. "b", 1) == n + 2, "codes")
      local t = {}
      for i = 1, 1000 do t[i] = i end
      local many = utf8.char(table.unpack(t))
      assert(utf8.len(many) == 1000 and select(1000, utf8.codepoint(many, 1, -1)) == 1000, "codepoint")
      """
    #expect(try run(body, memory: 16 << 20).failure == nil)
  }
}
