-- Looks for any way to load text or bytes as code.
-- expect: completed
-- value: true
for _, name in ipairs { "load", "loadstring", "loadfile", "dofile", "package", "debug", "io", "collectgarbage", "newproxy" } do
  assert(_G[name] == nil, name)
end
assert(string.dump == nil and not pcall(require, "debug") and not pcall(require, "string"))
return true
