/* string.unpack. */
#include "functions.h"
#include "pack.h"
#include "pattern.h"

typedef struct {
  perilune_packing format;
  const char *data;
  size_t count;
  size_t position;
} unpacker;

static lua_Integer read_integer(const unpacker *unpacker, bool is_signed) { /* [-0, +0, e] */
  const unsigned char *source = (const unsigned char *)unpacker->data + unpacker->position;
  int size = unpacker->format.size;
  bool is_big = unpacker->format.is_big;
  lua_Unsigned value = 0;
  for (int i = size < PERILUNE_WORD ? size - 1 : PERILUNE_WORD - 1; i >= 0; i--) {
    value = value << 8 | source[is_big ? size - 1 - i : i];
  }
  if (size < PERILUNE_WORD && is_signed) {
    lua_Unsigned sign = (lua_Unsigned)1 << (size * 8 - 1);
    return (lua_Integer)((value ^ sign) - sign);
  }
  unsigned char filler = is_signed && (lua_Integer)value < 0 ? 0xFF : 0;
  for (int i = PERILUNE_WORD; i < size; i++) {
    if (source[is_big ? size - 1 - i : i] != filler) {
      luaL_error(unpacker->format.L, "%d-byte integer does not fit into Lua Integer", size);
    }
  }
  return (lua_Integer)value;
}

static void push_number(const unpacker *unpacker) { /* [-0, +1, e] */
  const char *source = unpacker->data + unpacker->position;
  if (unpacker->format.kind == PERILUNE_PACK_FLOAT) {
    float value;
    perilune_packing_order(&unpacker->format, (char *)&value, source, sizeof value);
    lua_pushnumber(unpacker->format.L, value);
  } else {
    double value;
    perilune_packing_order(&unpacker->format, (char *)&value, source, sizeof value);
    lua_pushnumber(unpacker->format.L, value);
  }
}

static void push_text(unpacker *unpacker, size_t start, size_t count) { /* [-0, +1, e] */
  perilune_spend(unpacker->format.L, count / PERILUNE_STEP);
  lua_pushlstring(unpacker->format.L, unpacker->data + start, count);
}

static void push_counted(unpacker *unpacker) { /* [-0, +1, e] */
  size_t count = (size_t)read_integer(unpacker, false);
  size_t start = unpacker->position + (size_t)unpacker->format.size;
  luaL_argcheck(unpacker->format.L, count <= unpacker->count - start, 2, "data string too short");
  push_text(unpacker, start, count);
  unpacker->position += count;
}

static void push_terminated(unpacker *unpacker) { /* [-0, +1, e] */
  lua_State *L = unpacker->format.L;
  size_t room = unpacker->count - unpacker->position;
  size_t count = perilune_find_byte(L, unpacker->data + unpacker->position, room, '\0');
  luaL_argcheck(L, count < room, 2, "unfinished string for format 'z'");
  push_text(unpacker, unpacker->position, count);
  unpacker->position += count + 1;
}

static bool push_value(unpacker *unpacker) { /* [-0, +1, e]; false and nothing: the option has none */
  lua_State *L = unpacker->format.L;
  switch (unpacker->format.kind) {
    case PERILUNE_PACK_SIGNED: lua_pushinteger(L, read_integer(unpacker, true)); break;
    case PERILUNE_PACK_UNSIGNED: lua_pushinteger(L, read_integer(unpacker, false)); break;
    case PERILUNE_PACK_FLOAT:
    case PERILUNE_PACK_DOUBLE: push_number(unpacker); break;
    case PERILUNE_PACK_FIXED: push_text(unpacker, unpacker->position, (size_t)unpacker->format.size); break;
    case PERILUNE_PACK_COUNTED: push_counted(unpacker); break;
    case PERILUNE_PACK_TERMINATED: push_terminated(unpacker); break;
    default: return false;
  }
  return true;
}

int perilune_string_unpack(lua_State *L) {
  unpacker unpacker;
  int results = 0;
  perilune_packing_set(&unpacker.format, L);
  unpacker.data = luaL_checklstring(L, 2, &unpacker.count);
  unpacker.position = perilune_string_position(luaL_optinteger(L, 3, 1), unpacker.count) - 1;
  luaL_argcheck(L, unpacker.position <= unpacker.count, 3, "initial position out of string");
  while (perilune_packing_read(&unpacker.format, unpacker.position)) {
    size_t padding = (size_t)unpacker.format.padding;
    size_t size = (size_t)unpacker.format.size;
    luaL_argcheck(L, padding + size <= unpacker.count - unpacker.position, 2, "data string too short");
    unpacker.position += padding;
    luaL_checkstack(L, 2, "too many results"); /* the value, and at the end the position */
    results += push_value(&unpacker);
    unpacker.position += size;
  }
  lua_pushinteger(L, (lua_Integer)unpacker.position + 1);
  return results + 1;
}
