-- Formats with the widest fields there are.
-- expect: completed
return { #("%99.99f"):format(1e308), #("%99d"):format(1), #("%-99s|"):format("x"), (pcall(string.format, "%100d", 1)), (pcall(string.format, "%.100f", 1)), #("%.99g"):format(0.1) }
