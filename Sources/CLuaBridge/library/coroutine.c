/* Coroutines that cannot outlive a budget: the executing thread is tracked at every resume, and the flag is looked at
 * after each. A closed coroutine is only marked: with `__close` refused there is nothing to run, and lua_resetthread of
 * 5.4.4 is not safe in every state. */
#include "../internal.h"

/* On top of a closed coroutine's stack. */
static char closed;

static lua_State *check_thread(lua_State *L, int index) { /* [-0, +0, e] */
  lua_State *thread = lua_tothread(L, index);
  luaL_argexpected(L, thread != NULL, index, "thread");
  return thread;
}

static bool is_closed(lua_State *thread) { /* [-0, +0] */
  return lua_gettop(thread) > 0 && lua_touserdata(thread, -1) == &closed;
}

static bool has_failed(lua_State *thread) { /* [-0, +0] */
  int status = lua_status(thread);
  return status != LUA_OK && status != LUA_YIELD && !is_closed(thread);
}

/* A failed thread may have died of a full stack, so the mark takes the place of its error. */
static void mark_closed(lua_State *L, lua_State *thread) { /* [-0, +0, e] */
  if (has_failed(thread)) {
    lua_pop(thread, 1);
  } else if (!lua_checkstack(thread, 1)) {
    luaL_error(L, "no memory to close the coroutine");
  }
  lua_pushlightuserdata(thread, &closed);
}

/* The error stays where it is for close(), on a stack that may have no room for a second value. */
static void copy_error(lua_State *L, lua_State *thread) { /* [-0, +1] */
  lua_xmove(thread, L, 1);
  lua_pushvalue(L, -1);
  lua_xmove(L, thread, 1);
}

typedef enum { RUNNING, DEAD, SUSPENDED, NORMAL } thread_status;

static const char *const status_names[] = {"running", "dead", "suspended", "normal"};

static thread_status status_of(lua_State *L, lua_State *thread) { /* [-0, +0] */
  lua_Debug record;
  if (L == thread) return RUNNING;
  if (is_closed(thread)) return DEAD;
  int status = lua_status(thread);
  if (status == LUA_YIELD) return SUSPENDED;
  if (status != LUA_OK) return DEAD;
  if (lua_getstack(thread, 0, &record)) return NORMAL;
  return lua_gettop(thread) == 0 ? DEAD : SUSPENDED;
}

static int create(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *thread = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, thread, 1);
  return 1;
}

/* Runs it with `count` values of the top of L's stack: [-count, +results or message, e]; -1 for a failure. */
static int run_thread(lua_State *L, lua_State *thread, int count) {
  if (status_of(L, thread) != SUSPENDED) {
    lua_pushfstring(L, "cannot resume %s coroutine",
                    status_of(L, thread) == DEAD ? "dead" : "non-suspended");
    return -1;
  }
  if (!lua_checkstack(thread, count)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, thread, count);
  perilune_state *state = perilune_of(L);
  int results = 0;
  state->executing = thread;
  int status = lua_resume(thread, L, count, &results);
  state->executing = L;
  perilune_check_status(L, status);
  if (status != LUA_OK && status != LUA_YIELD) {
    copy_error(L, thread);
    return -1;
  }
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(thread, results);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(thread, L, results);
  return results;
}

static int resume(lua_State *L) {
  lua_State *thread = check_thread(L, 1);
  int results = run_thread(L, thread, lua_gettop(L) - 1);
  lua_pushboolean(L, results >= 0);
  int count = results >= 0 ? results : 1;
  lua_insert(L, -(count + 1));
  return count + 1;
}

static int call_wrapped(lua_State *L) {
  lua_State *thread = lua_tothread(L, lua_upvalueindex(1));
  int results = run_thread(L, thread, lua_gettop(L));
  if (results >= 0) return results;
  if (has_failed(thread)) mark_closed(L, thread);
  if (lua_type(L, -1) == LUA_TSTRING) { /* say where it was called, as Lua does */
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int wrap(lua_State *L) {
  create(L);
  lua_pushcclosure(L, call_wrapped, 1);
  return 1;
}

static int yield(lua_State *L) { return lua_yield(L, lua_gettop(L)); }

static int status(lua_State *L) {
  lua_pushstring(L, status_names[status_of(L, check_thread(L, 1))]);
  return 1;
}

static int is_yieldable(lua_State *L) {
  lua_State *thread = lua_isnone(L, 1) ? L : check_thread(L, 1);
  lua_pushboolean(L, lua_isyieldable(thread));
  return 1;
}

static int running(lua_State *L) {
  bool is_main = lua_pushthread(L) == 1;
  lua_pushboolean(L, is_main);
  return 2;
}

static int close_thread(lua_State *L) {
  lua_State *thread = check_thread(L, 1);
  thread_status current = status_of(L, thread);
  if (current == RUNNING || current == NORMAL) {
    return luaL_error(L, "cannot close a %s coroutine", status_names[current]);
  }
  bool failed = has_failed(thread);
  lua_pushboolean(L, !failed);
  if (failed) copy_error(L, thread);
  if (!is_closed(thread)) mark_closed(L, thread);
  return failed ? 2 : 1;
}

static const luaL_Reg functions[] = {
    {"create", create}, {"resume", resume},           {"yield", yield},     {"status", status},     {"wrap", wrap},
    {"close", close_thread}, {"isyieldable", is_yieldable}, {"running", running}, {NULL, NULL},
};

void perilune_open_coroutine(lua_State *L) { luaL_newlib(L, functions); }
