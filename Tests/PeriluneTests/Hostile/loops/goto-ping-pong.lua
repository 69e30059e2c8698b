-- Jumps between two labels for ever.
-- expect: time
::left::
do goto right end
::right::
do goto left end
