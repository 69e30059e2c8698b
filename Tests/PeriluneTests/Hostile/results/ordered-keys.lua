-- Returns fields in another order than they were made in; keys come in their defined order.
-- expect: completed
-- value: {"10": 3, "9": 4, "Beta": 5, "alpha": 2, "zeta": 1}
return {zeta = 1, alpha = 2, ["10"] = 3, ["9"] = 4, Beta = 5}
