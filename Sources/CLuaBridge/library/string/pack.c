/* string.pack and packsize. */
#include "pack.h"

#include "functions.h"

typedef struct {
  perilune_packing format;
  luaL_Buffer bytes;
  size_t total;
  int argument;
} packer;

static void add_zeros(packer *packer, size_t count) { /* [-0, +0 or a box, e] */
  while (count > 0) {
    size_t part = count < PERILUNE_BLOCK ? count : PERILUNE_BLOCK;
    memset(perilune_prepare(&packer->bytes, part), 0, part);
    luaL_addsize(&packer->bytes, part);
    perilune_spend(packer->format.L, part / PERILUNE_STEP);
    count -= part;
  }
}

/* More bytes than a Lua integer has repeat its sign: [-0, +0 or a box, e]. */
static void add_integer(packer *packer, lua_Unsigned value, int size, bool is_negative) {
  char *target = perilune_prepare(&packer->bytes, PERILUNE_INTEGER_LIMIT);
  bool is_big = packer->format.is_big;
  for (int i = 0; i < size; i++) {
    char byte = i < PERILUNE_WORD ? (char)(value >> (8 * i)) : is_negative ? (char)0xFF : 0;
    target[is_big ? size - 1 - i : i] = byte;
  }
  luaL_addsize(&packer->bytes, (size_t)size);
}

static void pack_integer(packer *packer, bool is_signed) { /* [-0, +0 or a box, e] */
  lua_State *L = packer->format.L;
  int size = packer->format.size;
  lua_Integer value = luaL_checkinteger(L, packer->argument);
  if (size < PERILUNE_WORD && is_signed) {
    lua_Integer limit = (lua_Integer)1 << (size * 8 - 1);
    luaL_argcheck(L, -limit <= value && value < limit, packer->argument, "integer overflow");
  } else if (size < PERILUNE_WORD) {
    luaL_argcheck(L, (lua_Unsigned)value >> (size * 8) == 0, packer->argument, "unsigned overflow");
  }
  add_integer(packer, (lua_Unsigned)value, size, is_signed && value < 0);
}

static void pack_number(packer *packer) { /* [-0, +0 or a box, e] */
  double value = luaL_checknumber(packer->format.L, packer->argument);
  float narrow = (float)value;
  char *target = perilune_prepare(&packer->bytes, sizeof value);
  if (packer->format.kind == PERILUNE_PACK_FLOAT) {
    perilune_packing_order(&packer->format, target, (const char *)&narrow, sizeof narrow);
  } else {
    perilune_packing_order(&packer->format, target, (const char *)&value, sizeof value);
  }
  luaL_addsize(&packer->bytes, (size_t)packer->format.size);
}

static void pack_fixed(packer *packer) { /* [-0, +0 or a box, e] */
  size_t count;
  size_t size = (size_t)packer->format.size;
  const char *text = luaL_checklstring(packer->format.L, packer->argument, &count);
  luaL_argcheck(packer->format.L, count <= size, packer->argument, "string longer than given size");
  perilune_add_bytes(&packer->bytes, text, count);
  add_zeros(packer, size - count);
}

static void pack_counted(packer *packer) { /* [-0, +0 or a box, e] */
  size_t count;
  int size = packer->format.size;
  const char *text = luaL_checklstring(packer->format.L, packer->argument, &count);
  luaL_argcheck(packer->format.L, size >= (int)sizeof count || count >> (size * 8) == 0, packer->argument,
                "string length does not fit in given size");
  add_integer(packer, count, size, false);
  perilune_add_bytes(&packer->bytes, text, count);
  packer->total += count;
}

static void pack_terminated(packer *packer) { /* [-0, +0 or a box, e] */
  lua_State *L = packer->format.L;
  size_t count;
  const char *text = luaL_checklstring(L, packer->argument, &count);
  luaL_argcheck(L, perilune_find_byte(L, text, count, '\0') == count, packer->argument, "string contains zeros");
  perilune_add_bytes(&packer->bytes, text, count);
  luaL_addchar(&packer->bytes, '\0');
  packer->total += count + 1;
}

static void pack_option(packer *packer) { /* [-0, +0 or a box, e] */
  packer->argument++;
  switch (packer->format.kind) {
    case PERILUNE_PACK_SIGNED: pack_integer(packer, true); break;
    case PERILUNE_PACK_UNSIGNED: pack_integer(packer, false); break;
    case PERILUNE_PACK_FLOAT:
    case PERILUNE_PACK_DOUBLE: pack_number(packer); break;
    case PERILUNE_PACK_FIXED: pack_fixed(packer); break;
    case PERILUNE_PACK_COUNTED: pack_counted(packer); break;
    case PERILUNE_PACK_TERMINATED: pack_terminated(packer); break;
    case PERILUNE_PACK_PADDING: luaL_addchar(&packer->bytes, '\0'); /* fallthrough */
    case PERILUNE_PACK_ALIGNMENT:
    case PERILUNE_PACK_NOTHING: packer->argument--; break;
  }
}

int perilune_string_pack(lua_State *L) {
  packer packer; /* field by field: its buffer costs too much to clear */
  packer.argument = 1;
  packer.total = 0;
  perilune_packing_set(&packer.format, L);
  lua_pushnil(L); /* the argument that is missing, before the buffer's own value */
  luaL_buffinit(L, &packer.bytes);
  while (perilune_packing_read(&packer.format, packer.total)) {
    packer.total += (size_t)packer.format.padding + (size_t)packer.format.size;
    if (packer.format.padding > 0) add_zeros(&packer, (size_t)packer.format.padding);
    pack_option(&packer);
  }
  luaL_pushresult(&packer.bytes);
  return 1;
}

int perilune_string_packsize(lua_State *L) {
  perilune_packing format;
  size_t total = 0;
  perilune_packing_set(&format, L);
  while (perilune_packing_read(&format, total)) {
    bool is_variable = format.kind == PERILUNE_PACK_COUNTED || format.kind == PERILUNE_PACK_TERMINATED;
    luaL_argcheck(L, !is_variable, 1, "variable-length format");
    size_t size = (size_t)format.size + (size_t)format.padding;
    luaL_argcheck(L, total <= PERILUNE_PACKED_LIMIT - size, 1, "format result too large");
    total += size;
  }
  lua_pushinteger(L, (lua_Integer)total);
  return 1;
}
