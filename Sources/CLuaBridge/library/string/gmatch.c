/* string.gmatch. Only what a search has to know stays from one call of the iterator to the next, so a search that was
 * ended by an error leaves nothing half done. */
#include "pattern.h"

/* In the iterator's third upvalue; the first two keep the subject and the pattern alive. */
typedef struct {
  const char *subject;
  size_t count;
  const char *next; /* NULL: there is no match left */
  const char *last_end;
  perilune_pattern pattern;
} iteration;

static int next_match(lua_State *L) {
  iteration *iteration = lua_touserdata(L, lua_upvalueindex(3));
  if (iteration->next == NULL) return 0;
  perilune_matcher matcher;
  perilune_matcher_set(&matcher, L, &iteration->pattern, iteration->subject, iteration->count);
  int count = 0;
  if (perilune_pattern_search(&matcher, iteration->next, iteration->last_end)) {
    iteration->next = iteration->last_end = matcher.end;
    count = perilune_captures_push(&matcher, true);
  } else {
    iteration->next = NULL;
  }
  perilune_matcher_settle(&matcher);
  return count;
}

int perilune_string_gmatch(lua_State *L) {
  size_t count;
  size_t pattern_count;
  const char *subject = luaL_checklstring(L, 1, &count);
  const char *pattern = luaL_checklstring(L, 2, &pattern_count);
  size_t offset = perilune_string_position(luaL_optinteger(L, 3, 1), count) - 1;
  lua_settop(L, 2);
  iteration *iteration = lua_newuserdatauv(L, sizeof *iteration, 0);
  iteration->subject = subject;
  iteration->count = count;
  iteration->next = offset > count ? NULL : subject + offset;
  iteration->last_end = NULL;
  perilune_pattern_set(&iteration->pattern, pattern, pattern_count);
  lua_pushcclosure(L, next_match, 3);
  return 1;
}
