return { onInit = function(config) return config.words.first end }
