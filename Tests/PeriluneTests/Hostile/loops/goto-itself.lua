-- Jumps backwards to its own label for ever.
-- expect: time
::again::
goto again
