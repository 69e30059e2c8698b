-- Takes the proposals apart.
-- expect: completed
local ctx, tx = ...
return { (pcall(function() tx.set = print end)), (pcall(rawset, tx, "set", print)), getmetatable(tx), (pcall(setmetatable, tx, {})), (pcall(tx.set)), (pcall(tx.set, {}, "a", 1)) }
