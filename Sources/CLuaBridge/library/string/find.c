/* string.find and string.match. */
#include "pattern.h"

#define PERILUNE_RARE 8 /* bytes among which the rarest is chosen */

size_t perilune_string_position(lua_Integer position, size_t count) {
  if (position > 0) return (size_t)position;
  if (position == 0 || position < -(lua_Integer)count) return 1;
  return count + (size_t)position + 1;
}

static bool is_special(char character) {
  static const uint64_t specials[2] = {
      UINT64_C(1) << '$' | UINT64_C(1) << '%' | UINT64_C(1) << '(' | UINT64_C(1) << '*' | UINT64_C(1) << '+' |
          UINT64_C(1) << '-' | UINT64_C(1) << '.' | UINT64_C(1) << '?',
      UINT64_C(1) << ('[' - 64) | UINT64_C(1) << ('^' - 64)};
  uint8_t byte = (uint8_t)character;
  return byte < 128 && (specials[byte >> 6] >> (byte & 63) & 1) != 0;
}

static bool is_plain(perilune_matcher *matcher, const char *next) { /* [-0, +0, e] */
  const char *end = matcher->pattern_end;
  while (next < end) {
    const char *stop = end - next < PERILUNE_RUN ? end : next + PERILUNE_RUN;
    perilune_matcher_burn(matcher, (stop - next) / 8);
    while (next < stop && !is_special(*next)) next++;
    if (next < stop) return false;
  }
  return true;
}

/* Compares little first, since most candidates differ early: [-0, +0, e]. */
static bool is_at(perilune_matcher *matcher, const char *at, const char *text, size_t count) {
  size_t part = PERILUNE_STEP;
  for (size_t done = 0; done < count; done += part, part = PERILUNE_BLOCK) {
    if (part > count - done) part = count - done;
    perilune_matcher_burn(matcher, (ptrdiff_t)(part / PERILUNE_STEP));
    if (memcmp(at + done, text + done, part) != 0) return false;
  }
  return true;
}

/* How common a byte is in texts, roughly: from 0 for the least so. */
static uint8_t commonness(char character) {
  static const uint8_t letters[26] = {24, 7, 15, 16, 26, 12, 10, 18, 22, 3, 6, 17, 13, 21, 23, 11, 2, 19, 20, 25, 14, 5, 9, 4, 8, 1};
  uint8_t byte = (uint8_t)character;
  if (byte >= 'a' && byte <= 'z') return letters[byte - 'a'];
  return byte == ' ' ? 27 : byte >= 128 ? 14 : 3;
}

/* The place of the byte to look for: the least common one of the first few, so that few places are candidates. */
static size_t rarest(const char *text, size_t count) {
  size_t best = 0;
  uint8_t least = commonness(*text);
  if (count > PERILUNE_RARE) count = PERILUNE_RARE;
  for (size_t i = 1; i < count; i++) {
    uint8_t common = commonness(text[i]);
    if (common >= least) continue;
    least = common;
    best = i;
  }
  return best;
}

/* The first place from `from` on where the pattern stands as plain text, or NULL: [-0, +0, e]. */
static const char *find_plain(perilune_matcher *matcher, const char *from) {
  const char *text = matcher->pattern->start;
  size_t count = (size_t)(matcher->pattern_end - text);
  if (count == 0) return from;
  if (count > (size_t)(matcher->subject_end - from)) return NULL;
  const char *stop = matcher->subject_end - count + 1; /* no match starts here or later */
  size_t offset = rarest(text, count);
  while (from < stop) {
    size_t room = (size_t)(stop - from);
    size_t part = room < PERILUNE_BLOCK ? room : PERILUNE_BLOCK;
    const char *byte = memchr(from + offset, text[offset], part);
    const char *found = byte == NULL ? from + part : byte - offset;
    perilune_matcher_burn(matcher, 1 + (found - from) / PERILUNE_STEP);
    if (byte != NULL && is_at(matcher, found, text, count)) return found;
    from = byte == NULL ? found : found + 1;
  }
  return NULL;
}

static bool find_match(perilune_matcher *matcher, const char *from) { /* [-0, +0, e] */
  perilune_pattern *pattern = matcher->pattern;
  if (pattern->start == pattern->end || *pattern->start != '^') return perilune_pattern_search(matcher, from, NULL);
  pattern->start++;
  matcher->start = from;
  matcher->end = perilune_match_at(matcher, from);
  return matcher->end != NULL;
}

/* [-0, +n, e]: what the function returns, n, or 0 when nothing was found. */
static int find(perilune_matcher *matcher, const char *from) {
  lua_State *L = matcher->L;
  size_t count = (size_t)(matcher->pattern_end - matcher->pattern->start);
  bool is_plain_wanted = lua_toboolean(L, 4) || is_plain(matcher, matcher->pattern->start);
  matcher->level = 0;
  if (is_plain_wanted) {
    matcher->start = find_plain(matcher, from);
    if (matcher->start == NULL) return 0;
    matcher->end = matcher->start + count;
  } else if (!find_match(matcher, from)) {
    return 0;
  }
  lua_pushinteger(L, matcher->start - matcher->subject + 1);
  lua_pushinteger(L, matcher->end - matcher->subject);
  return matcher->level == 0 ? 2 : perilune_captures_push(matcher, false) + 2;
}

/* Lua's arguments of both functions: [-0, +n, e]. */
static int search(lua_State *L, bool is_find) {
  size_t subject_count;
  size_t pattern_count;
  const char *subject = luaL_checklstring(L, 1, &subject_count);
  const char *start = luaL_checklstring(L, 2, &pattern_count);
  size_t offset = perilune_string_position(luaL_optinteger(L, 3, 1), subject_count) - 1;
  int results = 0;
  if (offset <= subject_count) {
    perilune_pattern pattern;
    perilune_matcher matcher;
    perilune_pattern_set(&pattern, start, pattern_count);
    perilune_matcher_set(&matcher, L, &pattern, subject, subject_count);
    if (is_find) {
      results = find(&matcher, subject + offset);
    } else if (find_match(&matcher, subject + offset)) {
      results = perilune_captures_push(&matcher, true);
    }
    perilune_matcher_settle(&matcher);
  }
  if (results != 0) return results;
  luaL_pushfail(L);
  return 1;
}

int perilune_string_find(lua_State *L) { return search(L, true); }

int perilune_string_match(lua_State *L) { return search(L, false); }
