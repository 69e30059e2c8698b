/* insert, remove and move: items that change places. */
#include "functions.h"

typedef struct {
  lua_State *L;
  int source, target;
  bool is_plain; /* both ends */
} mover;

static mover mover_of(lua_State *L, int source, int target) { /* [-0, +0] */
  return (mover){L, source, target, perilune_is_plain(L, source) && perilune_is_plain(L, target)};
}

static void move_item(const mover *items, lua_Integer from, lua_Integer to) { /* [-0, +0, e] */
  perilune_spend(items->L, 1);
  if (items->is_plain) {
    lua_rawgeti(items->L, items->source, from);
    lua_rawseti(items->L, items->target, to);
  } else {
    lua_geti(items->L, items->source, from);
    lua_seti(items->L, items->target, to);
  }
}

/* Wraps as Lua's own arithmetic does: a `__len` may say anything. */
static lua_Integer next_of(lua_Integer value) { return (lua_Integer)((lua_Unsigned)value + 1u); }

int perilune_table_insert(lua_State *L) {
  lua_Integer end = next_of(perilune_list_length(L, 1, PERILUNE_READS | PERILUNE_WRITES));
  int arguments = lua_gettop(L);
  lua_Integer place = end;
  if (arguments == 3) {
    place = luaL_checkinteger(L, 2);
    luaL_argcheck(L, (lua_Unsigned)place - 1u < (lua_Unsigned)end, 2, "position out of bounds");
    const mover items = mover_of(L, 1, 1);
    for (lua_Integer i = end; i > place; i--) move_item(&items, i - 1, i);
  } else if (arguments != 2) {
    return luaL_error(L, "wrong number of arguments to 'insert'");
  }
  lua_seti(L, 1, place);
  return 0;
}

int perilune_table_remove(lua_State *L) {
  lua_Integer size = perilune_list_length(L, 1, PERILUNE_READS | PERILUNE_WRITES);
  lua_Integer place = luaL_optinteger(L, 2, size);
  if (place != size) {
    luaL_argcheck(L, (lua_Unsigned)place - 1u <= (lua_Unsigned)size, 1, "position out of bounds");
  }
  lua_geti(L, 1, place);
  const mover items = mover_of(L, 1, 1);
  for (; place < size; place++) move_item(&items, place + 1, place);
  lua_pushnil(L);
  lua_seti(L, 1, place);
  return 1;
}

/* From the end when the target would overwrite items that are still to be moved. */
static void move_range(const mover *items, lua_Integer first, lua_Integer last, lua_Integer to, bool is_forward) {
  lua_Integer count = last - first + 1; /* [-0, +0, e] */
  for (lua_Integer i = 0; i < count; i++) {
    lua_Integer offset = is_forward ? i : count - 1 - i;
    move_item(items, first + offset, to + offset);
  }
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
    const mover items = mover_of(L, 1, target);
    move_range(&items, first, last, to, !overlaps);
  }
  lua_pushvalue(L, target);
  return 1;
}
