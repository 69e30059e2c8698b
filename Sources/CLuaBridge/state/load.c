/* Sources into a state, and compiled chunks out of one state and into others. */
#include "../internal.h"

typedef struct {
  perilune_bytes module, file, source;
  bool is_compiled; /* the source is what perilune_state_dump wrote */
  bool is_syntax_error;
} load_request;

static const char *text(perilune_bytes bytes) { return bytes.count == 0 ? "" : (const char *)bytes.start; }

static int load(lua_State *L) { /* [-1, +0, e] */
  load_request *request = lua_touserdata(L, 1);
  lua_pushliteral(L, "@");
  lua_pushlstring(L, text(request->file), request->file.count);
  lua_concat(L, 2);
  const char *chunk = lua_tostring(L, -1);
  const char *form = request->is_compiled ? "b" : "t";
  if (luaL_loadbufferx(L, text(request->source), request->source.count, chunk, form) != LUA_OK) {
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
  perilune_status status = perilune_end_of_setup(state, code, PERILUNE_SYNTAX);
  if (status == PERILUNE_SYNTAX && lua_type(state->main, 1) == LUA_TSTRING) {
    lua_State *L = state->main;
    lua_pushcfunction(L, keep_message);
    lua_insert(L, 1);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) status = PERILUNE_MEMORY;
  }
  lua_settop(state->main, 0);
  return status;
}

static perilune_status load_within(perilune_state *state, load_request *request, uint64_t time_limit) {
  if (state->is_spent) return PERILUNE_UNAVAILABLE;
  state->message.count = 0;
  perilune_status status = perilune_budget_arm_processor(state, time_limit);
  if (status != PERILUNE_COMPLETED) return status;
  status = perilune_guard(state, compile, request);
  perilune_budget_disarm(state);
  state->loaded = state->used;
  return status;
}

perilune_status perilune_state_load(
    perilune_state *state, perilune_bytes module, perilune_bytes file, perilune_bytes source, uint64_t time_limit) {
  load_request request = {.module = module, .file = file, .source = source};
  return load_within(state, &request, time_limit);
}

/* MARK: Compiled chunks
 *
 * Lua checks no bytecode, so none comes from outside: what is read here was written below, by the same process. */

perilune_status perilune_state_load_compiled(perilune_state *state, perilune_bytes module, perilune_bytes chunk) {
  load_request request = {.module = module, .source = chunk, .is_compiled = true};
  return load_within(state, &request, 0);
}

static int write_chunk(lua_State *L, const void *bytes, size_t count, void *target) { /* [-0, +0, e] */
  perilune_buffer_append(L, target, bytes, count);
  return 0;
}

static int dump(lua_State *L) { /* [-1, +0, e] */
  const perilune_bytes *module = lua_touserdata(L, 1);
  if (module->count == 0) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_MAIN);
  } else {
    lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_MODULES);
    lua_pushlstring(L, text(*module), module->count);
    lua_rawget(L, -2);
  }
  if (!lua_isfunction(L, -1)) luaL_error(L, "there is no such module");
  lua_dump(L, write_chunk, &perilune_of(L)->value, 0);
  return 0;
}

perilune_status perilune_state_dump(perilune_state *state, perilune_bytes module, perilune_bytes *chunk) {
  *chunk = (perilune_bytes){NULL, 0};
  if (state->is_spent) return PERILUNE_UNAVAILABLE;
  state->value.count = 0;
  perilune_status status = perilune_budget_arm_processor(state, 0);
  if (status != PERILUNE_COMPLETED) return status;
  int code = perilune_protect(state, dump, &module);
  if (code != LUA_OK) status = state->expired != 0 ? (perilune_status)state->expired : PERILUNE_FAILED;
  lua_settop(state->main, 0);
  perilune_budget_disarm(state);
  if (status == PERILUNE_COMPLETED) *chunk = perilune_buffer_bytes(&state->value);
  return status;
}

perilune_bytes perilune_state_message(const perilune_state *state) { return perilune_buffer_bytes(&state->message); }
