-- Makes and reads code points at the ends.
-- expect: completed
-- value: [false, false, 6, false, 1114112, true, false, 0, false]
return { (pcall(utf8.char, -1)), (pcall(utf8.char, 0x80000000)), #utf8.char(0x7FFFFFFF), (pcall(utf8.codepoint, "\xF4\x90\x80\x80")), utf8.codepoint("\xF4\x90\x80\x80", 1, 1, true), (utf8.len("\xff")) == nil, (pcall(utf8.offset, "a", 1, 5)), utf8.len("abc", 4), (pcall(utf8.len, "abc", 5)) }
