/* utf8.offset. It only tells bytes that begin a sequence from those that continue one. */
#include "functions.h"

typedef struct {
  lua_State *L;
  const char *text;
  lua_Integer position; /* counted from 0 */
  lua_Integer count;
} walker;

static bool continues(const walker *walker) { return perilune_utf8_continues(walker->text[walker->position]); }

/* Both walk over `characters`, PERILUNE_UTF8_RUN bytes between two looks at the budget: how many were missing. */
static lua_Integer go_back(walker *walker, lua_Integer characters) { /* [-0, +0, e] */
  while (characters > 0 && walker->position > 0) {
    lua_Integer start = walker->position;
    lua_Integer stop = start > PERILUNE_UTF8_RUN ? start - PERILUNE_UTF8_RUN : 0;
    while (characters > 0 && walker->position > stop) {
      walker->position--;
      if (walker->position == 0 || !continues(walker)) characters--;
    }
    perilune_spend(walker->L, (uint64_t)(start - walker->position) / 8);
  }
  return characters;
}

static lua_Integer go_on(walker *walker, lua_Integer characters) { /* [-0, +0, e] */
  while (characters > 0 && walker->position < walker->count) {
    lua_Integer start = walker->position;
    lua_Integer room = walker->count - start;
    lua_Integer stop = room > PERILUNE_UTF8_RUN ? start + PERILUNE_UTF8_RUN : walker->count;
    while (characters > 0 && walker->position < stop) {
      walker->position++;
      if (!continues(walker)) characters--; /* as the NUL after the text does not */
    }
    perilune_spend(walker->L, (uint64_t)(walker->position - start) / 8);
  }
  return characters;
}

/* Walks to the n-th character: [-0, +0, e], whether there is one. */
static bool find(walker *walker, lua_Integer n) {
  if (n == 0) {
    if (continues(walker)) go_back(walker, 1);
    return true;
  }
  if (continues(walker)) luaL_error(walker->L, "initial position is a continuation byte");
  if (n > 0) return go_on(walker, n - 1) == 0;
  return go_back(walker, n == LUA_MININTEGER ? LUA_MAXINTEGER : -n) == 0;
}

int perilune_utf8_offset(lua_State *L) {
  size_t count;
  const char *text = luaL_checklstring(L, 1, &count);
  lua_Integer n = luaL_checkinteger(L, 2);
  lua_Integer start = luaL_optinteger(L, 3, n >= 0 ? 1 : (lua_Integer)count + 1);
  lua_Integer position = perilune_utf8_position(start, count);
  luaL_argcheck(L, position >= 1 && position - 1 <= (lua_Integer)count, 3, "position out of bounds");
  walker walker = {L, text, position - 1, (lua_Integer)count};
  if (find(&walker, n)) {
    lua_pushinteger(L, walker.position + 1);
  } else {
    luaL_pushfail(L);
  }
  return 1;
}
