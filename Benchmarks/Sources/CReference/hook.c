/* One hook, called again and again on one context, in each style. */
#include "buffer.h"

/* Places on the stack of the state. */
enum { MODULE = 1, HOOK, VIEWS, PROPOSALS, CHUNK, ENVIRONMENT, CALLER, BASE = CALLER };

/* MARK: Operations proposed by calls */

static int propose(lua_State *L, uint8_t kind) { /* [-0, +0] */
  proposal_buffer *proposals = lua_touserdata(L, lua_upvalueindex(1));
  proposal_append(proposals, &kind, sizeof kind);
  proposal_append_value(proposals, L, 2);
  proposal_append_value(proposals, L, 3);
  proposals->operations++;
  return 0;
}

static int set(lua_State *L) { return propose(L, 's'); }
static int increment(lua_State *L) { return propose(L, 'i'); }

static void push_proposals(lua_State *L, proposal_buffer *proposals) { /* [-0, +1, e] */
  static const luaL_Reg functions[] = {{"set", set}, {"increment", increment}, {NULL, NULL}};
  lua_createtable(L, 0, 2);
  lua_pushlightuserdata(L, proposals);
  luaL_setfuncs(L, functions, 1);
}

/* MARK: Operations returned as a table */

static void take_operations(lua_State *L, proposal_buffer *proposals) { /* [-0, +0, e]: of the list on top */
  lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, -1, i);
    for (lua_Integer part = 1; part <= 3; part++) {
      lua_rawgeti(L, -1, part);
      proposal_append_value(proposals, L, -1);
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
    proposals->operations++;
  }
}

/* MARK: Calls */

static int call(lua_State *L) { /* [-4, +0, e]: hook, metatable of views, methods, this */
  reference_hook *hook = lua_touserdata(L, 4);
  const buffer_node *root = buffer_root(hook->context);
  lua_pushvalue(L, 1);
  if (hook->style == REFERENCE_EAGER) {
    reference_push_table(L, hook->context, root);
  } else {
    reference_push_view(L, 2, root);
  }
  if (hook->style == REFERENCE_LAZY_CALLS) {
    lua_pushvalue(L, 3);
    lua_call(L, 2, 0);
  } else {
    lua_call(L, 1, 1);
    take_operations(L, &hook->proposals);
  }
  return 0;
}

/* A fresh environment over the libraries, the chunk in it, and its function: [-0, +0, e]. */
static int instantiate(lua_State *L) {
  lua_pushvalue(L, 1);
  lua_createtable(L, 0, 0);
  lua_pushvalue(L, 2);
  lua_setmetatable(L, -2);
  lua_call(L, 1, 1);
  return lua_getfield(L, -1, "hook") != LUA_TFUNCTION;
}

static int nothing(lua_State *L) {
  (void)L;
  return 0;
}

static int step(reference_hook *hook) { /* a status of Lua */
  lua_State *L = hook->L;
  hook->proposals.count = 0;
  hook->proposals.operations = 0;
  if (hook->style == REFERENCE_EMPTY) {
    lua_pushcfunction(L, nothing);
    return lua_pcall(L, 0, 0, 0);
  }
  if (hook->style == REFERENCE_INSTANTIATION) {
    lua_pushcfunction(L, instantiate);
    lua_pushvalue(L, CHUNK);
    lua_pushvalue(L, ENVIRONMENT);
    return lua_pcall(L, 2, 0, 0);
  }
  lua_pushvalue(L, CALLER);
  lua_pushvalue(L, HOOK);
  lua_pushvalue(L, VIEWS);
  lua_pushvalue(L, PROPOSALS);
  lua_pushlightuserdata(L, hook);
  return lua_pcall(L, 4, 0, 0);
}

uint64_t reference_hook_run(reference_hook *hook, uint32_t calls) {
  uint64_t start = reference_thread_time();
  for (uint32_t i = 0; i < calls; i++) {
    if (step(hook) != LUA_OK) return 0;
  }
  return reference_thread_time() - start;
}

uint32_t reference_hook_operations(const reference_hook *hook) { return hook->proposals.operations; }

/* MARK: Opening */

static int open(lua_State *L) { /* [-2, +7, e] */
  reference_hook *hook = lua_touserdata(L, 1);
  const char *script = lua_touserdata(L, 2);
  lua_settop(L, 0);
  luaL_openlibs(L);
  if (luaL_loadstring(L, script) != LUA_OK) return lua_error(L);
  lua_pushglobaltable(L);
  lua_call(L, 1, 1);
  lua_getfield(L, MODULE, "hook");
  reference_open_views(L, hook->context);
  push_proposals(L, &hook->proposals);
  luaL_loadstring(L, script);
  lua_createtable(L, 0, 1);
  lua_pushglobaltable(L);
  lua_setfield(L, ENVIRONMENT, "__index");
  lua_pushcfunction(L, call);
  return BASE;
}

reference_hook *reference_hook_open(reference_style style, const char *script, const uint8_t *context) {
  reference_hook *hook = calloc(1, sizeof *hook);
  if (hook == NULL) return NULL;
  *hook = (reference_hook){.L = luaL_newstate(), .context = context, .style = style};
  if (hook->L != NULL) {
    lua_pushcfunction(hook->L, open);
    lua_pushlightuserdata(hook->L, hook);
    lua_pushlightuserdata(hook->L, (void *)script);
    if (lua_pcall(hook->L, 2, BASE, 0) == LUA_OK) return hook;
  }
  reference_hook_close(hook);
  return NULL;
}

void reference_hook_close(reference_hook *hook) {
  if (hook->L != NULL) lua_close(hook->L);
  free(hook->proposals.bytes);
  free(hook);
}
