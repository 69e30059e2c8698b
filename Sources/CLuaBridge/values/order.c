/* The defined order of a table's keys: 1 to n without a gap, then the other numbers ascending, then strings by their
 * bytes, then false, true, and then everything else in no promised order. Lua's own order depends on a hash seed that
 * differs per state, so it must not show. */
#include <math.h>

#include "../internal.h"

typedef enum { RANK_SEQUENCE, RANK_NUMBER, RANK_STRING, RANK_BOOLEAN, RANK_OBJECT } key_rank;

typedef struct {
  key_rank rank;
  bool is_integer;
  union {
    lua_Integer integer; /* of booleans and objects too: 0, 1, place of encounter */
    lua_Number number;
    struct {
      const char *bytes;
      size_t count;
    } text;
  } key;
  uint32_t index;
} entry;

/* A floating point key never equals an integer: Lua stores 2.0 as 2. */
static int compare_numbers(const entry *left, const entry *right) {
  if (left->is_integer && right->is_integer) {
    return (left->key.integer > right->key.integer) - (left->key.integer < right->key.integer);
  }
  if (!left->is_integer && !right->is_integer) {
    return (left->key.number > right->key.number) - (left->key.number < right->key.number);
  }
  if (!left->is_integer) return -compare_numbers(right, left);
  lua_Number number = right->key.number;
  if (number >= 9223372036854775808.0) return -1;
  if (number < -9223372036854775808.0) return 1;
  return left->key.integer <= (lua_Integer)floor(number) ? -1 : 1;
}

static int compare_texts(const entry *left, const entry *right) {
  size_t a = left->key.text.count;
  size_t b = right->key.text.count;
  int result = memcmp(left->key.text.bytes, right->key.text.bytes, a < b ? a : b);
  return result != 0 ? result : (a > b) - (a < b);
}

static int compare(const entry *left, const entry *right) {
  if (left->rank != right->rank) return left->rank < right->rank ? -1 : 1;
  return left->rank == RANK_STRING ? compare_texts(left, right) : compare_numbers(left, right);
}

/* The key at `index`; the bytes of a string stay valid while the key is anchored. */
static entry entry_of(lua_State *L, int index, lua_Integer border, uint32_t place) { /* [-0, +0] */
  entry result = {RANK_OBJECT, true, {.integer = place}, place};
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      result.rank = RANK_NUMBER;
      result.is_integer = lua_isinteger(L, index);
      if (result.is_integer) {
        result.key.integer = lua_tointeger(L, index);
        if (result.key.integer >= 1 && result.key.integer <= border) result.rank = RANK_SEQUENCE;
      } else {
        result.key.number = lua_tonumber(L, index);
      }
      break;
    case LUA_TSTRING:
      result.rank = RANK_STRING;
      result.key.text.bytes = lua_tolstring(L, index, &result.key.text.count);
      break;
    case LUA_TBOOLEAN:
      result.rank = RANK_BOOLEAN;
      result.key.integer = lua_toboolean(L, index);
      break;
    default: break;
  }
  return result;
}

static lua_Integer sequence_border(lua_State *L, int table) { /* [-0, +0, e] */
  lua_Integer border = 0;
  while (lua_rawgeti(L, table, border + 1) != LUA_TNIL) {
    lua_pop(L, 1);
    if ((++border & 1023) == 0) perilune_spend(L, 1024);
  }
  lua_pop(L, 1);
  return border;
}

static void merge(const entry *source, entry *target, size_t low, size_t middle, size_t high) {
  size_t left = low;
  size_t right = middle;
  for (size_t i = low; i < high; i++) {
    bool takes_left = left < middle && (right >= high || compare(&source[left], &source[right]) <= 0);
    target[i] = source[takes_left ? left++ : right++];
  }
}

/* Merge sort from the bottom: bounded on every input, and it needs the second half of the block only. */
static entry *sort(lua_State *L, entry *entries, entry *spare, size_t count) { /* [-0, +0, e] */
  size_t since = 0; /* the latest look at the budget */
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t low = 0; low < count; low += 2 * width) {
      size_t middle = low + width < count ? low + width : count;
      size_t high = low + 2 * width < count ? low + 2 * width : count;
      merge(entries, spare, low, middle, high);
      since += high - low;
      if (since < 1024) continue;
      perilune_spend(L, since);
      since = 0;
    }
    entry *sorted = spare;
    spare = entries;
    entries = sorted;
  }
  perilune_spend(L, since);
  return entries;
}

