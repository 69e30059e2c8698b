/* insert, remove and move: items that change places. */
#include "functions.h"

static void move_item(perilune_tally *tally, lua_Integer from, int target, lua_Integer to) { /* [-0, +0, e] */
  perilune_count(tally, 1);
  lua_geti(tally->L, 1, from);
  lua_seti(tally->L, target, to);
}

/* Wraps as Lua's own arithmetic does: a `__len` may say anything. */
static lua_Integer next_of(lua_Integer value) { return (lua_Integer)((lua_Unsigned)value + 1u); }

/* A table without metamethods, whose end is read and written raw. */
static bool is_plain(lua_State *L) { /* [-0, +0] */
  if (!lua_istable(L, 1)) return false;
  if (!lua_getmetatable(L, 1)) return true;
  lua_pop(L, 1);
  return false;
}

static lua_Integer length(lua_State *L, bool is_plain) { /* [-0, +0, e] */
  return is_plain ? (lua_Integer)lua_rawlen(L, 1) : perilune_list_length(L, 1, PERILUNE_READS | PERILUNE_WRITES);
}

static void set_item(lua_State *L, lua_Integer place, bool is_plain) { /* [-1, +0, e] */
  if (is_plain) {
    lua_rawseti(L, 1, place);
  } else {
    lua_seti(L, 1, place);
  }
}

int perilune_table_insert(lua_State *L) {
  bool plain = is_plain(L);
  lua_Integer end = next_of(length(L, plain));
  int arguments = lua_gettop(L);
  lua_Integer place = end;
  if (arguments == 3) {
    place = luaL_checkinteger(L, 2);
    luaL_argcheck(L, (lua_Unsigned)place - 1u < (lua_Unsigned)end, 2, "position out of bounds");
    perilune_tally tally = {L, 0};
    for (lua_Integer i = end; i > place; i--) move_item(&tally, i - 1, 1, i);
    perilune_settle(&tally);
  } else if (arguments != 2) {
    return luaL_error(L, "wrong number of arguments to 'insert'");
  }
  set_item(L, place, plain);
  return 0;
}

int perilune_table_remove(lua_State *L) {
  bool plain = is_plain(L);
  lua_Integer size = length(L, plain);
  lua_Integer place = luaL_optinteger(L, 2, size);
  if (place != size) {
    luaL_argcheck(L, (lua_Unsigned)place - 1u <= (lua_Unsigned)size, 1, "position out of bounds");
  }
  lua_geti(L, 1, place);
  perilune_tally tally = {L, 0};
  for (; place < size; place++) move_item(&tally, place + 1, 1, place);
  perilune_settle(&tally);
  lua_pushnil(L);
  set_item(L, place, plain);
  return 1;
}

static void move_from_start(
    perilune_tally *tally, lua_Integer first, lua_Integer last, int target, lua_Integer to) { /* [-0, +0, e] */
  for (lua_Integer i = 0; i <= last - first; i++) move_item(tally, first + i, target, to + i);
}

/* Where the target would overwrite items that are still to be moved. */
static void move_from_end(
    perilune_tally *tally, lua_Integer first, lua_Integer last, int target, lua_Integer to) { /* [-0, +0, e] */
  for (lua_Integer i = last - first; i >= 0; i--) move_item(tally, first + i, target, to + i);
}

int perilune_table_move(lua_State *L) {
  lua_Integer first = luaL_checkinteger(L, 2);
  lua_Integer last = luaL_checkinteger(L, 3);
  lua_Integer to = luaL_checkinteger(L, 4);
  int target = lua_isnoneornil(L, 5) ? 1 : 5;
  perilune_check_list(L, 1, PERILUNE_READS);
  perilune_check_list(L, target, PERILUNE_WRITES);
  if (last >= first) {
    luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3, "too many elements to move");
    luaL_argcheck(L, to <= LUA_MAXINTEGER - (last - first), 4, "destination wrap around");
    bool overlaps = to > first && to <= last && (target == 1 || lua_compare(L, 1, target, LUA_OPEQ));
    perilune_tally tally = {L, 0};
    (overlaps ? move_from_end : move_from_start)(&tally, first, last, target, to);
    perilune_settle(&tally);
  }
  lua_pushvalue(L, target);
  return 1;
}
