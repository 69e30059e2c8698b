-- Raises a text that reads like a spent budget; the outcome is a failure.
-- expect: failed
error("the time budget of 100.0 ms was spent", 0)
