-- Returns a function inside of a list.
-- expect: output
-- error: [2][1]
return { 1, { print } }
