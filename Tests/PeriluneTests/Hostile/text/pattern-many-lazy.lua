-- Backtracks through many lazy items.
-- expect: time
return (("a"):rep(50000)):find(("a-"):rep(10) .. "b")
