/* print and log.*: lines into the host's log, up to the log's limit. */
#include "../internal.h"

static size_t room_of(const perilune_state *state) { /* for the text of one more line */
  const size_t head = sizeof(uint8_t) + sizeof(uint32_t);
  size_t used = state->log.count + head;
  size_t limit = state->call->log_limit < UINT32_MAX ? state->call->log_limit : UINT32_MAX;
  return limit > used ? limit - used : 0;
}

static void put_line(lua_State *L, uint8_t level, const char *bytes, size_t count) { /* [-0, +0, e] */
  perilune_state *state = perilune_of(L);
  uint32_t length = (uint32_t)count;
  perilune_buffer_append(L, &state->log, &level, sizeof level);
  perilune_buffer_append(L, &state->log, &length, sizeof length);
  perilune_buffer_append(L, &state->log, bytes, count);
  state->log_end = state->log.count;
}

/* Joins the texts of all arguments by tabs, as print does. A line that the log has no room for is dropped whole, and not
 * built either. */
static int log_arguments(lua_State *L, uint8_t level) { /* [-0, +0, e] */
  int arguments = lua_gettop(L);
  perilune_state *state = perilune_of(L);
  luaL_checkstack(L, 8, "too many values to log");
  bool fits = state->log.count < state->call->log_limit;
  luaL_Buffer line;
  luaL_buffinit(L, &line);
  for (int i = 1; i <= arguments; i++) {
    size_t count = 0;
    if (i > 1) luaL_addchar(&line, '\t');
    perilune_tostring(L, i, &count);
    fits = fits && luaL_bufflen(&line) + count <= room_of(state);
    if (fits) {
      luaL_addvalue(&line);
    } else {
      lua_pop(L, 1);
    }
    perilune_spend(L, 1 + count / PERILUNE_STEP);
  }
  luaL_pushresult(&line);
  size_t count = 0;
  const char *bytes = lua_tolstring(L, -1, &count);
  if (fits && count <= room_of(state)) {
    put_line(L, level, bytes, count);
  } else {
    state->log_was_cut = true;
  }
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
