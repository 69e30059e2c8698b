/* Items of a pattern: classes and sets as bits, one per byte. The classes are those of the C locale, whatever locale
 * the host has set. */
#include "pattern.h"

/* The bits from `low` to `high`, both in one word. */
#define PERILUNE_BITS(low, high) ((~UINT64_C(0) >> (63 - ((high) - (low)))) << ((low) & 63))
#define PERILUNE_CLASS(first, second) \
  {first, second, 0, 0}, { ~(uint64_t)(first), ~(uint64_t)(second), ~UINT64_C(0), ~UINT64_C(0) }

#define PERILUNE_DIGIT PERILUNE_BITS('0', '9')
#define PERILUNE_LOWER PERILUNE_BITS('a', 'z')
#define PERILUNE_UPPER PERILUNE_BITS('A', 'Z')
#define PERILUNE_HEXADECIMAL (PERILUNE_BITS('A', 'F') | PERILUNE_BITS('a', 'f'))
#define PERILUNE_SIGNS (PERILUNE_BITS('@', '@') | PERILUNE_BITS('[', '`') | PERILUNE_BITS('{', '~'))

/* Every class is followed by its complement. */
const uint64_t perilune_class_sets[][4] = {
    PERILUNE_CLASS(0, 0),
    PERILUNE_CLASS(0, PERILUNE_LOWER | PERILUNE_UPPER),                                /* 2: %a */
    PERILUNE_CLASS(PERILUNE_BITS(0, 31), PERILUNE_BITS(127, 127)),                     /* 4: %c */
    PERILUNE_CLASS(PERILUNE_DIGIT, 0),                                                 /* 6: %d */
    PERILUNE_CLASS(PERILUNE_BITS('!', '?'), PERILUNE_BITS('@', '~')),                  /* 8: %g */
    PERILUNE_CLASS(0, PERILUNE_LOWER),                                                 /* 10: %l */
    PERILUNE_CLASS(PERILUNE_BITS('!', '/') | PERILUNE_BITS(':', '?'), PERILUNE_SIGNS), /* 12: %p */
    PERILUNE_CLASS(PERILUNE_BITS('\t', '\r') | PERILUNE_BITS(' ', ' '), 0),            /* 14: %s */
    PERILUNE_CLASS(0, PERILUNE_UPPER),                                                 /* 16: %u */
    PERILUNE_CLASS(PERILUNE_DIGIT, PERILUNE_LOWER | PERILUNE_UPPER),                   /* 18: %w */
    PERILUNE_CLASS(PERILUNE_DIGIT, PERILUNE_HEXADECIMAL),                              /* 20: %x */
    PERILUNE_CLASS(PERILUNE_BITS(0, 0), 0),                                            /* 22: %z, of Lua 5.1 */
};

const uint8_t perilune_class_rows[256] = {
    ['a'] = 2,  ['A'] = 3,  ['c'] = 4,  ['C'] = 5,  ['d'] = 6,  ['D'] = 7,  ['g'] = 8,  ['G'] = 9,
    ['l'] = 10, ['L'] = 11, ['p'] = 12, ['P'] = 13, ['s'] = 14, ['S'] = 15, ['u'] = 16, ['U'] = 17,
    ['w'] = 18, ['W'] = 19, ['x'] = 20, ['X'] = 21, ['z'] = 22, ['Z'] = 23,
};

void perilune_item_is_cut(perilune_matcher *matcher) {
  perilune_matcher_fail(matcher, "malformed pattern (ends with '%%')", 0);
}

static void add_range(uint64_t *bits, unsigned low, unsigned high) {
  if (low > high) return;
  for (unsigned word = low >> 6; word <= high >> 6; word++) {
    uint64_t mask = ~UINT64_C(0);
    if (word == low >> 6) mask &= ~UINT64_C(0) << (low & 63);
    if (word == high >> 6) mask &= ~UINT64_C(0) >> (63 - (high & 63));
    bits[word] |= mask;
  }
}

static void add_escaped(uint64_t *bits, uint8_t letter) {
  const uint64_t *class = perilune_class_sets[perilune_class_rows[letter]];
  if (perilune_class_rows[letter] == 0) {
    add_range(bits, letter, letter);
    return;
  }
  for (int i = 0; i < 4; i++) bits[i] |= class[i];
}

/* The ']' that closes a set whose first member stands at `next`; the first one is a member even if it is a ']'. */
static const char *set_close(perilune_matcher *matcher, const char *next) { /* [-0, +0, e] */
  const char *end = matcher->pattern_end;
  do {
    perilune_matcher_burn(matcher, 1);
    if (next == end) perilune_matcher_fail(matcher, "malformed pattern (missing ']')", 0);
    if (*next++ == '%' && next < end) next++;
  } while (next == end || *next != ']');
  return next;
}

/* Lua looks for the members only once it knows where the set closes, so a range may end in a '%' that hides nothing,
 * and an escape may name the closing ']' itself: [-0, +0, e]. */
static void add_members(perilune_matcher *matcher, uint64_t *bits, const char *next, const char *close) {
  while (next < close) {
    perilune_matcher_burn(matcher, 1);
    if (*next == '%') {
      add_escaped(bits, (uint8_t)next[1]);
      next += 2;
    } else if (close - next > 2 && next[1] == '-') {
      add_range(bits, (uint8_t)next[0], (uint8_t)next[2]);
      next += 3;
    } else {
      add_range(bits, (uint8_t)*next, (uint8_t)*next);
      next++;
    }
  }
}

static perilune_kept_set *keep_set(perilune_matcher *matcher, const char *start) { /* [-0, +0, e] */
  bool is_complement = start[1] == '^';
  const char *members = start + 1 + is_complement;
  const char *close = set_close(matcher, members);
  perilune_kept_set *kept = &matcher->pattern->sets[matcher->pattern->set_count++ % PERILUNE_KEPT_SETS];
  *kept = (perilune_kept_set){.end = close + 1}; /* without its start nobody finds it half done */
  add_members(matcher, kept->bits, members, close);
  if (is_complement) {
    for (int i = 0; i < 4; i++) kept->bits[i] = ~kept->bits[i];
  }
  kept->start = start;
  return kept;
}

void perilune_item_read_set(perilune_matcher *matcher, const char *start, perilune_item *item) {
  perilune_pattern *pattern = matcher->pattern;
  unsigned count = pattern->set_count < PERILUNE_KEPT_SETS ? pattern->set_count : PERILUNE_KEPT_SETS;
  perilune_kept_set *kept = pattern->sets;
  while (kept < pattern->sets + count && kept->start != start) kept++;
  if (kept == pattern->sets + count) kept = keep_set(matcher, start);
  item->kind = PERILUNE_ITEM_SET;
  item->set = kept->bits;
  item->end = kept->end;
}
