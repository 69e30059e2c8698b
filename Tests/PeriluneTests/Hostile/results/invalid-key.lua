-- Returns a key that is no text.
-- expect: output
-- error: not UTF-8
return {["\xff"] = 1}
