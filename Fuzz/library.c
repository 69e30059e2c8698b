/* Compares the bridge's library with Lua's own: the input chooses a function and its arguments, which both get; results,
 * errors and what became of a table have to be equal to the byte. */
#include <stdio.h>
#include <stdlib.h>

#include "library_input.h"

#define FUZZ_MEMORY (8u << 20)
#define FUZZ_CALLS 40 /* of an iterator */

/* MARK: Functions */

typedef struct {
  const char *library;
  const char *name;
  const char *arguments; /* letters of push_argument; a '+' for any number of the one before it */
  bool iterates;
} function;

static const function functions[] = {
    {"string", "find", "spov", false},     {"string", "match", "spo", false},    {"string", "gmatch", "spo", true},
    {"string", "gsub", "spRo", false},     {"string", "format", "fV+", false},   {"string", "format", "fV+", false},
    {"string", "pack", "kV+", false},      {"string", "pack", "kV+", false},     {"string", "unpack", "kbo", false},
    {"string", "unpack", "kbo", false},    {"string", "packsize", "k", false},   {"string", "rep", "srs", false},
    {"string", "unpack", "kVo", false},    {"string", "format", "V", false},      {"utf8", "len", "Voov", false},
    {"utf8", "offset", "Vio", false},      {"utf8", "codes", "Vv", true},         {NULL, "tonumber", "Vr", false},
    {"string", "find", "Vsov", false},     {"string", "gsub", "VsRo", false},     {"string", "rep", "Vrs", false},
    {"string", "byte", "soo", false},      {"string", "char", "i+", false},      {"string", "sub", "soo", false},
    {"string", "upper", "V", false},       {"string", "lower", "V", false},      {"string", "reverse", "V", false},
    {"string", "len", "v", false},         {"utf8", "char", "i+", false},        {"utf8", "codepoint", "uoov", false},
    {"utf8", "codes", "uv", true},         {"utf8", "len", "uoov", false},       {"utf8", "offset", "uio", false},
    {NULL, "tonumber", "d", false},        {NULL, "tonumber", "dr", false},      {NULL, "tonumber", "vo", false},
    {NULL, "tostring", "v", false},        {NULL, "select", "vv+", false},       {NULL, "ipairs", "t", true},
    {"table", "concat", "tsoo", false},    {"table", "insert", "tv", false},     {"table", "insert", "tov", false},
    {"table", "remove", "to", false},      {"table", "unpack", "too", false},    {"table", "pack", "v+", false},
    {"table", "move", "trrr", false},      {"table", "sort", "t", false},        {"table", "sort", "tc", false},
    {"string", "arithmetic", "dd", false}, {"string", "arithmetic", "dv", false},
};

static int push_arguments(lua_State *L, const char *letters) {
  int base = lua_gettop(L);
  for (; *letters != '\0'; letters++) {
    if (*letters == '+') {
      for (unsigned i = take(6); i > 0; i--) push_argument(L, letters[-1]);
    } else {
      push_argument(L, *letters != 'r' && take(24) == 0 ? 'v' : *letters);
    }
  }
  if (take(16) == 0 && lua_gettop(L) > base) lua_pop(L, 1);
  return lua_gettop(L) - base;
}

static int arithmetic(lua_State *L) {
  lua_settop(L, 3);
  int operation = (int)lua_tointeger(L, 3);
  lua_pop(L, 1);
  lua_arith(L, operation);
  return 1;
}

/* MARK: Results */

static void write_value(lua_State *L, int index, FILE *target) {
  size_t count;
  int type = lua_type(L, index);
  fprintf(target, "%d", type);
  if (type == LUA_TSTRING) {
    const char *text = lua_tolstring(L, index, &count);
    fprintf(target, ":%zu:", count);
    fwrite(text, 1, count, target);
  } else if (type == LUA_TNUMBER) {
    if (lua_isinteger(L, index)) fprintf(target, "i%lld", (long long)lua_tointeger(L, index));
    else fprintf(target, "f%a", lua_tonumber(L, index));
  } else if (type == LUA_TBOOLEAN) {
    fprintf(target, "%d", lua_toboolean(L, index));
  } else if (type == LUA_TTABLE) {
    for (lua_Integer i = 0; i <= (lua_Integer)lua_rawlen(L, index) + 1; i++) {
      lua_rawgeti(L, index, i);
      write_value(L, lua_gettop(L), target);
      lua_pop(L, 1);
    }
  }
  fputc('\n', target);
}

static void write_values(lua_State *L, int from, FILE *target) {
  for (int i = from; i <= lua_gettop(L); i++) write_value(L, i, target);
}

