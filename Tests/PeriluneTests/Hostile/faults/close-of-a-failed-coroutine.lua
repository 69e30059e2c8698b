-- Closes a coroutine whose stack is full, which leaves no room for a mark, and resumes it again.
-- expect: completed
-- value: ["stack overflow", false, "stack overflow", true, "dead"]
local function down() local a, b, c, d, e, f, g, h, i, j, k, l = 1 return a + down() end
local co = coroutine.create(down)
local ok, first = coroutine.resume(co)
local closed, second = coroutine.close(co)
local again = coroutine.close(co)
local function kind(m) return m:find("stack overflow", 1, true) and "stack overflow" or m end
return { kind(first), closed, kind(second), again, coroutine.status(co) }
