return { greet = function() end }
