-- Returns a function.
-- expect: output
-- error: at callback is a function
return {callback = function() end}
