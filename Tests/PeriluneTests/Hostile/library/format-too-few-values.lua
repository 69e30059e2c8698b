-- Gives a format fewer values than it names.
-- expect: failed
-- error: no value
return string.format("%s %s", "one")
