-- Sorts with pcall as the order, a swallower without an instruction between its calls.
-- expect: time
while true do pcall(table.sort, {3, 2, 1}, pcall) end
