return { preChatTurn = function() end }