/* Calls the iterator on top, with its state and its control value: [-3, +0, e]. */
static void iterate(lua_State *L, FILE *target) {
  int base = lua_gettop(L) - 3;
  for (int i = 0; i < FUZZ_CALLS; i++) {
    for (int j = 1; j <= 3; j++) lua_pushvalue(L, base + j);
    lua_call(L, 2, LUA_MULTRET);
    write_values(L, base + 4, target);
    if (lua_gettop(L) == base + 3 || lua_isnil(L, base + 4)) break;
    lua_pushvalue(L, base + 4);
    lua_replace(L, base + 3);
    lua_settop(L, base + 3);
  }
  lua_settop(L, base);
}

typedef struct {
  const function *function;
  FILE *results;
} call;

/* The argument below is the table of the libraries. */
static int perform(lua_State *L) {
  const call *call = lua_touserdata(L, 2);
  const function *function = call->function;
  if (function->library != NULL) lua_getfield(L, 1, function->library);
  lua_getfield(L, -1, function->name);
  if (strcmp(function->name, "arithmetic") == 0) lua_pushcfunction(L, arithmetic);
  lua_replace(L, 2);
  lua_settop(L, 2);
  int count = push_arguments(L, function->arguments);
  if (strcmp(function->name, "arithmetic") == 0) {
    lua_settop(L, 4);
    lua_pushinteger(L, (lua_Integer)take(LUA_OPUNM + 1));
    count = 3;
  }
  if (strcmp(function->name, "rep") == 0 && lua_rawlen(L, 3) == 0) return 0; /* Lua's own loops for nothing */
  lua_pushvalue(L, count > 0 ? 3 : 1);
  lua_insert(L, 2); /* a table that the function changes */
  lua_call(L, count, function->iterates ? 3 : LUA_MULTRET);
  if (function->iterates) iterate(L, call->results);
  write_values(L, count > 0 && lua_istable(L, 2) ? 2 : 3, call->results);
  return 0;
}

/* The outcome in a block of its own; NULL when memory was short. */
static char *run(lua_State *L, const function *function, size_t *count) {
  char *outcome;
  call call = {function, open_memstream(&outcome, count)};
  lua_pushcfunction(L, perform);
  lua_insert(L, 1);
  lua_pushlightuserdata(L, &call);
  int status = lua_pcall(L, 2, 0, 0);
  if (status != LUA_OK) write_value(L, lua_gettop(L), call.results);
  fclose(call.results);
  lua_settop(L, 0);
  lua_gc(L, LUA_GCCOLLECT);
  if (status != LUA_ERRMEM) return outcome;
  free(outcome);
  return NULL;
}

static char *run_ours(const function *function, size_t *count) {
  static perilune_state *state;
  if (state == NULL && perilune_state_open(FUZZ_MEMORY, &state) != PERILUNE_COMPLETED) abort();
  lua_State *L = state->main;
  perilune_transient_forget(state);
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_GLOBALS);
  char *outcome = run(L, function, count);
  if (state->refused == 0) return outcome;
  perilune_state_close(state);
  state = NULL;
  free(outcome);
  return NULL;
}

static void *allocate(void *used_bytes, void *block, size_t old_size, size_t new_size) {
  size_t *used = used_bytes;
  if (block == NULL) old_size = 0;
  if (new_size > old_size && *used + new_size - old_size > FUZZ_MEMORY) return NULL;
  *used += new_size - old_size;
  if (new_size != 0) return realloc(block, new_size);
  free(block);
  return NULL;
}

static char *run_theirs(const function *function, size_t *count) {
  static lua_State *L;
  static size_t used;
  if (L == NULL) {
    L = lua_newstate(allocate, &used);
    luaL_openlibs(L);
  }
  lua_pushglobaltable(L);
  return run(L, function, count);
}

static bool is_as_it_should(const char *ours, size_t our_count, const char *theirs, size_t their_count) {
  if (ours == NULL || theirs == NULL || strstr(ours, "p' to 'format'") != NULL) return true; /* %p is refused */
  return our_count == their_count && memcmp(ours, theirs, our_count) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  end_of_input = data + size;
  next_byte = data;
  const function *function = &functions[take(sizeof functions / sizeof *functions)];
  const uint8_t *start = next_byte;
  size_t our_count, their_count;
  char *ours = run_ours(function, &our_count);
  next_byte = start;
  char *theirs = run_theirs(function, &their_count);
  if (!is_as_it_should(ours, our_count, theirs, their_count)) {
    fprintf(stderr, "%s\nours:   %s\ntheirs: %s\n", function->name, ours, theirs);
    abort();
  }
  free(ours);
  free(theirs);
  return 0;
}
