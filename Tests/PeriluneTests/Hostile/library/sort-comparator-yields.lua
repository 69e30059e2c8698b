-- Yields out of a comparator, which is an ordinary error.
-- expect: failed
-- error: yield
local co = coroutine.wrap(function() table.sort({3, 2, 1}, function() coroutine.yield() end) end)
co()
