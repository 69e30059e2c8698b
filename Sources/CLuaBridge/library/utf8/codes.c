/* utf8.len, codepoint and codes: sequences read one after another. */
#include "functions.h"

#include <limits.h>

int perilune_utf8_len(lua_State *L) {
  size_t count;
  const char *text = luaL_checklstring(L, 1, &count);
  lua_Integer first = perilune_utf8_position(luaL_optinteger(L, 2, 1), count);
  lua_Integer last = perilune_utf8_position(luaL_optinteger(L, 3, -1), count);
  bool is_strict = !lua_toboolean(L, 4);
  luaL_argcheck(L, first >= 1 && first - 1 <= (lua_Integer)count, 2, "initial position out of bounds");
  luaL_argcheck(L, last <= (lua_Integer)count, 3, "final position out of bounds");
  const char *next = text + first - 1;
  lua_Integer characters = 0;
  while (next - text < last) {
    uint32_t code;
    const char *end = perilune_utf8_read(next, &code, is_strict);
    if (end == NULL) {
      luaL_pushfail(L);
      lua_pushinteger(L, next - text + 1);
      return 2;
    }
    next = end;
    if (++characters % PERILUNE_UTF8_TURN == 0) perilune_spend(L, PERILUNE_UTF8_TURN / 8);
  }
  lua_pushinteger(L, characters);
  return 1;
}

int perilune_utf8_codepoint(lua_State *L) {
  size_t count;
  const char *text = luaL_checklstring(L, 1, &count);
  lua_Integer first = perilune_utf8_position(luaL_optinteger(L, 2, 1), count);
  lua_Integer last = perilune_utf8_position(luaL_optinteger(L, 3, first), count);
  bool is_strict = !lua_toboolean(L, 4);
  luaL_argcheck(L, first >= 1, 2, "out of bounds");
  luaL_argcheck(L, last <= (lua_Integer)count, 3, "out of bounds");
  if (first > last) return 0;
  if (last - first >= INT_MAX) return luaL_error(L, "string slice too long");
  luaL_checkstack(L, (int)(last - first) + 1, "string slice too long");
  int results = 0;
  for (const char *next = text + first - 1; next < text + last; results++) {
    if (results % PERILUNE_UTF8_TURN == 0) perilune_spend(L, PERILUNE_UTF8_TURN);
    uint32_t code;
    next = perilune_utf8_read(next, &code, is_strict);
    if (next == NULL) return luaL_error(L, "invalid UTF-8 code");
    lua_pushinteger(L, code);
  }
  return results;
}

/* The first byte from `position` on that continues no sequence: the NUL after the text is one. */
static lua_Unsigned skip_rest(lua_State *L, const char *text, lua_Unsigned position) { /* [-0, +0, e] */
  while (perilune_utf8_continues(text[position])) {
    if (++position % PERILUNE_STEP == 0) perilune_spend(L, PERILUNE_STEP / 8);
  }
  return position;
}

static int next_code(lua_State *L, bool is_strict) { /* [-0, +2 or +0, e] */
  size_t count;
  const char *text = luaL_checklstring(L, 1, &count);
  lua_Unsigned position = (lua_Unsigned)lua_tointeger(L, 2); /* of the last one, so the rest of it begins here */
  if (position < count) position = skip_rest(L, text, position);
  if (position >= count) return 0;
  uint32_t code;
  if (perilune_utf8_read(text + position, &code, is_strict) == NULL) return luaL_error(L, "invalid UTF-8 code");
  lua_pushinteger(L, (lua_Integer)position + 1);
  lua_pushinteger(L, code);
  return 2;
}

static int next_strict(lua_State *L) { return next_code(L, true); }

static int next_lax(lua_State *L) { return next_code(L, false); }

int perilune_utf8_codes(lua_State *L) {
  bool is_lax = lua_toboolean(L, 2);
  luaL_checkstring(L, 1);
  lua_pushcfunction(L, is_lax ? next_lax : next_strict);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}
