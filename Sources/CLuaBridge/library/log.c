/* print and log.*: lines into the host's log, up to the log's limit. */
#include "../internal.h"

static void put_line(lua_State *L, uint8_t level, const char *bytes, size_t count) { /* [-0, +0, e] */
  perilune_state *state = perilune_of(L);
  uint32_t length = (uint32_t)count;
  size_t needed = sizeof level + sizeof length + count;
  size_t room = state->call->log_limit > state->log.count ? state->call->log_limit - state->log.count : 0;
  if (count > UINT32_MAX || needed > room) {
    state->log_was_cut = true;
    return;
  }
  perilune_buffer_append(L, &state->log, &level, sizeof level);
  perilune_buffer_append(L, &state->log, &length, sizeof length);
  perilune_buffer_append(L, &state->log, bytes, count);
  state->log_end = state->log.count;
}

/* Joins the texts of all arguments by tabs, as print does. */
static int log_arguments(lua_State *L, uint8_t level) { /* [-0, +0, e] */
  int arguments = lua_gettop(L);
  luaL_checkstack(L, 8, "too many values to log");
  lua_pushliteral(L, "");
  for (int i = 1; i <= arguments; i++) {
    lua_pushstring(L, i > 1 ? "\t" : "");
    perilune_tostring(L, i, NULL);
    lua_concat(L, 3);
    perilune_check(L);
  }
  size_t count = 0;
  const char *bytes = lua_tolstring(L, -1, &count);
  put_line(L, level, bytes, count);
  return 0;
}

int perilune_print(lua_State *L) { return log_arguments(L, PERILUNE_LOG_INFO); }

static int log_debug(lua_State *L) { return log_arguments(L, PERILUNE_LOG_DEBUG); }
static int log_info(lua_State *L) { return log_arguments(L, PERILUNE_LOG_INFO); }
static int log_warn(lua_State *L) { return log_arguments(L, PERILUNE_LOG_WARN); }
static int log_error(lua_State *L) { return log_arguments(L, PERILUNE_LOG_ERROR); }

static const luaL_Reg functions[] = {
    {"debug", log_debug}, {"info", log_info}, {"warn", log_warn}, {"error", log_error}, {NULL, NULL}};

void perilune_open_log(lua_State *L) { luaL_newlib(L, functions); }
