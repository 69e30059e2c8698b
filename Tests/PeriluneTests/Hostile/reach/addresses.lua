-- Looks for addresses in every text that objects have.
-- expect: completed
-- value: [false]
local texts = {}
for _, v in ipairs { {}, print, coroutine.create(print), string, null, ("x").rep } do texts[#texts + 1] = tostring(v) end
texts[#texts + 1] = select(2, pcall(string.rep, {}))
texts[#texts + 1] = select(2, pcall(function() return {} .. "x" end))
texts[#texts + 1] = string.format("%s", {})
local ok = pcall(string.format, "%p", {})
for _, text in ipairs(texts) do assert(not text:find("0x[5-7]%x%x%x%x%x%x%x"), text) end
return { ok }
