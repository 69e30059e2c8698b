-- Returns a NaN deep inside.
-- expect: output
-- error: at a[1].b is not a finite number
return {a = {{b = 0 / 0}}}
