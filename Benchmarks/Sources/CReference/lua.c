#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdlib.h>
#include <time.h>

#include "include/creference.h"

struct reference_lua {
  lua_State *state;
};

static uint64_t read_clock(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

uint64_t reference_now(void) { return read_clock(CLOCK_MONOTONIC); }

uint64_t reference_thread_time(void) { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

reference_lua *reference_lua_open(const char *script) {
  reference_lua *lua = malloc(sizeof *lua);
  if (lua == NULL) return NULL;
  lua->state = luaL_newstate();
  if (lua->state != NULL) luaL_openlibs(lua->state);
  if (lua->state != NULL && luaL_loadstring(lua->state, script) == LUA_OK) return lua;
  reference_lua_close(lua);
  return NULL;
}

void reference_lua_close(reference_lua *lua) {
  if (lua->state != NULL) lua_close(lua->state);
  free(lua);
}

uint64_t reference_lua_run(reference_lua *lua) {
  uint64_t start = reference_thread_time();
  lua_pushvalue(lua->state, 1);
  int status = lua_pcall(lua->state, 0, 0, 0);
  lua_settop(lua->state, 1);
  return status == LUA_OK ? reference_thread_time() - start : 0;
}

uint64_t reference_sleep_overshoot(uint64_t nanoseconds) {
  uint64_t end = reference_now() + nanoseconds;
  struct timespec time = {(time_t)(end / 1000000000u), (long)(end % 1000000000u)};
#ifdef TIMER_ABSTIME
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) != 0) {
  }
#else
  time = (struct timespec){(time_t)(nanoseconds / 1000000000u), (long)(nanoseconds % 1000000000u)};
  nanosleep(&time, NULL);
#endif
  return reference_now() - end;
}
