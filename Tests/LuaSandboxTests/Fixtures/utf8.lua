-- The utf8 library: each line is what a call returns or raises, with what cannot be printed as \ddd.
local out = {}
local function p(...)
  local t = table.pack(...)
  for i = 1, t.n do
    t[i] = tostring(t[i]):gsub("[^\32-\126]", function(c) return ("\\%d"):format(c:byte()) end)
  end
  out[#out + 1] = table.concat(t, "|")
end
local function c(...) p(pcall(utf8.char, ...)) end
c() c(0) c(65) c(0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x1FFFFF, 0x200000, 0x3FFFFFF, 0x4000000, 0x7FFFFFFF) c(0xD800, 0xDFFF, 0x10FFFF, 0x110000) c(0x80000000) c(-1) c(1, -1) c("65", 66.0) c(1.5) c("x") c(1, {}) c(nil)
p(utf8.charpattern)
local texts = {
  "", "abc", "\0", "häß", "€uro", "\u{10FFFF}", "a\u{1F600}b", "\xED\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xC0\x80", "\xC1\xBF", "\xC2\x80", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xE0\xA0\x80", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF0\x90\x80\x80",
  "\xF8\x80\x80\x80\x80", "\xF8\x88\x80\x80\x80", "\xFB\xBF\xBF\xBF\xBF", "\xFC\x80\x80\x80\x80\x80", "\xFC\x84\x80\x80\x80\x80", "\xFD\xBF\xBF\xBF\xBF\xBF", "\xFE\x80\x80\x80\x80\x80\x80", "\xFF", "\x80", "\xBF\xBF", "a\x80b", "\xC2", "\xE2\x82", "\xF0\x9F\x98", "\xE2\x28\xA1", "ab\xFF", "ä\x80ö", "x\xC3",
}
for _, t in ipairs(texts) do
  p(t) p(pcall(utf8.len, t)) p(pcall(utf8.len, t, 1, -1, true)) p(pcall(utf8.codepoint, t, 1, -1)) p(pcall(utf8.codepoint, t, 1, -1, true))
  for _, lax in ipairs {false, true} do
    local seen = {}
    local ok, message = pcall(function() for at, code in utf8.codes(t, lax) do seen[#seen + 1] = at .. ":" .. code end end)
    p(table.concat(seen, " "), ok, message)
  end
  local places = {}
  for n = -4, 4 do places[#places + 1] = tostring(select(2, pcall(utf8.offset, t, n))) end
  p(table.concat(places, ","))
end
local text = "aä€\u{1F600}z"
for i = -13, 13 do
  p(i, pcall(utf8.len, text, i)) p(i, pcall(utf8.len, text, 1, i)) p(i, pcall(utf8.codepoint, text, i)) p(i, pcall(utf8.codepoint, text, 2, i)) p(i, pcall(utf8.offset, text, 0, i)) p(i, pcall(utf8.offset, text, 2, i)) p(i, pcall(utf8.offset, text, -1, i)) p(i, pcall(utf8.offset, text, 1, i)) p(i, pcall(utf8.offset, text, i))
end
p(pcall(utf8.offset, text, math.maxinteger)) p(pcall(utf8.offset, text, math.mininteger)) p(pcall(utf8.offset, text, 1, math.maxinteger)) p(pcall(utf8.offset, text, 1, math.mininteger)) p(pcall(utf8.len, text, math.mininteger)) p(pcall(utf8.len, text, math.maxinteger)) p(pcall(utf8.len, text, 1, math.maxinteger)) p(pcall(utf8.codepoint, text, 1, math.maxinteger)) p(pcall(utf8.codepoint, text, math.mininteger, 3))
p(pcall(utf8.len)) p(pcall(utf8.len, {})) p(pcall(utf8.len, 12)) p(pcall(utf8.len, "a", "x")) p(pcall(utf8.len, "a", 1.5)) p(pcall(utf8.offset)) p(pcall(utf8.offset, "a")) p(pcall(utf8.offset, "a", {})) p(pcall(utf8.offset, "a", 1, {})) p(pcall(utf8.codepoint)) p(pcall(utf8.codepoint, "a", {})) p(pcall(utf8.codepoint, "")) p(pcall(utf8.codepoint, "", 1, 0)) p(pcall(utf8.codes)) p(pcall(utf8.codes, {})) p(pcall(utf8.codes, nil, true))
local step, state, first = utf8.codes("aä")
p(state, first) p(pcall(step, "aä", 0)) p(pcall(step, "aä", 1)) p(pcall(step, "aä", 2)) p(pcall(step, "aä", 3)) p(pcall(step, "aä", -1)) p(pcall(step, "aä", math.mininteger)) p(pcall(step, "aä", "1")) p(pcall(step, "aä", {})) p(pcall(step, "aä")) p(pcall(step, {}, 0)) p(pcall(step)) p(pcall(step, 12, 0)) p(pcall(step, "\x80\x80", 0)) p(pcall(step, "\x80a", 0)) p(pcall(step, "\xC3", 0))
p(pcall(function() for _ in utf8.codes("a\xFF") do end end)) p(pcall(function() return utf8.char(-1) end)) p(pcall(function() return utf8.len("a", 5) end)) p(pcall(function() return utf8.codepoint("\xFF") end)) p(pcall(function() return utf8.offset("\x80", 1) end))
return table.concat(out, "\n")
