/* pack, unpack and concat: lists from values and back. */
#include <limits.h>

#include "functions.h"

int perilune_table_pack(lua_State *L) {
  int count = lua_gettop(L);
  lua_createtable(L, count, 1);
  lua_insert(L, 1);
  for (int i = count; i >= 1; i--) {
    perilune_spend(L, 1);
    lua_rawseti(L, 1, i);
  }
  lua_pushinteger(L, count);
  lua_setfield(L, 1, "n");
  return 1;
}

int perilune_table_unpack(lua_State *L) {
  lua_Integer first = luaL_optinteger(L, 2, 1);
  lua_Integer last = lua_isnoneornil(L, 3) ? luaL_len(L, 1) : luaL_checkinteger(L, 3);
  if (first > last) return 0;
  lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)first;
  if (count >= (lua_Unsigned)INT_MAX || !lua_checkstack(L, (int)(count + 1))) {
    return luaL_error(L, "too many results to unpack");
  }
  perilune_tally tally = {L, 0};
  for (lua_Unsigned i = 0; i <= count; i++) {
    perilune_count(&tally, 1);
    lua_geti(L, 1, (lua_Integer)((lua_Unsigned)first + i));
  }
  perilune_settle(&tally);
  return (int)(count + 1);
}

static void add_item(luaL_Buffer *text, lua_Integer place, perilune_tally *tally) { /* [-0, +0, e] on a buffer */
  lua_State *L = text->L;
  lua_geti(L, 1, place);
  if (!lua_isstring(L, -1)) {
    luaL_error(L, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(L, -1), (LUAI_UACINT)place);
  }
  size_t before = luaL_bufflen(text);
  luaL_addvalue(text);
  perilune_count(tally, 1 + (luaL_bufflen(text) - before) / PERILUNE_STEP);
}

int perilune_table_concat(lua_State *L) {
  lua_Integer last = perilune_list_length(L, 1, PERILUNE_READS);
  size_t count = 0;
  const char *separator = luaL_optlstring(L, 2, "", &count);
  lua_Integer first = luaL_optinteger(L, 3, 1);
  last = luaL_optinteger(L, 4, last);
  perilune_tally tally = {L, 0};
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  for (lua_Integer i = first; i < last; i++) {
    add_item(&text, i, &tally);
    perilune_add_bytes(&text, separator, count);
  }
  if (first <= last) add_item(&text, last, &tally);
  perilune_settle(&tally);
  luaL_pushresult(&text);
  return 1;
}
