-- Returns a library.
-- expect: output
return string
