-- Raises in a closing value while the handler of a suspended xpcall is still noted, on a stack that was overwritten.
-- expect: failed
-- error: '__close' is not available
for i = 1, 20 do
  local co = coroutine.create(function()
    local held <close> = setmetatable({}, { __close = function()
      local a, b, c, d, e, f, g, h = 1, 2, 3, 4, 5, 6, 7, 8
      error("in close")
    end })
    local function down(n) if n == 0 then return xpcall(coroutine.yield, print) end return 1 + down(n - 1) end
    down(i * 3)
  end)
  assert(coroutine.resume(co))
  coroutine.close(co)
end
