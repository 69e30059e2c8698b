/* A spent budget stays spent: the flag decides, and whoever could swallow an error looks at the flag afterwards. */
#include <stdio.h>

#include "../internal.h"

/* What a spent budget raises. No script can build a light userdata, so none can imitate or recognise it. */
static char sentinel;

/* May run in the signal handler: lua_sethook only writes fields and is safe there (Lua manual 4.7, `lua.c`). */
PERILUNE_IN_HANDLER void perilune_expire(perilune_state *state, perilune_status reason) {
  if (state->expired == 0) state->expired = (sig_atomic_t)reason;
  if (state->executing != NULL) lua_sethook(state->executing, perilune_hook, LUA_MASKCOUNT, 1);
}

int perilune_raise_expired(lua_State *L) {
  perilune_capture_traceback(perilune_of(L), L, 0);
  lua_pushlightuserdata(L, &sentinel);
  return lua_error(L);
}

void perilune_check(lua_State *L) {
  if (perilune_of(L)->expired != 0) perilune_raise_expired(L);
}

/* The allocator's record decides, not the status: Lua raises LUA_ERRMEM for every error object that reads like its own. */
void perilune_check_status(lua_State *L, int status) {
  perilune_state *state = perilune_of(L);
  bool failed = status != LUA_OK && status != LUA_YIELD;
  if (failed && state->refused != 0) perilune_expire(state, PERILUNE_MEMORY);
  perilune_check(L);
}

static bool takes_instructions(perilune_state *state, uint64_t count) {
  bool fits = count <= state->instruction_limit - state->instructions;
  state->instructions = fits ? state->instructions + count : state->instruction_limit;
  if (!fits) perilune_expire(state, PERILUNE_INSTRUCTIONS);
  return fits;
}

void perilune_spend_slowly(lua_State *L, uint64_t steps) {
  perilune_state *state = perilune_of(L);
  if (state->instruction_limit != 0 && state->expired == 0) takes_instructions(state, steps);
  perilune_check(L);
}

static __attribute__((noinline)) void end_budget(lua_State *L) { /* [-0, +0, e] */
  perilune_state *state = perilune_of(L);
  if (state->instruction_limit != 0 && state->expired == 0) takes_instructions(state, 1);
  if (state->expired != 0) perilune_raise_expired(L);
  lua_sethook(L, NULL, 0, 0); /* left over from an earlier invocation's thread */
}

/* Set for every instruction: from the start under an instruction limit, else only once a budget is spent. */
void perilune_hook(lua_State *L, lua_Debug *record) {
  (void)record;
  perilune_state *state = perilune_of(L);
  if (state->expired == 0 && state->instructions < state->instruction_limit) {
    state->instructions++;
  } else {
    end_budget(L);
  }
}

/* Writes into fixed space, since there may be no memory left: at most PERILUNE_FRAMES frames, cut at its end. */
static size_t describe_frame(lua_State *L, lua_Debug *record, char *target, size_t space) { /* [-0, +0] */
  lua_getinfo(L, "Slnt", record);
  char place[LUA_IDSIZE + 16];
  if (record->currentline > 0) {
    snprintf(place, sizeof place, "%s:%d", record->short_src, record->currentline);
  } else {
    snprintf(place, sizeof place, "%s", record->short_src);
  }
  int written;
  if (record->name != NULL) {
    written = snprintf(target, space, "%s: in %s '%s'\n", place, record->namewhat, record->name);
  } else if (*record->what == 'm') {
    written = snprintf(target, space, "%s: in main chunk\n", place);
  } else {
    written = snprintf(target, space, "%s: in function\n", place);
  }
  return written < 0 ? 0 : (size_t)written < space ? (size_t)written : space - 1;
}

static void keep_place(perilune_state *state, const lua_Debug *record) {
  const char *file = record->source + (*record->source == '@');
  state->line = record->currentline;
  state->file_count = strnlen(file, sizeof state->file);
  memcpy(state->file, file, state->file_count);
}

void perilune_capture_traceback(perilune_state *state, lua_State *L, int level) {
  if (state->has_traceback) return;
  state->has_traceback = true;
  lua_Debug record;
  for (int end = level + PERILUNE_FRAMES; level < end && lua_getstack(L, level, &record); level++) {
    lua_Debug caller;
    bool is_ours = L == state->main && !lua_getstack(L, level + 1, &caller); /* the bridge's own, below the script */
    if (is_ours) break;
    size_t used = state->traceback_count;
    state->traceback_count += describe_frame(L, &record, state->traceback + used, PERILUNE_TRACEBACK_SIZE - used);
    if (state->line == 0 && record.currentline > 0) keep_place(state, &record);
  }
}
