-- string.format: each line is what a call returns or raises, with what cannot be printed as \ddd.
local out = {}
local function p(...)
  local t = table.pack(...)
  for i = 1, t.n do
    t[i] = tostring(t[i]):gsub("[^\32-\126]", function(c) return ("\\%d"):format(c:byte()) end)
  end
  out[#out + 1] = table.concat(t, "|")
end
local function f(...) p(pcall(string.format, ...)) end
f("%d", 3) f("%d", 3.0) f("%d", "10") f("%d", "0x1F") f("%d", " 7 ") f("%d", 3.5) f("%d", "3.5") f("%d", "x") f("%d") f("%d", nil)
f("%5d|%-5d|%05d|%+d|% d|%+5d|%-+5d|%05.3d|%.0d|%.10d", 42, 42, 42, 42, 42, 42, 42, 42, 0, -7)
f("%i|%5i|%-5i", 1, 2, 3) f("%u|%5u|%05u|%-5u|%u", 1, 2, 3, 4, -1) f("%o|%#o|%5o|%05o", 8, 8, 8, 8) f("%x|%X|%#x|%#X|%08x|%-8x|%.4x", 255, 255, 255, 255, 255, 255, 255)
f("%d", math.mininteger) f("%x", math.mininteger) f("%x", -1) f("%d", 2^53) f("%d", 2^63) f("%d", -2^63) f("%d", 1e100) f("%d", 0/0) f("%99d", 1) f("%-99d|", 1) f("%.99d", 1) f("%99.99d", -1)
f("%c%c%c", 72, 105, 0) f("%5c|%-5c|", 65, 65) f("%c", 256 + 65) f("%c", -1) f("%05c", 65) f("%.1c", 65) f("%+c", 65) f("%c", "65") f("%c", "x")
f("%f|%.0f|%.3f|%10.2f|%-10.2f|%+f|% f|%#.0f|%010.3f", 1.5, 2.5, 1/3, 3.14159, 3.14159, 1, 1, 1, -2.5) f("%.99f", 1/3) f("%f", 1e308) f("%99.99f", -1e308) f("%.20f", 0.1)
f("%e|%E|%.0e|%.3e|%15.5e", 12345.678, 12345.678, 12345.678, 12345.678, 12345.678) f("%g|%G|%.3g|%#g|%g|%g|%g", 0.00001, 1e20, 1234.5, 1.0, 1e15, 1e16, 100000) f("%.14g|%.17g|%.99g", 0.1, 0.1, 0.1)
f("%g|%g|%g|%f|%e|%d", 1/0, -1/0, 0.0, 1/0, -1/0, 0) f("%5.1f|%-8g|%+g", 1/0, 1/0, 1/0) f("%g", -0.0) f("%a|%A|%.3a|%a|%a|%a|%20a|%-20a|", 1, 255.5, 1/3, 0.0, -0.0, 1e-310, 1.5, 1.5) f("%a|%A", 1/0, -1/0) f("%.0a", 1.5) f("%f", "0x10") f("%f", "1e2") f("%f", "x") f("%f", {}) f("%a") f("%5.a", 1)
f("%s|%s|%s|%s|%s|%s", "a", 1, 1.0, nil, true, -0.0) f("%10s|%-10s|%.2s|%10.2s|%-10.2s|%.0s|%.s", "abc", "abc", "abc", "abc", "abc", "abc", "abc") f("%s", "a\0b") f("%5s", "a\0b") f("%.5s", "a\0b") f("%s") f("%5s", nil) f("%.3s", true) f("%99s", "x") f("%.99s", ("y"):rep(120)) f("%99.99s", ("y"):rep(120)) f("%50s", ("y"):rep(120)) f("%-50s", ("y"):rep(99)) f("%05s", "x") f("%+s", "x") f("% s", "x") f("%#s", "x")
f("%s", ("z"):rep(300)) f(("w"):rep(300) .. "%d", 1) f("%s%s", ("z"):rep(1000), ("z"):rep(1000))
f("%s|%.1s|%9s", setmetatable({}, {__tostring = function() return "text" end}), setmetatable({}, {__tostring = function() return "text" end}), setmetatable({}, {__tostring = function() return "text" end})) f("%s", setmetatable({}, {__tostring = function() return 12 end})) f("%s", setmetatable({}, {__tostring = function() return nil end})) f("%s", setmetatable({}, {__tostring = function() error("inside", 0) end})) f("%.3s", setmetatable({}, {__name = "Named"}))
f("%q", "plain") f("%q", 'with "quotes" and \\ and \n and \r and \0 and \0001 and \127 and \200\255') f("%q", "\1\0012\t9") f("%q", 1) f("%q", -7) f("%q", math.mininteger) f("%q", math.maxinteger) f("%q", 1.0) f("%q", 0.1) f("%q", -0.0) f("%q", 1e-310) f("%q", 1/0) f("%q", -1/0) f("%q", 0/0) f("%q", true) f("%q", nil) f("%q", {}) f("%q", print) f("%q") f("%5q", "x") f("%.3q", "x") f("%-q", 1) f("%q%q", 1, "2")
f("%%") f("%5%", 1) f("%") f("%", 1) f("a%") f("%d%", 1) f("%d%", 1, 2) f("") f("no items", 1, 2) f("%d", 1, 2) f("%d %d", 1) f("\0%d\0", 5) f("%\0", 5) f("%d\0%d", 1, 2)
f("%y", 1) f("%F", 1) f("%n", 1) f("%L", 1) f("%ld", 1) f("%hd", 1) f("%b", 1) f("%D", 1) f("% d|%", 1, 2) f("%*d", 1, 2) f("%$d", 1) f("%1$d", 1) f("%\200", 1) f("%5", 1) f("%-+ #0", 1) f("%S", 1) f("%C", 1)
f("%100d", 1) f("%.100d", 1) f("%010d|%0100d", 1, 1) f("%0000005d", 1) f("%+++d", 1) f("%-----d", 1) f("%#d", 1) f("%+x", 1) f("% x", 1) f("%+u", 1) f("%#u", 1) f("%5.5.5d", 1) f("%..d", 1) f("%5 d", 1) f("%.5c", 1) f("%123456789d", 1) f("%0123456789012345678d", 1) f("%01234567890123456789d", 1) f("%012345678901234567890d", 1) f("%" .. ("0"):rep(30) .. "d", 1) f("%" .. (" "):rep(20) .. "d", 1) f("%" .. (" "):rep(21) .. "d", 1) f("%.3.s", "x") f("%.123s", "x") f("%123s", "x") f("%0.5s", "x")
f("%-#10x|%-+10.3f|%- 10d|", 255, 1.5, 3) f("%+.3g|%#.3g|%+.0e", 1, 1, 1) f("%.f|%.g|%.e|%.d|%.x", 1.5, 1.5, 1.5, 0, 0) f("%.14g", 3.0) f("%.3f", 2) f("%5.1f", "2") f("%x", 255.0) f("%x", 1.5)
f() f(nil) f({}) f(5) f(5.5, 1) f("%d", {}) f("%x", print) f("%c", {}) f("%s %d", "a", "b")
local function e(body) p(pcall(body)) end
e(function() return string.format("%d", "x") end) e(function() return ("%d"):format("x") end) e(function() return ("%d"):format() end) e(function() local g = string.format; return g("%d") end) e(function() return ("%y"):format(1) end)
return table.concat(out, "\n")
