/* The arithmetic of strings that look like numbers (Lua manual 3.4.3). */
#include "functions.h"

/* A value that is no number may know the event itself: it is the second, since the first comes here only as a string. */
static int call_event(lua_State *L, const char *event) { /* [-0, +1, e] */
  lua_settop(L, 2);
  if (lua_type(L, 2) == LUA_TSTRING || luaL_getmetafield(L, 2, event) == LUA_TNIL) {
    return luaL_error(L, "attempt to %s a '%s' with a '%s'", event + 2, luaL_typename(L, 1), luaL_typename(L, 2));
  }
  lua_insert(L, 1);
  lua_call(L, 2, 1);
  return 1;
}

static int calculate(lua_State *L, int operation, const char *event) { /* [-0, +1, e] */
  if (!perilune_push_number(L, 1) || !perilune_push_number(L, 2)) return call_event(L, event);
  lua_arith(L, operation);
  return 1;
}

static int add(lua_State *L) { return calculate(L, LUA_OPADD, "__add"); }
static int subtract(lua_State *L) { return calculate(L, LUA_OPSUB, "__sub"); }
static int multiply(lua_State *L) { return calculate(L, LUA_OPMUL, "__mul"); }
static int modulo(lua_State *L) { return calculate(L, LUA_OPMOD, "__mod"); }
static int power(lua_State *L) { return calculate(L, LUA_OPPOW, "__pow"); }
static int divide(lua_State *L) { return calculate(L, LUA_OPDIV, "__div"); }
static int floor_divide(lua_State *L) { return calculate(L, LUA_OPIDIV, "__idiv"); }
static int negate(lua_State *L) { return calculate(L, LUA_OPUNM, "__unm"); }

static const luaL_Reg events[] = {
    {"__add", add},   {"__sub", subtract}, {"__mul", multiply},      {"__mod", modulo}, {"__pow", power},
    {"__div", divide}, {"__idiv", floor_divide}, {"__unm", negate}, {NULL, NULL},
};

void perilune_open_arithmetic(lua_State *L) { luaL_setfuncs(L, events, 0); }
