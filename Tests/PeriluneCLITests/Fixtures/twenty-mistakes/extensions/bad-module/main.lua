return require "lib.words"
