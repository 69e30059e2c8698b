-- Raises an error of its own that looks like the end of a budget.
-- expect: completed
-- value: [false,"the time budget of 100.0 ms was spent"]
local ok, message = pcall(error, "the time budget of 100.0 ms was spent", 0)
return {ok, message}
