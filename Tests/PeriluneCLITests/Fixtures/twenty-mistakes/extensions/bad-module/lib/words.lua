return { "one", two" }
