-- Logs a line that is larger than the whole log.
-- expect: completed
-- value: "logged"
print(string.rep("x", 5000000))
return "logged"
