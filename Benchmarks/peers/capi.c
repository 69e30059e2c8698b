/* Lua by its C API, for liblua and for LuaJIT: a context that was parsed before becomes Lua tables, the hook is called
 * under lua_pcall, and the table that it returns is walked.
 *
 *   capi call guarded|free CONTEXT SCRIPT CALLS   the median nanoseconds of one call
 *   capi stop                                     nanoseconds past 10 ms of a loop without an end: p50 and p99
 *
 * Guarded is what is usual: a count hook that looks at the clock. In LuaJIT compiled code runs no hooks, so there it
 * turns the compiler off. */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 21
#define BUDGET 10000000u

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static int compare(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static double quantile(double *values, int count, double share) {
  qsort(values, (size_t)count, sizeof *values, compare);
  int index = (int)(count * share);
  return values[index < count ? index : count - 1];
}

static void fail(const char *what) {
  fprintf(stderr, "capi: %s\n", what);
  exit(1);
}

/* MARK: The context, as `compare.py` writes it: a letter and a number a line, and a text after its count. */

typedef struct node {
  char kind; /* integer, string, array, object (a key and a value each) */
  long long number;
  char *text;
  struct node *items;
} node;

static node read_node(FILE *file) {
  node value = {0};
  if (fscanf(file, " %c %lld", &value.kind, &value.number) != 2) fail("the context ends early");
  fgetc(file);
  if (value.kind == 's') {
    value.text = malloc((size_t)value.number + 1);
    if (value.text == NULL || fread(value.text, 1, (size_t)value.number, file) != (size_t)value.number) fail("a text");
  } else if (value.kind != 'i') {
    long long count = value.kind == 'o' ? 2 * value.number : value.number;
    value.items = calloc((size_t)count + 1, sizeof *value.items);
    if (value.items == NULL) fail("no memory");
    for (long long i = 0; i < count; i++) value.items[i] = read_node(file);
  }
  return value;
}

static void push(lua_State *L, const node *value) { /* [-0, +1, e] */
  switch (value->kind) {
    case 'i': lua_pushinteger(L, (lua_Integer)value->number); break;
    case 's': lua_pushlstring(L, value->text, (size_t)value->number); break;
    case 'a':
      lua_createtable(L, (int)value->number, 0);
      for (long long i = 0; i < value->number; i++) {
        push(L, &value->items[i]);
        lua_rawseti(L, -2, (int)i + 1);
      }
      break;
    default:
      lua_createtable(L, 0, (int)value->number);
      for (long long i = 0; i < value->number; i++) {
        push(L, &value->items[2 * i]);
        push(L, &value->items[2 * i + 1]);
        lua_rawset(L, -3);
      }
  }
}

/* MARK: Calls */

static uint64_t deadline;

static void guard(lua_State *L, lua_Debug *record) {
  (void)record;
  if (now() > deadline) luaL_error(L, "time");
}

static void arm(lua_State *L) {
  deadline = now() + BUDGET;
  lua_sethook(L, guard, LUA_MASKCOUNT, 1000);
}

/* The operations as plain bytes: [-0, +0, e], of the list on top. */
static char operations[1024];

static int take_operations(lua_State *L) {
  size_t at = 0;
  int count = 0;
  for (;; count++) {
    lua_rawgeti(L, -1, count + 1);
    if (lua_isnil(L, -1)) break;
    for (int part = 1; part <= 3; part++) {
      size_t size = 0;
      lua_rawgeti(L, -1, part);
      const char *text = lua_tolstring(L, -1, &size);
      if (text == NULL || sizeof operations - at < size) luaL_error(L, "an operation");
      memcpy(operations + at, text, size);
      at += size;
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return count;
}

static int step(lua_State *L) { /* [-2, +1, e]: the hook and the context */
  lua_pushvalue(L, 1);
  push(L, lua_touserdata(L, 2));
  lua_call(L, 1, 1);
  lua_pushinteger(L, take_operations(L));
  return 1;
}

static lua_State *open(int is_guarded) {
  lua_State *L = luaL_newstate();
  if (L == NULL) fail("no state");
  luaL_openlibs(L);
  if (is_guarded && luaL_dostring(L, "if jit then jit.off() end") != 0) fail(lua_tostring(L, -1));
  return L;
}

static void call_once(lua_State *L, node *context, int is_guarded) {
  if (is_guarded) arm(L);
  lua_pushcfunction(L, step);
  lua_pushvalue(L, 1);
  lua_pushlightuserdata(L, context);
  if (lua_pcall(L, 2, 1, 0) != 0) fail(lua_tostring(L, -1));
  if (lua_tointeger(L, -1) != 2) fail("the hook proposed something else");
  lua_pop(L, 1);
}

static void time_calls(int is_guarded, const char *context_file, const char *script_file, int calls) {
  FILE *file = fopen(context_file, "rb");
  if (file == NULL) fail(context_file);
  node context = read_node(file);
  fclose(file);
  lua_State *L = open(is_guarded);
  if (luaL_loadfile(L, script_file) != 0) fail(lua_tostring(L, -1));
  double samples[ROUNDS];
  for (int round = 0; round < ROUNDS; round++) {
    uint64_t start = now();
    for (int i = 0; i < calls; i++) call_once(L, &context, is_guarded);
    samples[round] = (double)(now() - start) / calls;
  }
  printf("%.0f\n", quantile(samples, ROUNDS, 0.5));
}

static void time_stops(void) {
  double samples[50];
  lua_State *L = open(1);
  for (int i = 0; i < 50; i++) {
    if (luaL_loadstring(L, "while true do end") != 0) fail(lua_tostring(L, -1));
    arm(L);
    if (lua_pcall(L, 0, 0, 0) == 0) fail("the loop ended");
    samples[i] = (double)(now() - deadline);
    lua_settop(L, 0);
  }
  printf("%.0f\n%.0f\n", quantile(samples, 50, 0.5), quantile(samples, 50, 0.99));
}

int main(int count, char **arguments) {
  if (count == 6 && strcmp(arguments[1], "call") == 0) {
    time_calls(strcmp(arguments[2], "guarded") == 0, arguments[3], arguments[4], atoi(arguments[5]));
  } else if (count == 2 && strcmp(arguments[1], "stop") == 0) {
    time_stops();
  } else {
    fail("capi call guarded|free CONTEXT SCRIPT CALLS, or capi stop");
  }
  return 0;
}
