-- string.pack, unpack and packsize: each line is what a call returns or raises, with what cannot be printed as \ddd.
local out = {}
local function p(...)
  local t = table.pack(...)
  for i = 1, t.n do
    t[i] = tostring(t[i]):gsub("[^\32-\126]", function(c) return ("\\%d"):format(c:byte()) end)
  end
  out[#out + 1] = table.concat(t, "|")
end
local function k(...) p(pcall(string.pack, ...)) end
local function u(...) p(pcall(string.unpack, ...)) end
local function s(...) p(pcall(string.packsize, ...)) end
for _, o in ipairs {"b", "B", "h", "H", "i", "I", "l", "L", "j", "J", "T", "f", "d", "n", "i1", "i3", "I7", "i8", "i9", "I16", "s", "s1", "z", "c3", "x", "Xi", " ", "<", ">", "=", "!", "!4"} do
  s(o) k("<" .. o, 1) k(">" .. o, -1) k("<" .. o, "ab") k(">" .. o) u("<" .. o, "\1\2\3\4\5\6\7\8\9\10\11\12\13\14\15\16") u(">" .. o, "\255\254\253") u("<" .. o, "")
end
for _, n in ipairs {0, 127, 128, 255, 256, -128, -129, 32767, 32768, 65535, 65536, -32768, -32769, 1 << 31, math.maxinteger, math.mininteger} do
  k("b", n) k("B", n) k("<h", n) k("<H", n) k(">i3", n) k(">I3", n) k("<i8", n) k("<I8", n) k("<i9", n) k("<I9", n) k(">i16", n) k(">J", n)
end
u("<i9", ("\255"):rep(9)) u("<i9", "\0\0\0\0\0\0\0\128\0") u("<i9", "\0\0\0\0\0\0\0\128\255") u("<I9", "\0\0\0\0\0\0\0\0\1") u(">I16", ("\0"):rep(15) .. "\7") u(">i16", ("\255"):rep(16)) u(">i16", "\1" .. ("\0"):rep(15)) u("<i3", "\255\255\255") u("<I3", "\255\255\255") u("<i1", "\128")
k("<f", 1.5) k(">f", 1.5) k("<d", 1.5) k(">n", -0.0) k("<f", 1e300) k("f", "x") k("<d", "2") u("<f", "\0\0\192\63") u(">d", "\63\248\0\0\0\0\0\0") u("<d", ("\0"):rep(7)) k("<f", 1/0)
k("i0", 1) k("i17", 1) k("I0", 1) k("I99", 1) k("s0", "") k("s17", "") k("!0", 1) k("!17", 1) k("!3i3", 1) k("i99999999999999999999", 1) s("c99999999999999999999") k("i2147483647", 1) k("c", "x") s("c0") s("c2147483647") s("c2147483639") s("c2147483639c9") s("c2147483639c8") s("c2147483639c7x") s("s") s("z") s("s4i") s("i s") u("c10", "short") u("c0", "") u("c3", "abcd", 2) u("c3", "abcd", 3)
k("!4 b i4", 1, 2) k("!8 b i8", 1, 2) k("!2 b i8", 1, 2) k("! b d", 1, 2) k("<!4 b Xi4 b", 1, 2) k("<!4 b Xh b", 1, 2) k("b Xi4 b", 1, 2) k("X") k("!X") k("Xz") k("Xc3") k("XX") k("X ") k("X<") k("!4Xi3") k("!4i3", 1) k("!8 Xs4 b", 1) k("!4 b s2", 1, "ab") k("!4 i1 !2 i4 i2", 1, 2, 3) s("!4 b i4") s("!8 b Xd") s("!4 b Xi8 i2") s("<!4 i1 i3") u("!4 b i4", "\1\0\0\0\2\0\0\0") u("<!4 b Xi4 b", "\1\0\0\0\2") u("<!4 b Xi4 b", "\1\0\0") u("!4 i4", "\0\1\0\0\0", 2) u("<!4 i4", "\0\1\0\0\0\0\0\0", 2)
k("z", "abc") k("z", "a\0c") k("zz", "a", "b") k("z", 12) u("z", "abc\0def") u("zz", "abc\0def\0") u("z", "abc") u("z", "") u("z", "\0") u("z", "abc\0", 4) u("z", "abc\0", 5) u("zB", "ab\0\7")
k("s1", ("x"):rep(255)) k("s1", ("x"):rep(256)) k("<s2", "abc") k(">s4", "") k("s", nil) k("<s8", "ab") u("<s1", "\3abc") u("<s1", "\4abc") u("<s2s1", "\2\0ab\1c") u(">s9", ("\0"):rep(8) .. "\1x") u("<s8", ("\255"):rep(8)) u("s16", ("\255"):rep(16)) u("<s1", "\3abc", -4) k("c5", "abc") k("c2", "abc") k("c0", "") k("c3", 123) k("c300", "y")
u("b", "abc", 1) u("b", "abc", 3) u("b", "abc", 4) u("b", "abc", 5) u("b", "abc", -1) u("b", "abc", -3) u("b", "abc", -4) u("b", "abc", 0) u("", "abc", 4) u("", "abc", 5) u("", "") u("bbb", "abc") u("bbbb", "abc") u("b", "a", math.mininteger) u("b", "a", math.maxinteger) u("b", "a", "1") u("b", "a", {}) u("b", "a", 1.5)
k("b b b", 1, 2, 3) k("b", 1, 2, 3) k("bb", 1) k("i4\0i4", 1) s("i4\0i4") u("b\0b", "ab") k("y") k("5") k("ib5", 1, 2) k("\200") s("%") k("i 4", 1, 2) k("<i2>i2=i2", 1, 2, 3) k(" < i2 > i2 ", 1, 2) k("xbx", 1) u("xbx", "\0\7\0") u("x", "") k() k(nil) k({}) k(5) u() u("b") u("b", {}) s() s({}) k("i", {}) k("i", 1.5) k("i", "7") k("i", "x") k("c3", {}) k("z") k("s")
local function e(body) p(pcall(body)) end
e(function() return ("i17"):pack(1) end) e(function() return ("b"):pack() end) e(function() return string.pack("b", 1000) end) e(function() return ("c9"):unpack("x") end) e(function() return ("z"):packsize() end)
return table.concat(out, "\n")
