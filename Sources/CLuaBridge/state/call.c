/* One invocation, from the armed budget to plain bytes. */
#include "../internal.h"

static const char *text(perilune_bytes bytes) { return bytes.count == 0 ? "" : (const char *)bytes.start; }

/* Instantiates the main script in a clean environment: [-0, +1, e], its closure ready to call. */
static void push_main(lua_State *L) {
  if (lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_MAIN) != LUA_TFUNCTION) luaL_error(L, "no script was loaded");
  perilune_environment_renew(L);
}

static int no_function(lua_State *L, const char *format, const char *detail) { /* [-0, +0, e] */
  perilune_of(L)->failure = PERILUNE_NO_FUNCTION;
  lua_pushfstring(L, format, detail);
  return lua_error(L);
}

static void push_module(lua_State *L) { /* [-0, +1, e]: the table that the main script returns */
  push_main(L);
  lua_call(L, 0, 1);
  if (!lua_istable(L, -1)) {
    no_function(L, "the script has to return a table of its hook functions, and returned %s", luaL_typename(L, -1));
  }
}

static void push_function(lua_State *L, const perilune_call *call) { /* [-0, +2, e]: its table, then the function */
  push_module(L);
  lua_pushlstring(L, text(call->function), call->function.count);
  if (lua_rawget(L, -2) == LUA_TFUNCTION) return;
  const char *name = lua_pushlstring(L, text(call->function), call->function.count);
  no_function(L, "the table that the script returns has no function '%s'", name);
}

/* Nothing when the script did not touch it. */
static void keep_retained(lua_State *L) { /* [-0, +0, e] */
  perilune_state *state = perilune_of(L);
  if (!state->is_retained_used) return;
  const char *name = lua_pushlstring(L, text(state->call->retained), state->call->retained.count);
  if (lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_TRANSIENT_RETAINED) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_newtable(L);
  }
  perilune_write_value(L, lua_gettop(L), &state->retained, name);
  lua_pop(L, 2);
}

static void call_hook(lua_State *L, const perilune_call *call) { /* [-0, +0, e] */
  perilune_context_push(L);
  int context = lua_gettop(L);
  if (call->entry == PERILUNE_ENTRY_BODY) {
    push_main(L);
  } else {
    push_function(L, call);
  }
  lua_pushvalue(L, context);
  bool has_proposals = call->proposals != PERILUNE_PROPOSALS_NONE;
  if (has_proposals) lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_PROPOSALS);
  lua_call(L, has_proposals ? 2 : 1, 1);
  perilune_check(L);
  perilune_write_value(L, lua_gettop(L), &perilune_of(L)->value, "the returned value");
  keep_retained(L);
}

static void list_functions(lua_State *L) { /* [-0, +0, e] */
  push_module(L);
  int module = lua_gettop(L);
  lua_newtable(L);
  perilune_mark_array(L);
  lua_Integer count = 0;
  const perilune_order *order = perilune_order_push(L, module);
  for (size_t i = 0; i < order->count; i++) {
    lua_rawgeti(L, module + 2, (lua_Integer)order->index[i]);
    lua_pushvalue(L, -1);
    bool is_export = lua_rawget(L, module) == LUA_TFUNCTION && lua_type(L, -2) == LUA_TSTRING;
    lua_pop(L, 1);
    if (is_export) {
      lua_rawseti(L, module + 1, ++count);
    } else {
      lua_pop(L, 1);
    }
  }
  perilune_write_value(L, module + 1, &perilune_of(L)->value, "the exported functions");
}

static int run(lua_State *L) { /* [-1, +0, e] */
  const perilune_call *call = lua_touserdata(L, 1);
  if (call->entry == PERILUNE_ENTRY_EXPORTS) {
    list_functions(L);
  } else {
    call_hook(L, call);
  }
  perilune_check(L);
  return 0;
}

