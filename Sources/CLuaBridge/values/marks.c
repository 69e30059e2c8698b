/* Two things that JSON has and Lua lacks: null, and a table that is an array even when it is empty. */
#include "../internal.h"

static char null_mark;

void *perilune_null(void) { return &null_mark; }

void perilune_mark_array(lua_State *L) {
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_ARRAY);
  lua_setmetatable(L, -2);
}

bool perilune_is_array(lua_State *L, int index) {
  if (!lua_getmetatable(L, index)) return false;
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_ARRAY);
  bool is_array = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  return is_array;
}
