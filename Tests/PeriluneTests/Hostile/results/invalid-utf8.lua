-- Returns bytes that are no text.
-- expect: output
-- error: at bytes is a string that is not UTF-8
return {text = "fine", bytes = "\xff\xfe"}
