/* The base library: Lua's own constant-time functions, and the bridge's where an error could be swallowed, an address
 * shown or a frozen library reached. */
#include "../internal.h"

/* MARK: Protected calls */

/* A call leaves no room above its results for what is raised here. */
static void check_results(lua_State *L, int status) { /* [-0, +0, e] */
  if (perilune_of(L)->expired != 0) lua_settop(L, 1);
  perilune_check_status(L, status);
}

static int end_pcall(lua_State *L, int status, lua_KContext context) { /* [-n, +n, e] */
  check_results(L, status);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_pushboolean(L, 0);
    lua_pushvalue(L, -2);
    return 2;
  }
  return lua_gettop(L) - (int)context;
}

static int protected_call(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, 1);
  lua_insert(L, 1);
  int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, end_pcall);
  return end_pcall(L, status, 0);
}

#define PERILUNE_HANDLER_TRIES 10 /* of a message handler that fails itself */

static int end_handler(lua_State *L, int status, lua_KContext tries); /* [-1, +n, e] */

/* The handler runs after unwinding: in Lua it would run inside the error, where hooks are off and it could loop. */
static int call_handler(lua_State *L, lua_KContext tries) { /* [-1, +n, e]: the error object is on top */
  if (tries >= PERILUNE_HANDLER_TRIES) {
    lua_pushboolean(L, 0);
    lua_pushliteral(L, "error in error handling");
    return 2;
  }
  lua_pushvalue(L, 2);
  lua_insert(L, -2);
  return end_handler(L, lua_pcallk(L, 1, 1, 0, tries + 1, end_handler), tries + 1);
}

static int end_handler(lua_State *L, int status, lua_KContext tries) {
  perilune_check_status(L, status);
  if (status != LUA_OK && status != LUA_YIELD) return call_handler(L, tries);
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

static int end_xpcall(lua_State *L, int status, lua_KContext context) { /* [-n, +n, e] */
  check_results(L, status);
  if (status != LUA_OK && status != LUA_YIELD) return call_handler(L, 0);
  return lua_gettop(L) - (int)context;
}

static int protected_call_with_handler(lua_State *L) {
  int count = lua_gettop(L);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  return end_xpcall(L, lua_pcallk(L, count - 2, LUA_MULTRET, 0, 2, end_xpcall), 2);
}

/* MARK: Raw access, text and values */

static int to_text(lua_State *L) {
  luaL_checkany(L, 1);
  perilune_tostring(L, 1, NULL);
  return 1;
}

static int raw_get(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, 1) != LUA_TNIL) return 1; /* what stands for a library is empty */
  perilune_real_table(L, 1);
  lua_settop(L, 2);
  lua_rawget(L, 1);
  return 1;
}

static int raw_equal(lua_State *L) {
  luaL_checkany(L, 1);
  luaL_checkany(L, 2);
  if (lua_type(L, 1) == LUA_TSTRING) perilune_spend(L, lua_rawlen(L, 1) / PERILUNE_STEP);
  lua_pushboolean(L, lua_rawequal(L, 1, 2));
  return 1;
}

static int raw_set(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  luaL_checkany(L, 3);
  lua_settop(L, 3);
  if (perilune_is_library(L, 1)) return luaL_error(L, "a library is read-only");
  perilune_environment_fill(L, 1);
  lua_rawset(L, 1);
  return 1;
}

static int mark_array(lua_State *L) {
  if (lua_isnoneornil(L, 1)) {
    lua_settop(L, 0);
    lua_newtable(L);
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  perilune_environment_fill(L, 1);
  if (perilune_is_array(L, 1)) return 1;
  if (lua_getmetatable(L, 1)) return luaL_argerror(L, 1, "a table without a metatable is expected");
  perilune_mark_array(L);
  return 1;
}

static const luaL_Reg own[] = {
    {"pcall", protected_call}, {"xpcall", protected_call_with_handler},
    {"tostring", to_text},     {"rawget", raw_get},
    {"rawset", raw_set},       {"next", perilune_next},
    {"pairs", perilune_pairs}, {"print", perilune_print},
    {"array", mark_array},     {"require", perilune_require},
    {"totable", perilune_totable}, {"tonumber", perilune_tonumber},
    {"rawequal", raw_equal},
    {NULL, NULL},
};

static const char *const kept[] = {"assert", "error", "ipairs", "rawlen", "select", "type", "_VERSION"};

void perilune_open_base(lua_State *L) {
  luaL_requiref(L, "_G", luaopen_base, 0);
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
    lua_getfield(L, -1, kept[i]);
    lua_setfield(L, -3, kept[i]);
  }
  lua_pop(L, 1);
  luaL_setfuncs(L, own, 0);
  lua_pushlightuserdata(L, perilune_null());
  lua_setfield(L, -2, "null");
  lua_newtable(L); /* the mark of arrays has no field: it changes nothing about a table */
  lua_rawseti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_ARRAY);
}
