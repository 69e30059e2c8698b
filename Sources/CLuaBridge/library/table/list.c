/* What counts as a list: a table, or whatever has the metamethods that a function needs (Lua manual 6.6). */
#include "functions.h"

static bool has_event(lua_State *L, int metatable, const char *event) { /* [-0, +0, e] */
  lua_pushstring(L, event);
  bool is_present = lua_rawget(L, metatable) != LUA_TNIL;
  lua_pop(L, 1);
  return is_present;
}

static bool acts_as_list(lua_State *L, int index, int uses) { /* [-0, +0, e] */
  if (!lua_getmetatable(L, index)) return false;
  int metatable = lua_gettop(L);
  bool acts = ((uses & PERILUNE_READS) == 0 || has_event(L, metatable, "__index")) &&
              ((uses & PERILUNE_WRITES) == 0 || has_event(L, metatable, "__newindex")) &&
              ((uses & PERILUNE_ASKS_LENGTH) == 0 || has_event(L, metatable, "__len"));
  lua_pop(L, 1);
  return acts;
}

void perilune_check_list(lua_State *L, int index, int uses) {
  if (!lua_istable(L, index) && !acts_as_list(L, index, uses)) luaL_checktype(L, index, LUA_TTABLE);
}

lua_Integer perilune_list_length(lua_State *L, int index, int uses) {
  perilune_check_list(L, index, uses | PERILUNE_ASKS_LENGTH);
  return luaL_len(L, index);
}
