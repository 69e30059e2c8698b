-- Replaces with pcall as the function.
-- expect: time
while true do ("abcdef"):gsub(".", pcall) end
