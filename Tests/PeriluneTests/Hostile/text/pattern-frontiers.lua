-- Backtracks through frontiers.
-- expect: time
return (("ab "):rep(60000)):find("%f[%a].-%f[%A].-%f[%a].-%f[%A].-!")
