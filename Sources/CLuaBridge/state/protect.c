#include "../internal.h"

/* The message handler: remembers where the error was raised while its frames still stand, and hands it on. */
static int remember_place(lua_State *L) { /* [-1, +1] */
  perilune_capture_traceback(perilune_of(L), L, 0);
  return 1;
}

/* Pushing these three needs no memory: both functions are light, and a fresh stack has room for twenty values. */
int perilune_protect(perilune_state *state, lua_CFunction body, void *argument) {
  lua_State *L = state->main;
  lua_settop(L, 0);
  lua_pushcfunction(L, remember_place);
  lua_pushcfunction(L, body);
  lua_pushlightuserdata(L, argument);
  int status = lua_pcall(L, 1, 0, 1);
  lua_remove(L, 1);
  return status;
}
