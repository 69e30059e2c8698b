-- Hands an error object through fifty coroutines and back.
-- expect: completed
-- value: [false, true, 7]
local object = { code = 7 }
local function nest(n) if n == 0 then error(object) end return coroutine.wrap(nest)(n - 1) end
local ok, caught = pcall(nest, 50)
return { ok, rawequal(caught, object), caught.code }