static uint32_t push_keys(lua_State *L, int table) { /* [-0, +1, e]: the keys in Lua's own order */
  lua_createtable(L, (int)(lua_rawlen(L, table) & 0xFFFF), 0);
  uint32_t count = 0;
  lua_pushnil(L);
  while (lua_next(L, table)) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, (lua_Integer)++count);
    if ((count & 1023) == 0) perilune_spend(L, 1024);
  }
  perilune_spend(L, count & 1023);
  return count;
}

static bool fill_entries(lua_State *L, int table, int keys, entry *entries, uint32_t count) { /* [-0, +0, e] */
  lua_Integer border = sequence_border(L, table);
  bool is_sorted = true;
  for (uint32_t i = 0; i < count; i++) {
    lua_rawgeti(L, keys, (lua_Integer)i + 1);
    entries[i] = entry_of(L, -1, border, i + 1);
    lua_pop(L, 1);
    if (i > 0 && compare(&entries[i - 1], &entries[i]) > 0) is_sorted = false;
    if ((i & 1023) == 1023) perilune_spend(L, 1024);
  }
  return is_sorted;
}

perilune_order *perilune_order_push(lua_State *L, int index) {
  index = lua_absindex(L, index);
  luaL_checkstack(L, 8, "no room to sort the keys of a table");
  uint32_t count = push_keys(L, index);
  int keys = lua_gettop(L);
  perilune_order *order = lua_newuserdatauv(L, sizeof *order + count * sizeof order->index[0], 0);
  order->count = count;
  order->position = 0;
  entry *entries = lua_newuserdatauv(L, 2 * (size_t)count * sizeof *entries, 0);
  bool is_sorted = fill_entries(L, index, keys, entries, count);
  const entry *sorted = is_sorted ? entries : sort(L, entries, entries + count, count);
  for (uint32_t i = 0; i < count; i++) order->index[i] = sorted[i].index;
  lua_pop(L, 1);
  return order;
}

/* MARK: next and pairs */

/* Advances past keys whose value was removed meanwhile: [-0, +1 or +2, e]. */
static int advance(lua_State *L, int table, int keys, perilune_order *order) {
  while (order->position < order->count) {
    lua_rawgeti(L, keys, (lua_Integer)order->index[order->position++]);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, table) != LUA_TNIL) return 2;
    lua_pop(L, 2);
    if ((order->position & 1023) == 0) perilune_spend(L, 1024);
  }
  lua_pushnil(L);
  return 1;
}

static bool is_latest(lua_State *L, int keys, const perilune_order *order, int key) { /* [-0, +0] */
  if (order->position == 0) return lua_isnil(L, key);
  lua_rawgeti(L, keys, (lua_Integer)order->index[order->position - 1]);
  bool is_equal = lua_rawequal(L, -1, key);
  lua_pop(L, 1);
  return is_equal;
}

static bool seek(lua_State *L, int keys, perilune_order *order, int key) { /* [-0, +0, e] */
  if (is_latest(L, keys, order, key)) return true;
  for (order->position = 1; order->position <= order->count; order->position++) {
    if (is_latest(L, keys, order, key)) return true;
    if ((order->position & 1023) == 0) perilune_spend(L, 1024);
  }
  return false;
}

/* A way is a traversal: its table, then its keys and their order, or its first key and false while it has no order. */
enum { WAY_TABLE, WAY_KEYS, WAY_ORDER, WAY_SIZE };

static void set_way(lua_State *L, int cache, lua_Integer way, int part, int value) { /* [-0, +0, e] */
  lua_pushvalue(L, value);
  lua_rawseti(L, cache, WAY_SIZE * way + part + 1);
}

/* The way of the table at 1, or the least recently used one for it to take: [-0, +0]. */
static lua_Integer find_way(lua_State *L, int cache, bool *is_known) {
  perilune_state *state = perilune_of(L);
  lua_Integer found = 0;
  *is_known = false;
  for (lua_Integer way = 0; way < PERILUNE_NEXT_WAYS && !*is_known; way++) {
    lua_rawgeti(L, cache, WAY_SIZE * way + WAY_TABLE + 1);
    *is_known = lua_rawequal(L, -1, 1);
    lua_pop(L, 1);
    if (*is_known || state->way_use[way] < state->way_use[found]) found = way;
  }
  state->way_use[found] = ++state->way_clock;
  return found;
}

