-- Returns the globals.
-- expect: output
return _G
