/* Metatables are private copies: a script's later edits do not change what was installed, and the events that reach
 * memory faults of Lua 5.4.4, or run where no budget looks, are refused. */
#include "../internal.h"

static const char *const events[] = {
    "__index", "__newindex", "__call", "__tostring", "__name", "__pairs", "__metatable", "__eq",  "__lt",
    "__le",    "__len",      "__unm",  "__add",      "__sub",  "__mul",   "__div",       "__mod", "__pow",
    "__idiv",  "__band",     "__bor",  "__bxor",     "__shl",  "__shr",   "__bnot",
};
static const char *const refused[] = {"__gc", "__close", "__mode", "__concat"};

#define PERILUNE_EVENTS (sizeof events / sizeof *events)

/* The author's table stands in the copy under this key. */
static char author_key;

static void push_raw(lua_State *L, int table, const char *field) { /* [-0, +1, e] */
  lua_pushstring(L, field);
  lua_rawget(L, table);
}

static void refuse_events(lua_State *L, int table) { /* [-0, +0, e] */
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    push_raw(L, table, refused[i]);
    if (!lua_isnil(L, -1)) luaL_error(L, "the metatable field '%s' is not available to scripts", refused[i]);
    lua_pop(L, 1);
  }
  push_raw(L, table, "__call");
  if (!lua_isnil(L, -1) && !lua_isfunction(L, -1)) luaL_error(L, "the metatable field '__call' has to be a function");
  lua_pop(L, 1);
}

static bool agrees(lua_State *L, int real, int copy) { /* [-0, +0, e] */
  bool is_equal = true;
  for (size_t i = 0; i < PERILUNE_EVENTS && is_equal; i++) {
    push_raw(L, real, events[i]);
    push_raw(L, copy, events[i]);
    is_equal = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
  }
  return is_equal;
}

static void push_new_copy(lua_State *L, int author, int real) { /* [-0, +1, e] */
  lua_newtable(L);
  int copy = lua_gettop(L);
  for (size_t i = 0; i < PERILUNE_EVENTS; i++) {
    push_raw(L, real, events[i]);
    if (lua_isnil(L, -1)) {
      lua_pop(L, 1);
    } else {
      lua_setfield(L, copy, events[i]);
    }
  }
  lua_pushvalue(L, author);
  lua_rawsetp(L, copy, &author_key);
}

/* Objects of one class share one copy while the author's table stays as it was: [-0, +1, e]. The events are those of the
 * real table, which a script must never get: the copy leads back to what the author gave, be it a library's proxy. */
static void push_copy(lua_State *L, int author, int real) {
  perilune_transient_push(L, PERILUNE_TRANSIENT_METATABLES);
  int cache = lua_gettop(L);
  lua_pushvalue(L, author);
  if (lua_rawget(L, cache) == LUA_TNIL || !agrees(L, real, lua_gettop(L))) {
    lua_pop(L, 1);
    push_new_copy(L, author, real);
    lua_pushvalue(L, author);
    lua_pushvalue(L, -2);
    lua_rawset(L, cache);
  }
  lua_remove(L, cache);
}

static int set_metatable(lua_State *L) {
  int type = lua_type(L, 2);
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
  perilune_environment_fill(L, 1);
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return luaL_error(L, "cannot change a protected metatable");
  lua_settop(L, 2);
  if (type == LUA_TTABLE) {
    lua_pushvalue(L, 2);
    perilune_real_table(L, 3);
    refuse_events(L, 3);
    push_copy(L, 2, 3);
  }
  lua_setmetatable(L, 1);
  lua_settop(L, 1);
  return 1;
}

int perilune_getmetatable(lua_State *L) {
  luaL_checkany(L, 1);
  if (!lua_getmetatable(L, 1)) {
    lua_pushnil(L);
    return 1;
  }
  push_raw(L, lua_gettop(L), "__metatable");
  if (!lua_isnil(L, -1)) return 1;
  lua_rawgetp(L, -2, &author_key); /* nil for the mark of an array */
  return 1;
}

void perilune_open_metatables(lua_State *L) {
  lua_pushcfunction(L, set_metatable);
  lua_setfield(L, -2, "setmetatable");
  lua_pushcfunction(L, perilune_getmetatable);
  lua_setfield(L, -2, "getmetatable");
}
