-- Makes texts out of numbers that are no bytes.
-- expect: completed
-- value: [false,false,false,""]
return {(pcall(string.char, 256)), (pcall(string.char, -1)), (pcall(string.char, 1 << 40)), string.char()}
