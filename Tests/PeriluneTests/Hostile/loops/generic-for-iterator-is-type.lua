-- Uses type as an iterator, which always answers.
-- expect: time
for x in type, 1, 1 do end
