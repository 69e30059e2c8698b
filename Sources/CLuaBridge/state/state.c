/* Opening and closing a state. */
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
  lua_gc(L, LUA_GCSTOP); /* nothing that is made here is garbage */
  make_slots(L);
  perilune_environment_open(L);
  lua_newtable(L);
  lua_rawseti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_MODULES);
  lua_gc(L, LUA_GCRESTART);
  return 0;
}

perilune_status perilune_end_of_setup(perilune_state *state, int code, perilune_status otherwise) {
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
  perilune_status status = perilune_end_of_setup(state, perilune_protect(state, open_libraries, NULL), PERILUNE_UNAVAILABLE);
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

/* What the host has read of a result, in buffers that are kept for the next one. */
#define PERILUNE_RESULT_BUFFERS(state) \
  {&(state)->value, &(state)->operations, &(state)->retained, &(state)->log, &(state)->message}

static size_t garbage(const perilune_state *state) { return state->used > state->loaded ? state->used - state->loaded : 0; }

bool perilune_state_is_unsettled(const perilune_state *state) {
  const perilune_buffer *const buffers[] = PERILUNE_RESULT_BUFFERS(state);
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
    if (buffers[i]->capacity > PERILUNE_BUFFER_KEPT) return true;
  }
  return state->is_spent || garbage(state) > PERILUNE_GARBAGE_KEPT;
}

bool perilune_state_settle(perilune_state *state) {
  if (state->is_spent) return false;
  perilune_buffer *const buffers[] = PERILUNE_RESULT_BUFFERS(state);
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
    if (buffers[i]->capacity > PERILUNE_BUFFER_KEPT) perilune_buffer_free(state, buffers[i]);
  }
  if (garbage(state) > PERILUNE_GARBAGE_COLLECTED) return false;
  if (garbage(state) > PERILUNE_GARBAGE_KEPT) {
    lua_gc(state->main, LUA_GCCOLLECT); /* there is no finalizer that could raise */
    perilune_arena_trim(&state->arena);
  }
  return true;
}
