-- The table library: each line is what a call returns or raises, what became of the list, and what metamethods and comparators saw.
local out = {}
local function p(...)
  local t = table.pack(...)
  for i = 1, t.n do t[i] = tostring(t[i]) end
  out[#out + 1] = table.concat(t, "|")
end
local function list(t) local r = {} for i = 0, 12 do r[#r + 1] = tostring(t[i]) end return table.concat(r, ",") end
local function on(name, t, ...) p(name, pcall(table[name], t, ...)) p(list(t)) end
for place = -1, 6 do on("insert", {1, 2, 3, 4}, place, "new") on("remove", {1, 2, 3, 4}, place) end
on("insert", {}, "only") on("insert", {}, 1, "only") on("insert", {}, 2, "only") on("insert", {}) on("insert", {}, 1, 2, 3) on("insert", {}, "x", 1) on("insert", {1}, 1.5, 1) on("insert", {1}, "1", 0) on("remove", {}) on("remove", {}, 0) on("remove", {}, 1) on("remove", {[0] = "zero"}) on("remove", {[0] = "zero"}, 0) on("remove", {1, 2}, 3) on("remove", {1, 2}, {}) p(pcall(table.insert)) p(pcall(table.insert, nil, 1)) p(pcall(table.remove, 5)) p(pcall(table.insert, {}, nil))
for from = 0, 4 do for last = 0, 4 do on("move", {1, 2, 3}, from, last, 2) p(list(table.move({1, 2, 3}, from, last, 3, {9, 9, 9, 9, 9}))) end end
on("move", {1, 2, 3}, 1, 3, math.maxinteger) on("move", {1, 2, 3}, math.mininteger, math.maxinteger, 1) on("move", {1, 2, 3}, 1, math.maxinteger, 2) on("move", {1, 2, 3}, 0, math.maxinteger, 2) on("move", {1}, 1, 1) on("move", {1}, "1", 1.0, 2) on("move", {1}, 1, 1, 2, 5) on("move", {1}, 1, 1, 2, nil) on("move", {}, 2, 1, math.maxinteger, {}) p(pcall(table.move)) p(pcall(table.move, 1, 1, 1, 1))
for from = 0, 4 do for last = -1, 4 do p(from, last, pcall(table.unpack, {1, 2, 3}, from, last)) p(from, last, pcall(table.concat, {1, 2, 3}, "-", from, last)) end end
p(pcall(table.unpack, {}, 1, 1e8)) p(pcall(table.unpack, {}, math.mininteger, math.maxinteger)) p(pcall(table.unpack, {}, math.maxinteger, math.mininteger)) p(pcall(table.unpack, {}, math.maxinteger)) p(pcall(table.unpack, {7}, 1, 1)) p(pcall(table.unpack, {}, math.maxinteger, math.maxinteger)) p(pcall(table.unpack, {}, math.mininteger, math.mininteger)) p(pcall(table.unpack)) p(pcall(table.unpack, 5)) p(pcall(table.unpack, {}, "x")) p(pcall(table.unpack, "abc", 1, 2))
p(pcall(table.concat)) p(pcall(table.concat, {})) p(pcall(table.concat, {1, 2.5, "x"})) p(pcall(table.concat, {1, {}, 3})) p(pcall(table.concat, {1, nil, 3})) p(pcall(table.concat, {1, true})) p(pcall(table.concat, {1, 2}, {})) p(pcall(table.concat, {1, 2}, 5)) p(pcall(table.concat, {1, 2}, "-", "x")) p(pcall(table.concat, {}, "-", 1, 1)) p(pcall(table.concat, {"a", "b"}, ", ", 2)) p(pcall(table.concat, {[math.maxinteger] = "last"}, "-", math.maxinteger, math.maxinteger)) p(pcall(table.concat, 5))
p(table.pack().n, table.pack(nil).n, table.pack(1, nil, nil).n, list(table.pack(1, nil, 3)))
local function sorted(name, t, less)
  local seen = {}
  local ok, message = pcall(table.sort, t, less and function(a, b) seen[#seen + 1] = a .. "<" .. b return less(a, b) end)
  p(name, ok, message, table.concat(seen, " ")) p(list(t))
end
local orders = {
  less = function(a, b) return a < b end, more = function(a, b) return a > b end, always = function() return true end, never = function() return false end, odd = function(a, b) return a % 3 < b % 3 end, equal = function(a, b) return a <= b end, first = function(a) return a > 4 end, none = function() end, zero = function() return 0 end,
}
for _, name in ipairs {"less", "more", "always", "never", "odd", "equal", "first", "none", "zero"} do
  for _, t in ipairs {{}, {1}, {2, 1}, {1, 2}, {3, 1, 2}, {63, 1, 58}, {1, 63, 58}, {58, 63, 1}, {5, 5, 5, 5}, {4, 3, 2, 1}, {9, 2, 7, 4, 5, 6, 3, 8, 1}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, {1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2}} do sorted(name, {table.unpack(t)}, orders[name]) end
end
sorted("plain", {3, 1, 2}) sorted("plain", {"b", "a", "C", "ab", ""}) sorted("plain", {3, "1"}) sorted("plain", {2.5, 1, -1, 1e10, -0.0}) sorted("plain", {{}, {}}) sorted("plain", {1, 2, nil, 4}) p(pcall(table.sort, {2, 1}, 5)) p(pcall(table.sort, {1}, 5)) p(pcall(table.sort, {}, 5)) p(pcall(table.sort)) p(pcall(table.sort, {3, 2, 1}, error)) p(pcall(table.sort, {3, 2, 1}, function() error("inside", 0) end))
local log
local function proxy(t)
  return setmetatable({}, {__index = function(_, k) log[#log + 1] = "get " .. tostring(k) return t[k] end, __newindex = function(_, k, v) log[#log + 1] = "set " .. tostring(k) t[k] = v end, __len = function() log[#log + 1] = "len" return #t end})
end
local function watched(name, t, ...)
  log = {}
  p(name, pcall(table[name], proxy(t), ...)) p(table.concat(log, " ")) p(list(t))
end
watched("insert", {1, 2, 3}, 1, "new") watched("insert", {1, 2}, "end") watched("remove", {1, 2, 3}, 1) watched("remove", {1, 2, 3}) watched("concat", {1, 2, 3}, "-") watched("unpack", {1, 2, 3}) watched("sort", {3, 1, 2}) watched("sort", {4, 3, 2, 1}) log = {} p(table.move(proxy {1, 2, 3}, 1, 3, 2, {})[3]) p(table.concat(log, " ")) log = {} table.move({1, 2, 3}, 1, 3, 2, proxy {}) p(table.concat(log, " "))
p(pcall(table.insert, setmetatable({}, {__len = function() return "x" end}), 1)) p(pcall(table.insert, setmetatable({}, {__len = function() return math.maxinteger end}), 1)) p(pcall(table.sort, setmetatable({}, {__len = function() return math.maxinteger end}))) p(pcall(table.concat, setmetatable({}, {__len = function() return 2.0 end, __index = function() return "x" end}))) p(pcall(table.remove, setmetatable({}, {__len = function() return -3 end}))) p(pcall(table.unpack, setmetatable({}, {__len = function() return 1.5 end})))
return table.concat(out, "\n")
