-- Returns empty lists, empty objects and nulls; each stays what it is.
-- expect: completed
-- value: {"list": [], "nested": [[], {}, null], "nothing": null, "object": {}}
return {list = array{}, object = {}, nothing = null, nested = array{array{}, {}, null}}
