/* Opening, loading and closing a state. */
#include <stdio.h>
#include <stdlib.h>

#include "../internal.h"

#define PERILUNE_BUFFER_KEPT 65536
#define PERILUNE_GARBAGE_KEPT 262144       /* bytes that an invocation may leave to the next */
#define PERILUNE_GARBAGE_COLLECTED 4194304 /* more costs longer to collect than a new state to open */

perilune_bytes perilune_lua_release(void) {
  static const char before[] = "Lua ";
  const char *start = strstr(lua_ident, before);
  if (start == NULL) return (perilune_bytes){NULL, 0};
  start += sizeof before - 1;
  return (perilune_bytes){(const uint8_t *)start, strcspn(start, " ")};
}

/* All slots at once, so that they get their place in the registry's array; those of invocations are empty again. */
static void make_slots(lua_State *L) { /* [-0, +0, e] */
  for (int slot = PERILUNE_SLOT_GLOBALS; slot < PERILUNE_TRANSIENT_END; slot++) {
    lua_pushboolean(L, 0);
    lua_rawseti(L, LUA_REGISTRYINDEX, slot);
  }
  for (int slot = PERILUNE_TRANSIENT_LOADED; slot < PERILUNE_TRANSIENT_END; slot++) {
    lua_pushnil(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, slot);
  }
}

static int open_libraries(lua_State *L) { /* [-1, +0, e] */
  luaL_checkversion(L); /* headers and library of one Lua */
  make_slots(L);
  perilune_environment_open(L);
  lua_newtable(L);
  lua_rawseti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_MODULES);
  return 0;
}

static perilune_status end_of_setup(perilune_state *state, int code, perilune_status otherwise) {
  if (code == LUA_OK) return PERILUNE_COMPLETED;
  bool is_memory = state->refused != 0 || state->expired == PERILUNE_MEMORY;
  return is_memory ? PERILUNE_MEMORY : otherwise;
}

/* An error outside of every protected call is our own mistake; Lua would abort the process with a bare exit. */
static int panic(lua_State *L) {
  (void)L;
  fputs("perilune: a Lua error was raised outside of a protected call\n", stderr);
  return 0;
}

perilune_status perilune_state_open(size_t memory_limit, perilune_state **out) {
  *out = NULL;
  perilune_state *state = calloc(1, sizeof *state);
  if (state == NULL) return PERILUNE_UNAVAILABLE;
  state->limit = memory_limit;
  state->deadline = UINT64_MAX;
  if (!perilune_arena_open(&state->arena, memory_limit)) {
    free(state);
    return PERILUNE_UNAVAILABLE;
  }
  lua_State *L = lua_newstate(perilune_allocate, state);
  if (L == NULL) {
    perilune_state_close(state);
    return PERILUNE_MEMORY;
  }
  state->main = L;
  *(perilune_state **)lua_getextraspace(L) = state;
  lua_atpanic(L, panic);
  perilune_status status = end_of_setup(state, perilune_protect(state, open_libraries, NULL), PERILUNE_UNAVAILABLE);
  if (status != PERILUNE_COMPLETED) {
    perilune_state_close(state);
    return status;
  }
  *out = state;
  return PERILUNE_COMPLETED;
}

/* Nothing that a script can make has a finalizer, so there is nothing for lua_close to do but to free. */
void perilune_state_close(perilune_state *state) {
  perilune_arena_close(&state->arena);
  free(state);
}

bool perilune_state_settle(perilune_state *state) {
  if (state->is_spent) return false;
  perilune_buffer *const buffers[] = {
      &state->value, &state->operations, &state->retained, &state->log, &state->message};
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
    if (buffers[i]->capacity > PERILUNE_BUFFER_KEPT) perilune_buffer_free(state, buffers[i]);
  }
  size_t garbage = state->used > state->loaded ? state->used - state->loaded : 0;
  if (garbage > PERILUNE_GARBAGE_COLLECTED) return false;
  if (garbage > PERILUNE_GARBAGE_KEPT) {
    lua_gc(state->main, LUA_GCCOLLECT); /* there is no finalizer that could raise */
    perilune_arena_trim(&state->arena);
  }
  return true;
}

typedef struct {
  perilune_bytes module, file, source;
  bool is_syntax_error;
} load_request;

static const char *text(perilune_bytes bytes) { return bytes.count == 0 ? "" : (const char *)bytes.start; }

static int load(lua_State *L) { /* [-1, +0, e] */
  load_request *request = lua_touserdata(L, 1);
  lua_pushliteral(L, "@");
  lua_pushlstring(L, text(request->file), request->file.count);
  lua_concat(L, 2);
  const char *chunk = lua_tostring(L, -1);
  if (luaL_loadbufferx(L, text(request->source), request->source.count, chunk, "t") != LUA_OK) {
    request->is_syntax_error = true;
    return lua_error(L);
  }
  if (request->module.count == 0) {
    lua_rawseti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_MAIN);
    return 0;
  }
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_MODULES);
  lua_pushlstring(L, text(request->module), request->module.count);
  lua_pushvalue(L, -3);
  lua_rawset(L, -3);
  return 0;
}

static int keep_message(lua_State *L) { /* [-1, +0, e] */
  size_t count = 0;
  const char *bytes = lua_tolstring(L, 1, &count);
  perilune_keep_message(L, bytes, count);
  return 0;
}

static perilune_status compile(perilune_state *state, void *request) {
  int code = perilune_protect(state, load, request);
  if (state->expired != 0) return (perilune_status)state->expired;
  perilune_status status = end_of_setup(state, code, PERILUNE_SYNTAX);
  if (status == PERILUNE_SYNTAX && lua_type(state->main, 1) == LUA_TSTRING) {
    lua_State *L = state->main;
    lua_pushcfunction(L, keep_message);
    lua_insert(L, 1);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) status = PERILUNE_MEMORY;
  }
  lua_settop(state->main, 0);
  return status;
}

perilune_status perilune_state_load(
    perilune_state *state, perilune_bytes module, perilune_bytes file, perilune_bytes source, uint64_t time_limit) {
  if (state->is_spent) return PERILUNE_UNAVAILABLE;
  load_request request = {module, file, source, false};
  state->message.count = 0;
  perilune_status status = perilune_budget_arm_processor(state, time_limit);
  if (status != PERILUNE_COMPLETED) return status;
  status = perilune_guard(state, compile, &request);
  perilune_budget_disarm(state);
  state->loaded = state->used;
  return status;
}

perilune_bytes perilune_state_message(const perilune_state *state) { return perilune_buffer_bytes(&state->message); }
