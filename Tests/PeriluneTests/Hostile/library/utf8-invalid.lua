-- Feeds broken and huge characters to every function of utf8.
-- expect: completed
-- value: [false,2,false,false,false,false]
local length, where = utf8.len("a\xFF")
return {
  length or false, where, (pcall(utf8.codepoint, "\xFF")), (pcall(utf8.char, -1)), (pcall(utf8.char, 1 << 31)),
  (pcall(utf8.codes("\xFF"), "\xFF", 0)),
}
