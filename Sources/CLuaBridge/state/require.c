/* `require` inside the folder: every source was compiled beforehand, and is instantiated once per invocation. */
#include "../internal.h"

static char loading; /* marks a module whose script runs */

/* The invocation's environment is that of the main script, whose only upvalue it is. */
static void push_environment(lua_State *L) { /* [-0, +1, e] */
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_MAIN);
  lua_getupvalue(L, -1, 1);
  lua_replace(L, -2);
}

static int run_module(lua_State *L, int loaded) { /* [-1, +1, e]: the chunk becomes its result */
  push_environment(L);
  lua_setupvalue(L, -2, 1);
  lua_pushlightuserdata(L, &loading);
  lua_setfield(L, loaded, lua_tostring(L, 1));
  lua_pushvalue(L, 1);
  lua_call(L, 1, 1);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
  }
  lua_pushvalue(L, -1);
  lua_setfield(L, loaded, lua_tostring(L, 1));
  return 1;
}

int perilune_require(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  lua_settop(L, 1);
  perilune_transient_push(L, PERILUNE_TRANSIENT_LOADED);
  if (lua_getfield(L, 2, name) != LUA_TNIL) {
    if (lua_touserdata(L, -1) == &loading) return luaL_error(L, "the module '%s' requires itself", name);
    return 1;
  }
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_MODULES);
  if (*name == '\0' || lua_getfield(L, -1, name) == LUA_TNIL) {
    return luaL_error(L, "the module '%s' is not in this extension's folder", name);
  }
  return run_module(L, 2);
}
