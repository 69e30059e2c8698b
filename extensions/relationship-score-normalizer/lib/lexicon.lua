-- Words that say how a scene feels. Weights are small, because a turn is capped anyway:
-- they only decide which side wins when one turn holds warm and cold words.

return {
  warm = {
    brave = 1, friend = 2, forgive = 2, gentle = 1, gently = 1, glad = 1, grateful = 2,
    help = 1, helped = 1, helps = 1, hug = 2, hugs = 2, kind = 1, kindly = 1, laugh = 1,
    laughs = 1, proud = 1, smile = 1, smiles = 1, thank = 2, thanks = 2, trust = 2,
    trusts = 2, warm = 1, welcome = 1,
  },

  cold = {
    angry = 2, bitter = 1, blame = 2, blames = 2, cold = 1, coward = 2, fool = 2, hate = 3,
    insult = 2, liar = 3, refuse = 1, refuses = 1, scowl = 1, scowls = 1, shout = 1,
    shouts = 1, slam = 2, slams = 2, snap = 1, snaps = 1, sneer = 2, sneers = 2, threaten = 2,
  },

  -- "I do not blame you" is not cold, so a word is skipped when one of these stands before it.
  negations = { "don't", "hardly", "never", "no", "not", "without", "won't" },

  -- What authors and models write for a mood, and the one word that is stored.
  moods = {
    angry = "angry", cross = "angry", furious = "angry", grumpy = "angry",
    calm = "calm", peaceful = "calm", relieved = "calm",
    cheerful = "happy", glad = "happy", happy = "happy", merry = "happy",
    afraid = "afraid", anxious = "afraid", scared = "afraid",
    gloomy = "sad", sad = "sad", unhappy = "sad",
  },
}