/* The least key without sorting, in constant memory: `next(t)` is how scripts ask whether a table is empty. */
static bool push_least_key(lua_State *L) { /* [-0, +0 or +1, e]: of the table at 1, which is alone */
  if (lua_rawgeti(L, 1, 1) != LUA_TNIL) {
    lua_pushinteger(L, 1);
    lua_replace(L, 2);
    return true;
  }
  entry least = {0};
  uint32_t count = 0;
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    entry candidate = entry_of(L, -1, 0, ++count);
    if (count == 1 || compare(&candidate, &least) < 0) {
      least = candidate;
      lua_pushvalue(L, -1); /* table, least key, latest key */
      if (count > 1) lua_replace(L, 2);
    }
    if ((count & 1023) == 0) perilune_spend(L, 1024);
  }
  perilune_spend(L, count & 1023);
  return count > 0;
}

/* Remembers the first key too, which a script may clear before it asks for the second. */
static int first_key(lua_State *L) { /* [-0, +1 or +2, e]: of the table at 1 */
  lua_settop(L, 1);
  if (!push_least_key(L)) {
    lua_pushnil(L);
    return 1;
  }
  perilune_transient_push(L, PERILUNE_TRANSIENT_NEXT);
  bool is_known;
  lua_Integer way = find_way(L, 3, &is_known);
  lua_pushboolean(L, 0);
  set_way(L, 3, way, WAY_TABLE, 1);
  set_way(L, 3, way, WAY_KEYS, 2);
  set_way(L, 3, way, WAY_ORDER, 4);
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  lua_rawget(L, 1);
  return 2;
}

static bool is_first_key(lua_State *L, int cache, lua_Integer way) { /* [-0, +0]: the key at 2 */
  lua_rawgeti(L, cache, WAY_SIZE * way + WAY_KEYS + 1);
  bool is_equal = lua_rawequal(L, -1, 2);
  lua_pop(L, 1);
  return is_equal;
}

/* Finds or makes the order of the table at 1: [-0, +2, e], the keys and the order, which stands at the key at 2. */
static perilune_order *push_order_at_key(lua_State *L, int cache) {
  bool is_known;
  lua_Integer way = find_way(L, cache, &is_known);
  if (is_known) {
    lua_rawgeti(L, cache, WAY_SIZE * way + WAY_KEYS + 1);
    lua_rawgeti(L, cache, WAY_SIZE * way + WAY_ORDER + 1);
    perilune_order *order = lua_touserdata(L, -1);
    if (order != NULL && seek(L, cache + 1, order, 2)) return order;
    lua_pop(L, 2);
  }
  bool was_first = is_known && is_first_key(L, cache, way);
  perilune_order *order = perilune_order_push(L, 1);
  if (!seek(L, cache + 1, order, 2)) {
    if (!was_first) luaL_error(L, "invalid key to 'next'");
    order->position = 0; /* it was the least: all that are left follow it */
  }
  set_way(L, cache, way, WAY_TABLE, 1);
  set_way(L, cache, way, WAY_KEYS, cache + 1);
  set_way(L, cache, way, WAY_ORDER, cache + 2);
  return order;
}

int perilune_next(lua_State *L) {
  if (lua_type(L, 1) == LUA_TUSERDATA) return perilune_view_next(L);
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  perilune_real_table(L, 1);
  if (lua_isnil(L, 2)) return first_key(L);
  perilune_transient_push(L, PERILUNE_TRANSIENT_NEXT);
  perilune_order *order = push_order_at_key(L, 3);
  return advance(L, 1, 4, order);
}

/* One step of `pairs`: upvalues are the keys, their order, the table, and what stands for it in scripts. */
static int step(lua_State *L) { /* [-2, +1 or +2, e] */
  lua_settop(L, 2);
  lua_pushvalue(L, lua_upvalueindex(1));
  perilune_order *order = lua_touserdata(L, lua_upvalueindex(2));
  lua_pushvalue(L, lua_upvalueindex(3));
  if (!lua_rawequal(L, 1, lua_upvalueindex(4)) || !is_latest(L, 3, order, 2)) {
    lua_settop(L, 2);
    return perilune_next(L);
  }
  return advance(L, 4, 3, order);
}

static int continue_pairs(lua_State *L, int status, lua_KContext context) { /* [-0, +0] */
  (void)L;
  (void)status;
  (void)context;
  return 3;
}

int perilune_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_callk(L, 1, 3, 0, continue_pairs);
    return 3;
  }
  if (!lua_istable(L, 1)) {
    lua_pushcfunction(L, perilune_next);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
  }
  lua_pushvalue(L, 1);
  perilune_real_table(L, 2);
  perilune_order_push(L, 2);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, 1);
  lua_pushcclosure(L, step, 4);
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}
