/* The second argument of a hook: each method writes one operation for the host, which alone decides about it. */
#include "../internal.h"

static void begin(lua_State *L, const char *name) { /* [-0, +0, e] */
  perilune_state *state = perilune_of(L);
  if (state->call->proposals != PERILUNE_PROPOSALS_ACCEPTED) {
    luaL_error(L, "%s is not available here: this hook is read-only", name);
  }
  if (!perilune_is_library(L, 1)) luaL_error(L, "call it with a colon: %s(...)", name);
  if (state->operation_count == state->call->operation_limit) {
    lua_pushfstring(L, "more than %d operations are proposed", (int)state->call->operation_limit);
    perilune_invalid_output(L);
  }
  state->operation_count++;
}

static int propose(lua_State *L, const char *name, int last) { /* [-0, +0, e] */
  lua_settop(L, last);
  perilune_write_operation(L, name, last);
  return 0;
}

static void check_path(lua_State *L) { /* [-0, +0, e] */
  luaL_checktype(L, 2, LUA_TSTRING);
  luaL_argcheck(L, lua_rawlen(L, 2) > 0, 2, "a path is expected, such as \"relationship.mira.bond\"");
}

static int set(lua_State *L) {
  begin(L, "tx:set");
  check_path(L);
  luaL_argcheck(L, !lua_isnoneornil(L, 3), 3, "a value is expected; null stores a null");
  return propose(L, "tx:set", 3);
}

static int increment(lua_State *L) {
  begin(L, "tx:increment");
  check_path(L);
  luaL_checktype(L, 3, LUA_TNUMBER);
  return propose(L, "tx:increment", 3);
}

static int append(lua_State *L) {
  begin(L, "tx:append");
  check_path(L);
  luaL_argcheck(L, !lua_isnoneornil(L, 3), 3, "a value is expected; null appends a null");
  return propose(L, "tx:append", 3);
}

static int append_all(lua_State *L) {
  begin(L, "tx:appendAll");
  check_path(L);
  luaL_checktype(L, 3, LUA_TTABLE);
  lua_settop(L, 3); /* the mark goes to what is on top, and all strings share a metatable */
  if (!lua_getmetatable(L, 3)) perilune_mark_array(L); /* so that an empty list stays a list */
  return propose(L, "tx:appendAll", 3);
}

static int policy(lua_State *L) {
  begin(L, "tx:policy");
  luaL_checktype(L, 2, LUA_TSTRING);
  if (!lua_isnoneornil(L, 3)) luaL_checktype(L, 3, LUA_TTABLE);
  return propose(L, "tx:policy", 3);
}

static int metadata(lua_State *L) {
  begin(L, "tx:metadata");
  luaL_checktype(L, 2, LUA_TTABLE);
  return propose(L, "tx:metadata", 2);
}

static const luaL_Reg functions[] = {
    {"set", set},       {"increment", increment}, {"append", append}, {"appendAll", append_all},
    {"policy", policy}, {"metadata", metadata},   {NULL, NULL},
};

void perilune_open_proposals(lua_State *L) { luaL_newlib(L, functions); }
