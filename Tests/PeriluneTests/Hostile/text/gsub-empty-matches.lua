-- Replaces empty matches in every place.
-- expect: completed
-- value: ["-h-e-l-l-o-", "x", "xa,b", "abx", "-x-y-"]
return { (("hello"):gsub("", "-")), (("abc"):gsub("%w*", "x")), (("a,b"):gsub("^", "x")), (("ab"):gsub("$", "x")), (("x y"):gsub("%s*", "-")) }
