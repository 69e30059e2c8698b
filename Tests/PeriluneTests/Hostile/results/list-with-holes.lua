-- Returns a list with a hole.
-- expect: output
-- error: holes
return { 1, nil, 3, [10] = 4 }
