/* Text for any value, without an address: each object gets a number when its text is first asked for. */
#include "../internal.h"

static lua_Integer name_of(lua_State *L, int index) { /* [-0, +0, e] */
  perilune_transient_push(L, PERILUNE_TRANSIENT_NAMES);
  lua_pushvalue(L, index);
  if (lua_rawget(L, -2) == LUA_TNIL) {
    lua_pushvalue(L, index);
    lua_pushinteger(L, ++perilune_of(L)->next_name);
    lua_rawset(L, -4);
  }
  lua_Integer name = lua_isnil(L, -1) ? perilune_of(L)->next_name : lua_tointeger(L, -1);
  lua_pop(L, 2);
  return name;
}

static void push_object(lua_State *L, int index) { /* [-0, +1, e] */
  lua_Integer name = name_of(L, index);
  char digits[24];
  lua_Integer rest = name;
  for (int i = 13; i >= 0; i--, rest >>= 4) digits[i] = "0123456789abcdef"[rest & 15];
  digits[14] = '\0';
  bool is_named = luaL_getmetafield(L, index, "__name") == LUA_TSTRING;
  lua_pushfstring(L, "%s: 0x%s", is_named ? lua_tostring(L, -1) : luaL_typename(L, index), digits);
}

static void push_by_type(lua_State *L, int index) { /* [-0, +1 or more, e]: the text on top */
  switch (lua_type(L, index)) {
    case LUA_TSTRING: lua_pushvalue(L, index); break;
    case LUA_TNUMBER:
      lua_pushvalue(L, index);
      lua_tostring(L, -1);
      break;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); break;
    case LUA_TNIL: lua_pushliteral(L, "nil"); break;
    case LUA_TLIGHTUSERDATA: lua_pushliteral(L, "null"); break;
    default: push_object(L, index); break;
  }
}

const char *perilune_tostring(lua_State *L, int index, size_t *count) {
  index = lua_absindex(L, index);
  int type = lua_type(L, index);
  if (type == LUA_TSTRING) {
    lua_pushvalue(L, index);
    return lua_tolstring(L, -1, count);
  }
  int target = lua_gettop(L) + 1;
  bool may_have_event = type != LUA_TNUMBER && type != LUA_TBOOLEAN && type != LUA_TNIL;
  if (may_have_event && luaL_callmeta(L, index, "__tostring")) {
    if (!lua_isstring(L, -1)) luaL_error(L, "'__tostring' must return a string");
  } else {
    push_by_type(L, index);
  }
  if (lua_gettop(L) != target) lua_replace(L, target);
  lua_settop(L, target);
  return lua_tolstring(L, target, count);
}
