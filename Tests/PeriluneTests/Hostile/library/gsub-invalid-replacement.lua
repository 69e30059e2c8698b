-- Uses replacements that are not allowed.
-- expect: completed
-- value: [false,false,false,false]
return {
  (pcall(string.gsub, "abc", "a", "%2")), (pcall(string.gsub, "abc", "a", "%x")),
  (pcall(string.gsub, "abc", "a", true)), (pcall(string.gsub, "abc", "a", function() return {} end)),
}
