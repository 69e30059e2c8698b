return { onInit = function() return { find = string.find } end }
