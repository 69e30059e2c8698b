#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

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

static void count_hook(lua_State *L, lua_Debug *record) {
  (void)L;
  (void)record;
}

uint64_t reference_lua_run_counted(reference_lua *lua, int32_t interval) {
  lua_sethook(lua->state, count_hook, LUA_MASKCOUNT, interval);
  uint64_t time = reference_lua_run(lua);
  lua_sethook(lua->state, NULL, 0, 0);
  return time;
}

uint64_t reference_lua_memory(reference_lua *lua) {
  lua_gc(lua->state, LUA_GCCOLLECT);
  return (uint64_t)lua_gc(lua->state, LUA_GCCOUNT) * 1024 + (uint64_t)lua_gc(lua->state, LUA_GCCOUNTB);
}

uint64_t reference_resident_memory(void) {
  unsigned long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file == NULL) return 0;
  if (fscanf(file, "%*u %lu", &pages) != 1) pages = 0;
  fclose(file);
  return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

void reference_spin(void) {
  static volatile uint64_t sink;
  uint64_t value = sink;
  for (uint32_t i = 0; i < 250000; i++) value = (value ^ (value >> 29)) * 6364136223846793005u + i;
  sink = value;
}

/* Its name is what the counter looks for, so the call has to stay one. */
__attribute__((noinline)) void reference_counted(void (*body)(void *), void *context) {
  body(context);
  __asm__ volatile("");
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
