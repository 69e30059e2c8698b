-- Unpacks texts that claim to be longer than any memory.
-- expect: completed
-- value: [false,false,false]
local most = string.rep("\xFF", 16)
return { (pcall(string.unpack, "<s8", most)), (pcall(string.unpack, "<s16", most)), (pcall(string.unpack, "<s1", most)) }
