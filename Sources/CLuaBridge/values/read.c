/* Encoded bytes to Lua values: what a script handed out before comes back as tables of its own. */
#include "../internal.h"

typedef struct {
  lua_State *L;
  const uint8_t *next;
  const uint8_t *end;
} reader;

static const void *take(reader *source, size_t count) { /* [-0, +0, e] */
  if ((size_t)(source->end - source->next) < count) luaL_error(source->L, "the encoded value ends too early");
  const void *bytes = source->next;
  source->next += count;
  return bytes;
}

static uint32_t take_count(reader *source) { /* [-0, +0, e] */
  uint32_t count;
  memcpy(&count, take(source, sizeof count), sizeof count);
  return count;
}

static uint64_t take_word(reader *source) { /* [-0, +0, e] */
  uint64_t word;
  memcpy(&word, take(source, sizeof word), sizeof word);
  return word;
}

static void take_value(reader *source); /* [-0, +1, e] */

static void take_string(reader *source) { /* [-0, +1, e] */
  uint32_t count = take_count(source);
  lua_pushlstring(source->L, take(source, count), count);
}

static void take_array(reader *source) { /* [-0, +1, e] */
  lua_State *L = source->L;
  uint32_t count = take_count(source);
  size_t room = (size_t)(source->end - source->next);
  lua_createtable(L, count < room ? (int)count : 0, 0);
  perilune_mark_array(L);
  for (uint32_t i = 0; i < count; i++) {
    take_value(source);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
    if ((i & 1023) == 1023) perilune_check(L);
  }
}

static void take_object(reader *source) { /* [-0, +1, e] */
  lua_State *L = source->L;
  uint32_t count = take_count(source);
  size_t room = (size_t)(source->end - source->next);
  lua_createtable(L, 0, count < room ? (int)count : 0);
  for (uint32_t i = 0; i < count; i++) {
    take_string(source);
    take_value(source);
    lua_rawset(L, -3);
    if ((i & 1023) == 1023) perilune_check(L);
  }
}

static void push_number(lua_State *L, uint64_t bits) { /* [-0, +1] */
  double number;
  memcpy(&number, &bits, sizeof number);
  lua_pushnumber(L, number);
}

static void take_value(reader *source) {
  lua_State *L = source->L;
  luaL_checkstack(L, 8, "the value is nested too deeply");
  switch (*(const uint8_t *)take(source, 1)) {
    case PERILUNE_TAG_NULL: lua_pushlightuserdata(L, perilune_null()); break;
    case PERILUNE_TAG_FALSE: lua_pushboolean(L, 0); break;
    case PERILUNE_TAG_TRUE: lua_pushboolean(L, 1); break;
    case PERILUNE_TAG_INTEGER: lua_pushinteger(L, (lua_Integer)take_word(source)); break;
    case PERILUNE_TAG_DOUBLE: push_number(L, take_word(source)); break;
    case PERILUNE_TAG_STRING: take_string(source); break;
    case PERILUNE_TAG_ARRAY: take_array(source); break;
    case PERILUNE_TAG_OBJECT: take_object(source); break;
    default: luaL_error(L, "the encoded value has an unknown tag");
  }
}

void perilune_read_value(lua_State *L, perilune_bytes bytes) {
  reader source = {L, bytes.start, bytes.start + bytes.count};
  take_value(&source);
}
