/* A sort of our own: Lua's picks its pivot by the clock once a list is long. */
#include "functions.h"

#define PERILUNE_SORT_LIMIT 0x7FFFFFFF

static void set_two(lua_State *L, lua_Integer first, lua_Integer second) { /* [-2, +0, e] */
  lua_seti(L, 1, first);
  lua_seti(L, 1, second);
}

/* Whether the value at `left` comes before the one at `right`, by the script's order if it has one: [-0, +0, e]. */
static bool is_less(lua_State *L, int left, int right, bool has_order) {
  perilune_spend(L, 1);
  if (!has_order) return lua_compare(L, left, right, LUA_OPLT);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, left - 1);
  lua_pushvalue(L, right - 2);
  lua_call(L, 2, 1);
  bool result = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return result;
}

/* Orders the items `low` and `high`. */
static void order_pair(lua_State *L, lua_Integer low, lua_Integer high, bool has_order) { /* [-0, +0, e] */
  lua_geti(L, 1, low);
  lua_geti(L, 1, high);
  if (is_less(L, -1, -2, has_order)) {
    set_two(L, low, high);
  } else {
    lua_pop(L, 2);
  }
}

/* Puts `middle` between two that are in order: [-0, +0, e]. Metamethods and comparators see what Lua's own sort would
 * show them. */
static void order_middle(lua_State *L, lua_Integer low, lua_Integer middle, lua_Integer high, bool has_order) {
  lua_geti(L, 1, middle);
  lua_geti(L, 1, low);
  if (is_less(L, -2, -1, has_order)) {
    set_two(L, middle, low);
    return;
  }
  lua_pop(L, 1);
  lua_geti(L, 1, high);
  if (is_less(L, -1, -2, has_order)) {
    set_two(L, middle, high);
  } else {
    lua_pop(L, 2);
  }
}

static int invalid_order(lua_State *L) { return luaL_error(L, "invalid order function for sorting"); }

/* Splits low..high around the pivot, which is on top and stands at high - 1: [-1, +0, e], its final place. */
static lua_Integer partition(lua_State *L, lua_Integer low, lua_Integer high, bool has_order) {
  lua_Integer left = low;
  lua_Integer right = high - 1;
  for (;;) {
    while (lua_geti(L, 1, ++left), is_less(L, -1, -2, has_order)) {
      if (left == high - 1) invalid_order(L);
      lua_pop(L, 1);
    }
    while (lua_geti(L, 1, --right), is_less(L, -3, -1, has_order)) {
      if (right < left) invalid_order(L);
      lua_pop(L, 1);
    }
    if (right < left) {
      lua_pop(L, 1);
      set_two(L, high - 1, left);
      return left;
    }
    set_two(L, left, right);
  }
}

/* Quicksort with a median of three from the middle; the larger part loops, so the depth stays logarithmic. */
static void sort_range(lua_State *L, lua_Integer low, lua_Integer high, bool has_order) { /* [-0, +0, e] */
  while (low < high) {
    order_pair(L, low, high, has_order);
    if (high - low == 1) return;
    lua_Integer middle = low + (high - low) / 2;
    order_middle(L, low, middle, high, has_order);
    if (high - low == 2) return;
    lua_geti(L, 1, middle);
    lua_pushvalue(L, -1);
    lua_geti(L, 1, high - 1);
    set_two(L, middle, high - 1);
    middle = partition(L, low, high, has_order);
    if (middle - low < high - middle) {
      sort_range(L, low, middle - 1, has_order);
      low = middle + 1;
    } else {
      sort_range(L, middle + 1, high, has_order);
      high = middle - 1;
    }
  }
}

int perilune_table_sort(lua_State *L) {
  lua_Integer count = perilune_list_length(L, 1, PERILUNE_READS | PERILUNE_WRITES);
  if (count < 2) return 0;
  luaL_argcheck(L, count < PERILUNE_SORT_LIMIT, 1, "array too big");
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  luaL_checkstack(L, 40, "no room to sort");
  sort_range(L, 1, count, !lua_isnil(L, 2));
  return 0;
}
