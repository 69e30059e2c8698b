-- Unpacks lengths that lie about what follows.
-- expect: completed
-- value: [false, false, false, false, true]
return { (pcall(string.unpack, "s8", "\255\255\255\255\255\255\255\127")), (pcall(string.unpack, "z", "no end")), (pcall(string.unpack, "c100", "x")), (pcall(string.unpack, "i4", "abcd", 5)), (pcall(string.unpack, "i4", "abcd", -100)) }
