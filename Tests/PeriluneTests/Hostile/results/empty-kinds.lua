-- Returns empty arrays, objects and nulls.
-- expect: completed
-- value: [[], {}, null, [null], []]
return { array {}, {}, null, { null }, array() }
