-- Joins forty megabytes with themselves by the operator.
-- expect: memory
local block = string.rep("0123456789abcdef", 1 << 20)
return #(block .. block .. block .. block .. block .. block)
