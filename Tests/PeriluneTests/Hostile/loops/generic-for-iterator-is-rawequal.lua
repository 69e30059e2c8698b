-- Uses a library function as an iterator that never ends.
-- expect: time
for x in rawequal, nil, nil do end
