-- Returns a frozen library.
-- expect: output or completed
return string
