-- Asks for addresses in every way that a format knows.
-- expect: completed
-- value: [false,false,false,false]
return {
  (pcall(string.format, "%p", {})), (pcall(string.format, "%20p", print)), (pcall(string.format, "%-p", "text")),
  (pcall(string.format, "%d%p", 1, coroutine.create(print))),
}
