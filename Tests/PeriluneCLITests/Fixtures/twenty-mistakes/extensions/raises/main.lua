local words = nil

return { count = #words }
