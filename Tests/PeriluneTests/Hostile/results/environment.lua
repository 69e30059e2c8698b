-- Returns its globals.
-- expect: output
return _G
