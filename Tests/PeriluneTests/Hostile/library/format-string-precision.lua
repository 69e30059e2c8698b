-- Cuts texts by width and precision.
-- expect: completed
-- value: ["  abc","abc  |","ab","   ab"]
return {("%5s"):format("abc"), ("%-5s|"):format("abc"), ("%.2s"):format("abc"), ("%5.2s"):format("abc")}
