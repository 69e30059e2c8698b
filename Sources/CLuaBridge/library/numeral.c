#include "../internal.h"

/* Lua reads a numeral in one piece, so it is paid for before. */
bool perilune_push_number(lua_State *L, int index) {
  int type = lua_type(L, index);
  if (type == LUA_TNUMBER) {
    lua_pushvalue(L, index);
    return true;
  }
  if (type != LUA_TSTRING) return false;
  size_t count;
  const char *text = lua_tolstring(L, index, &count);
  if (count >= PERILUNE_STEP) perilune_spend(L, count / PERILUNE_STEP);
  size_t read = lua_stringtonumber(L, text);
  if (read == count + 1) return true;
  if (read != 0) lua_pop(L, 1); /* a NUL in it */
  return false;
}
