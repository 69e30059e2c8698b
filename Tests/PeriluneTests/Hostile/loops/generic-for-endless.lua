-- A plain iterator function never says it is done.
-- expect: time
for x in function() return 1 end do end
