/* The world of a script: libraries that are made once and frozen, and an environment that is fresh per invocation. */
#include "../internal.h"

static int refuse_write(lua_State *L) { /* [-0, +0, e] */
  return luaL_error(L, "the library '%s' is read-only", lua_tostring(L, lua_upvalueindex(1)));
}

void perilune_freeze(lua_State *L, const char *name) {
  lua_newtable(L);
  lua_createtable(L, 0, 3);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, name);
  lua_pushcclosure(L, refuse_write, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_remove(L, -2);
  perilune_state *state = perilune_of(L);
  if (state->library_count == PERILUNE_LIBRARIES) luaL_error(L, "too many libraries");
  state->libraries[state->library_count++] = lua_topointer(L, -1);
}

/* From the last on, which is `tx`, since each proposal asks. */
bool perilune_is_library(lua_State *L, int index) {
  const perilune_state *state = perilune_of(L);
  const void *table = lua_topointer(L, index);
  for (int i = state->library_count - 1; i >= 0; i--) {
    if (state->libraries[i] == table) return true;
  }
  return false;
}

/* What raw access means by a table: a library's proxy stands for its table, and an environment has its globals. */
void perilune_real_table(lua_State *L, int index) {
  perilune_environment_fill(L, index);
  if (!perilune_is_library(L, index) || !lua_getmetatable(L, index)) return;
  lua_getfield(L, -1, "__index");
  lua_replace(L, index);
  lua_pop(L, 1);
}

typedef struct {
  const char *name;
  void (*open)(lua_State *L);
} library;

static const library libraries[] = {
    {"coroutine", perilune_open_coroutine}, {"string", perilune_open_string}, {"table", perilune_open_table},
    {"math", perilune_open_math},           {"utf8", perilune_open_utf8},     {"os", perilune_open_os},
    {"log", perilune_open_log},
};

/* Methods of strings reach the library itself; scripts see only a frozen view of their metatable. */
static void open_string_view(lua_State *L) { /* [-0, +0, e] */
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_newtable(L);
  lua_getfield(L, -4, "string");
  lua_setfield(L, -2, "__index");
  perilune_freeze(L, "string metatable");
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
}

/* Lua names the function in an argument error by where it stands among the loaded modules. */
static void name_functions(lua_State *L, const char *module) { /* [-0, +0, e]: of the table on top */
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, module);
  lua_pop(L, 1);
}

/* MARK: Environments
 *
 * Most hooks read a few globals, so a fresh environment is empty and looks them up elsewhere. It gets them for good, and is
 * an ordinary table from then on, when a script reads many, when it sets one, and when it looks at the table as such. One
 * that stayed empty to the end serves the next invocation. */

#define PERILUNE_GLOBAL_READS 24

void perilune_environment_fill(lua_State *L, int index) {
  perilune_state *state = perilune_of(L);
  if (state->bare_environment == NULL || lua_topointer(L, index) != state->bare_environment) return;
  luaL_checkstack(L, 6, "no room for the globals");
  lua_pushvalue(L, index);
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_GLOBALS);
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -5);
  }
  lua_pop(L, 1);
  lua_pushliteral(L, "_G");
  lua_pushvalue(L, -2);
  lua_rawset(L, -3);
  lua_pushnil(L);
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
  state->bare_environment = NULL;
}

static int read_global(lua_State *L) { /* [-2, +1, e] */
  perilune_state *state = perilune_of(L);
  if (++state->global_reads == PERILUNE_GLOBAL_READS) perilune_environment_fill(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_GLOBALS);
  lua_pushvalue(L, 2);
  bool is_itself = lua_rawget(L, -2) == LUA_TNIL && lua_type(L, 2) == LUA_TSTRING && !strcmp(lua_tostring(L, 2), "_G");
  if (is_itself) lua_settop(L, 1);
  return 1;
}

static int set_global(lua_State *L) { /* [-3, +0, e] */
  perilune_environment_fill(L, 1);
  lua_rawset(L, 1);
  return 0;
}

static void open_environments(lua_State *L) { /* [-0, +0, e]: the metatable of bare ones */
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, read_global);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, set_global);
  lua_setfield(L, -2, "__newindex");
  lua_rawseti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_ENVIRONMENT);
}

void perilune_environment_open(lua_State *L) {
  perilune_open_views(L);
  open_environments(L);
  lua_newtable(L);
  perilune_open_base(L);
  perilune_open_metatables(L);
  name_functions(L, "_G");
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
    libraries[i].open(L);
    name_functions(L, libraries[i].name);
    perilune_freeze(L, libraries[i].name);
    lua_setfield(L, -2, libraries[i].name);
  }
  open_string_view(L);
  lua_rawseti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_GLOBALS);
  perilune_open_proposals(L);
  perilune_freeze(L, "tx");
  lua_rawseti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_PROPOSALS);
}

/* Whether the environment of the closure on top is a bare one, in which no invocation has left anything: [-0, +0, e]. */
static bool is_untouched(lua_State *L) {
  lua_getupvalue(L, -1, 1);
  const void *bare = perilune_of(L)->bare_environment; /* NULL, as what is no object has no address either: none */
  bool is_bare = bare != NULL && lua_topointer(L, -1) == bare;
  if (is_bare) {
    lua_pushnil(L);
    is_bare = lua_next(L, -2) == 0;
    if (!is_bare) lua_pop(L, 2);
  }
  lua_pop(L, 1);
  return is_bare;
}

void perilune_environment_renew(lua_State *L) {
  perilune_state *state = perilune_of(L);
  state->global_reads = 0;
  if (is_untouched(L)) return;
  lua_newtable(L);
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_ENVIRONMENT);
  lua_setmetatable(L, -2);
  lua_pushvalue(L, -1);
  lua_rawseti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_BARE);
  state->bare_environment = lua_topointer(L, -1);
  lua_setupvalue(L, -2, 1);
}

/* MARK: Transients */

void perilune_transient_set(lua_State *L, int slot) {
  perilune_of(L)->transients |= 1u << (slot - PERILUNE_TRANSIENT_LOADED);
  lua_rawseti(L, LUA_REGISTRYINDEX, slot);
}

void perilune_transient_push(lua_State *L, int slot) {
  if (lua_rawgeti(L, LUA_REGISTRYINDEX, slot) != LUA_TNIL) return;
  lua_pop(L, 1);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  perilune_transient_set(L, slot);
}

/* Assigning nil to a slot that exists needs no memory, so this cannot raise; one whose first assignment was refused is not
 * there. */
void perilune_transient_forget(perilune_state *state) {
  lua_State *L = state->main;
  for (int slot = PERILUNE_TRANSIENT_LOADED; state->transients != 0; slot++, state->transients >>= 1) {
    if ((state->transients & 1) == 0) continue;
    if (lua_rawgeti(L, LUA_REGISTRYINDEX, slot) != LUA_TNIL) {
      lua_pushnil(L);
      lua_rawseti(L, LUA_REGISTRYINDEX, slot);
    }
    lua_settop(L, 0);
  }
}
