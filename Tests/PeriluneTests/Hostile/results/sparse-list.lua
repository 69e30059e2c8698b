-- Returns a list with a hole.
-- expect: output
-- error: a list with holes
return {1, 2, nil, 4}
