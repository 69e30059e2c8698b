-- Handles an error with a handler that returns several values.
-- expect: completed
-- value: [false, "oops!"]
return {xpcall(error, function(e) return e .. "!", 2 end, "oops")}
