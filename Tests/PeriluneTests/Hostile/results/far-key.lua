-- Returns a table whose only key is a large number.
-- expect: output
-- error: has numbers as keys
return {[1 << 40] = true}
