-- Asks for the text of objects until memory ends.
-- expect: memory
while true do tostring({}) end
