-- tonumber, tostring, select, ipairs, ranges of bytes and the arithmetic of strings: each line is what a call returns or raises.
local out = {}
local function p(...)
  local t = table.pack(...)
  for i = 1, t.n do
    local kind = math.type(t[i])
    t[i] = tostring(t[i]):gsub("[^\32-\126]", function(c) return ("\\%d"):format(c:byte()) end) .. (kind == "integer" and "i" or "")
  end
  out[#out + 1] = table.concat(t, "|")
end
local numerals = {
  "", " ", "0", "-0", "+0", "1", "-1", "+1", "--1", "+-1", "- 1", " 1", "1 ", " 1 ", "\t\n\v\f\r1\t\n\v\f\r", "1 2", "1a", "a", "0x", "0x1", "-0x1", "0X1F", "0xg", "0x1p4", "0x1P-2", "0x.8", "0x8.", "0x.", "0x1p", "0x1p+", "1.", ".1", ".", "1.5", "-1.5", "1e5", "1E5", "1e+5", "1e-5", "1e", "e5", "1e5.0", "1..2",
  "inf", "-inf", "nan", "Inf", "NAN", "infinity", "0xinf", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "0x7fffffffffffffff", "0xffffffffffffffff", "0x1ffffffffffffffff", "1e308", "1e309", "-1e309", "1e-400", "0x1p-1100", "1_000", "1,5", "1\0", "\0001", "1\0002", "1e1\0", "0b1", "0o7", "１", "1 \0",
  ("0"):rep(300) .. "1", "1" .. ("0"):rep(300), "1" .. ("0"):rep(400), "0." .. ("0"):rep(400) .. "1", (" "):rep(300) .. "1" .. (" "):rep(300), "0x" .. ("f"):rep(40), ("9"):rep(30), "." .. ("3"):rep(250), "1e" .. ("0"):rep(250) .. "1",
}
for _, n in ipairs(numerals) do
  p(n, tonumber(n)) p(pcall(tonumber, n, 10)) p(pcall(tonumber, n, 16)) p(pcall(tonumber, n, 36)) p(pcall(tonumber, n, 2)) p(pcall(function() return n + 0 end)) p(pcall(function() return -n end)) p(pcall(function() return n * "2" end)) p(pcall(function() return 2 ^ n end)) p(pcall(function() return n // 1 end)) p(pcall(function() return n | 0 end)) p(pcall(math.floor, n))
end
for base = -1, 38 do p(base, pcall(tonumber, "10", base)) p(base, pcall(tonumber, "zZ", base)) p(base, pcall(tonumber, "-7fffffffffffffff", base)) p(base, pcall(tonumber, " 11 ", base)) end
p(pcall(tonumber)) p(pcall(tonumber, nil)) p(pcall(tonumber, {})) p(pcall(tonumber, true)) p(pcall(tonumber, nil, 10)) p(pcall(tonumber, 10, 10)) p(pcall(tonumber, {}, 10)) p(pcall(tonumber, "1", {})) p(pcall(tonumber, "1", 1.5)) p(pcall(tonumber, "1", "10")) p(pcall(tonumber, "1", nil)) p(pcall(tonumber, 5)) p(pcall(tonumber, 5.5, nil)) p(pcall(tonumber, "7", math.maxinteger)) p(pcall(tonumber, ("1"):rep(70), 2)) p(pcall(tonumber, "-" .. ("z"):rep(20), 36)) p(tonumber("1", 10, 5)) p(tonumber(5, nil, 5))
for _, v in ipairs {0/0, -(0/0), 1/0, -1/0, 0.0, -0.0, 1.0, -1.0, 1e15, 1e16, 1e100, 123456789012345.0, 2^53, 2^63, -2^63, 0.1, 1/3, 1e-5, 5e-324, 1.7976931348623157e308, 100000000000000, math.pi, 3} do p(v, v .. "", #tostring(v), string.format("%s", v)) end
local operators = {
  function(a, b) return a + b end, function(a, b) return a - b end, function(a, b) return a * b end, function(a, b) return a / b end, function(a, b) return a % b end, function(a, b) return a ^ b end, function(a, b) return a // b end, function(a) return -a end, function(a, b) return a .. b end, function(a, b) return a < b end, function(a, b) return a == b end, function(a, b) return a & b end, function(a) return ~a end, function(a, b) return a << b end,
}
local object = setmetatable({}, {__add = function(a, b) return type(a) .. "+" .. type(b) end, __unm = function(a, b) return rawequal(a, b) end, __mod = function() error("inside", 0) end})
for i, f in ipairs(operators) do
  for _, pair in ipairs {{"10", 3}, {10, "3"}, {"10", "3"}, {"10", "0"}, {"10", "0.0"}, {"-7", "2"}, {"a", 1}, {1, "a"}, {"a", "b"}, {"1", true}, {true, "1"}, {"1", print}, {"1", object}, {object, "1"}, {"x", object}, {"0x10", "1e1"}, {" 5 ", "1"}, {"9223372036854775807", 1}, {"1e400", "1"}} do
    p(i, (tostring(select(2, pcall(f, pair[1], pair[2]))):gsub("0x%x%x%x+", "ADDRESS")))
  end
  p(i, pcall(f, "10", nil)) p(i, pcall(f, nil, "10")) p(i, pcall(f, "10", {}))
end
for i = -5, 6 do p(i, pcall(select, i, "a", "b", "c")) end
p(pcall(select, "#")) p(pcall(select, "#", nil, nil)) p(pcall(select, "#x", 1)) p(pcall(select, "2", "a", "b")) p(pcall(select, "x")) p(pcall(select)) p(pcall(select, 1.5, 1)) p(pcall(select, 2.0, 1, 2)) p(pcall(select, math.mininteger, 1)) p(pcall(select, math.maxinteger, 1)) p(pcall(select, -1))
local lazy = setmetatable({}, {__index = function(_, i) if i < 4 then return i * 10 end end})
for i, v in ipairs(lazy) do p(i, v) end for i, v in ipairs {1, 2, nil, 4} do p(i, v) end p(pcall(ipairs)) p(pcall(function() for _ in ipairs(nil) do end end)) p(pcall(function() for _, v in ipairs("ab") do p(v) end return "end" end)) local step = ipairs {} p(pcall(step, {5}, 0)) p(pcall(step, {5}, 1)) p(pcall(step, {5}, "0")) p(pcall(step, {5}, {})) p(pcall(step, {[math.mininteger] = "wrapped"}, math.maxinteger))
for i = -7, 7 do for j = -7, 7 do p(i, j, pcall(string.byte, "hello", i, j)) end p(i, pcall(string.byte, "hello", i)) end p(pcall(string.byte, "", 1)) p(pcall(string.byte, "a", math.mininteger)) p(pcall(string.byte, "a", math.maxinteger)) p(pcall(string.byte, "abc", math.mininteger, math.maxinteger))
p(pcall(string.rep, "ab", 1 << 30)) p(pcall(string.rep, "x", 1 << 31)) p(pcall(string.rep, "a", 1 << 29, "bcd")) p(pcall(string.rep, "x", -1)) p(pcall(string.rep, "x", 3, "--")) p(pcall(string.rep, "x", 1, "--"))
return table.concat(out, "\n")
