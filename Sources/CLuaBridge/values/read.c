/* Encoded bytes to Lua values, leaving out what the script may not see. */
#include "../internal.h"

typedef struct {
  lua_State *L;
  const uint8_t *next;
  const uint8_t *end;
  uint64_t granted;
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

static bool take_value(reader *source); /* [-0, +1, e]; nothing and false for a value that is withheld */

static void take_string(reader *source) { /* [-0, +1, e] */
  uint32_t count = take_count(source);
  lua_pushlstring(source->L, take(source, count), count);
}

/* A withheld item leaves no gap, so that its place does not show. */
static void take_array(reader *source) { /* [-0, +1, e] */
  lua_State *L = source->L;
  uint32_t count = take_count(source);
  size_t room = (size_t)(source->end - source->next);
  lua_createtable(L, count < room ? (int)count : 0, 0);
  perilune_mark_array(L);
  lua_Integer place = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (take_value(source)) lua_rawseti(L, -2, ++place);
    if ((i & 1023) == 1023) perilune_check(L);
  }
}

static void take_fields(reader *source, uint32_t count) { /* [-0, +0, e]: into the table on top */
  lua_State *L = source->L;
  for (uint32_t i = 0; i < count; i++) {
    take_string(source);
    if (take_value(source)) {
      lua_rawset(L, -3);
    } else {
      lua_pop(L, 1);
    }
    if ((i & 1023) == 1023) perilune_check(L);
  }
}

static void take_object(reader *source) { /* [-0, +1, e] */
  uint32_t count = take_count(source);
  size_t room = (size_t)(source->end - source->next);
  lua_createtable(source->L, 0, count < room ? (int)count : 0);
  take_fields(source, count);
}

static void push_number(lua_State *L, uint64_t bits) { /* [-0, +1] */
  double number;
  memcpy(&number, &bits, sizeof number);
  lua_pushnumber(L, number);
}

static bool take_value(reader *source) {
  lua_State *L = source->L;
  luaL_checkstack(L, 8, "the value is nested too deeply");
  int tag = *(const uint8_t *)take(source, 1);
  if ((tag & PERILUNE_TAG_CLASSED) != 0) {
    uint64_t classes = take_word(source);
    uint32_t size = take_count(source);
    if ((classes & ~source->granted) != 0) {
      take(source, size);
      return false;
    }
  }
  switch (tag & ~PERILUNE_TAG_CLASSED) {
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
  return true;
}

static reader reader_of(lua_State *L, perilune_bytes source, uint64_t granted) {
  return (reader){L, source.start, source.start + source.count, granted};
}

void perilune_read_value(lua_State *L, perilune_bytes bytes, uint64_t granted) {
  reader source = reader_of(L, bytes, granted);
  if (bytes.count == 0 || !take_value(&source)) lua_pushnil(L);
}

void perilune_overlay(lua_State *L, perilune_bytes bytes, uint64_t granted) {
  if (!lua_istable(L, -1)) return;
  reader source = reader_of(L, bytes, granted);
  const uint8_t tag = *(const uint8_t *)take(&source, 1);
  if (tag != PERILUNE_TAG_OBJECT) luaL_error(L, "the overlay of a context has to be an object");
  take_fields(&source, take_count(&source));
}
