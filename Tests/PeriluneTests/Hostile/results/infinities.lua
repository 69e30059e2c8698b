-- Returns an infinity.
-- expect: output
-- error: at [1] is not a finite number
return {-1 / 0}