static int describe_error(lua_State *L) { /* [-1, +0, e]: turns the error object into the message */
  size_t count = 0;
  const char *bytes = perilune_tostring(L, 1, &count);
  perilune_keep_message(L, bytes, count);
  return 0;
}

static perilune_status status_of(perilune_state *state, int code) {
  if (code != LUA_OK && state->refused != 0) perilune_expire(state, PERILUNE_MEMORY);
  if (state->expired != 0) return (perilune_status)state->expired;
  return code == LUA_OK ? PERILUNE_COMPLETED : state->failure;
}

/* The budget is still armed: a `__tostring` of the script may run here. */
static perilune_status describe_failure(perilune_state *state) {
  lua_State *L = state->main;
  lua_pushcfunction(L, describe_error);
  lua_insert(L, 1);
  int code = lua_pcall(L, 1, 0, 0);
  perilune_status status = status_of(state, code);
  return code == LUA_OK || status != state->failure ? status : PERILUNE_FAILED;
}

static perilune_status invoke(perilune_state *state, void *call) {
  int code = perilune_protect(state, run, call);
  perilune_status status = status_of(state, code);
  bool is_script_error = status == PERILUNE_FAILED || status == PERILUNE_NO_FUNCTION;
  if (is_script_error && lua_gettop(state->main) == 1) {
    perilune_status described = describe_failure(state);
    if (described != PERILUNE_FAILED && described != PERILUNE_COMPLETED) status = described;
  }
  lua_settop(state->main, 0);
  return status;
}

static void reset(perilune_state *state, const perilune_call *call) {
  state->call = call;
  state->failure = PERILUNE_FAILED;
  state->operation_count = 0;
  state->output_used = 0;
  state->generation++;
  state->view_count = 0;
  state->is_retained_used = false;
  state->tapes[0] = perilune_tape_of(call->context, call->granted);
  for (size_t i = 0; i < call->field_count; i++) {
    state->tapes[i + 1] = perilune_tape_of(call->fields[i].tape, call->granted);
  }
  state->next_name = 0;
  state->value.count = 0;
  state->operations.count = 0;
  state->operations_end = 0;
  state->retained.count = 0;
  state->log.count = 0;
  state->log_end = 0;
  state->log_was_cut = false;
  state->message.count = 0;
  state->is_seeded = false;
}

static void fill(perilune_state *state, perilune_result *result) { /* its status is known */
  result->value = perilune_buffer_bytes(&state->value);
  result->operations = (perilune_bytes){state->operations.bytes, state->operations_end};
  result->retained = perilune_buffer_bytes(&state->retained);
  result->log = (perilune_bytes){state->log.bytes, state->log_end};
  result->log_was_cut = state->log_was_cut;
  if (!state->is_spent) result->message = perilune_buffer_bytes(&state->message);
  result->file = (perilune_bytes){(const uint8_t *)state->file, state->file_count};
  result->line = state->line;
  result->traceback = (perilune_bytes){(const uint8_t *)state->traceback, state->traceback_count};
  result->instructions = state->instructions;
  result->peak_memory = state->peak;
}

static void refuse(perilune_result *result, const char *message) {
  *result = (perilune_result){.status = PERILUNE_UNAVAILABLE};
  result->message = (perilune_bytes){(const uint8_t *)message, strlen(message)};
}

void perilune_state_call(perilune_state *state, const perilune_call *call, perilune_result *result) {
  uint64_t start = perilune_now();
  if (state->is_spent) {
    refuse(result, "the sandbox was spent by an earlier call and can only be closed");
    return;
  }
  if (call->field_count > PERILUNE_FIELDS) {
    refuse(result, "the context has too many fields of its own");
    return;
  }
  reset(state, call);
  result->status = perilune_budget_arm(state, call, start);
  if (result->status == PERILUNE_COMPLETED) {
    result->status = perilune_guard(state, invoke, (void *)call);
    perilune_budget_disarm(state);
    if (!state->is_spent) perilune_transient_forget(state);
  }
  fill(state, result);
  state->call = NULL;
  result->duration = perilune_now() - start;
}
