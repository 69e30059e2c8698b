-- Uses raw access on values of every type.
-- expect: completed
-- value: [3,3,false,false,true]
return {rawlen({1, 2, 3}), rawlen("abc"), (pcall(rawlen, 5)), (pcall(rawget, "abc", 1)), rawequal("a", "a")}
