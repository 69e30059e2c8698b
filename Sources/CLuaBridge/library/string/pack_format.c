#include "pack.h"

typedef union { /* whatever aligns most */
  LUAI_MAXALIGN;
} most_aligned;

void perilune_packing_set(perilune_packing *packing, lua_State *L) {
  packing->L = L;
  packing->next = luaL_checkstring(L, 1);
  packing->is_big = !perilune_is_little_here();
  packing->alignment_limit = 1;
}

static bool is_digit(char character) { return character >= '0' && character <= '9'; }

/* The number that stands next; one that has no more room for a digit ends there, as in Lua. */
static int read_number(perilune_packing *packing, int otherwise) {
  if (!is_digit(*packing->next)) return otherwise;
  int number = 0;
  do {
    number = number * 10 + (*packing->next++ - '0');
  } while (is_digit(*packing->next) && number <= (PERILUNE_PACKED_LIMIT - 9) / 10);
  return number;
}

static int read_size(perilune_packing *packing, size_t otherwise) { /* [-0, +0, e] */
  int size = read_number(packing, (int)otherwise);
  if (size < 1 || size > PERILUNE_INTEGER_LIMIT) {
    luaL_error(packing->L, "integral size (%d) out of limits [1,%d]", size, PERILUNE_INTEGER_LIMIT);
  }
  return size;
}

static int read_fixed_size(perilune_packing *packing) { /* [-0, +0, e] */
  int size = read_number(packing, -1);
  if (size == -1) luaL_error(packing->L, "missing size for format option 'c'");
  return size;
}

static void set(perilune_packing *packing, perilune_pack_kind kind, size_t size) {
  packing->kind = kind;
  packing->size = (int)size;
}

static void read_setting(perilune_packing *packing, char option) { /* [-0, +0, e] */
  set(packing, PERILUNE_PACK_NOTHING, 0);
  switch (option) {
    case ' ': break;
    case '<': packing->is_big = false; break;
    case '>': packing->is_big = true; break;
    case '=': packing->is_big = !perilune_is_little_here(); break;
    case '!': packing->alignment_limit = read_size(packing, _Alignof(most_aligned)); break;
    default: luaL_error(packing->L, "invalid format option '%c'", option);
  }
}

static void read_option(perilune_packing *packing) { /* [-0, +0, e] */
  char option = *packing->next++;
  switch (option) {
    case 'b': set(packing, PERILUNE_PACK_SIGNED, sizeof(char)); break;
    case 'B': set(packing, PERILUNE_PACK_UNSIGNED, sizeof(char)); break;
    case 'h': set(packing, PERILUNE_PACK_SIGNED, sizeof(short)); break;
    case 'H': set(packing, PERILUNE_PACK_UNSIGNED, sizeof(short)); break;
    case 'i': set(packing, PERILUNE_PACK_SIGNED, (size_t)read_size(packing, sizeof(int))); break;
    case 'I': set(packing, PERILUNE_PACK_UNSIGNED, (size_t)read_size(packing, sizeof(int))); break;
    case 'l': set(packing, PERILUNE_PACK_SIGNED, sizeof(long)); break;
    case 'L': set(packing, PERILUNE_PACK_UNSIGNED, sizeof(long)); break;
    case 'j': set(packing, PERILUNE_PACK_SIGNED, sizeof(lua_Integer)); break;
    case 'J': set(packing, PERILUNE_PACK_UNSIGNED, sizeof(lua_Integer)); break;
    case 'T': set(packing, PERILUNE_PACK_UNSIGNED, sizeof(size_t)); break;
    case 'f': set(packing, PERILUNE_PACK_FLOAT, sizeof(float)); break;
    case 'd':
    case 'n': set(packing, PERILUNE_PACK_DOUBLE, sizeof(double)); break;
    case 's': set(packing, PERILUNE_PACK_COUNTED, (size_t)read_size(packing, sizeof(size_t))); break;
    case 'c': set(packing, PERILUNE_PACK_FIXED, (size_t)read_fixed_size(packing)); break;
    case 'z': set(packing, PERILUNE_PACK_TERMINATED, 0); break;
    case 'x': set(packing, PERILUNE_PACK_PADDING, 1); break;
    case 'X': set(packing, PERILUNE_PACK_ALIGNMENT, 0); break;
    default: read_setting(packing, option);
  }
}

/* What 'X' aligns for: the size of the option after it, which is read and dropped. [-0, +0, e] */
static int read_aligned_size(perilune_packing *packing) {
  bool is_last = *packing->next == '\0';
  if (!is_last) read_option(packing);
  if (is_last || packing->kind == PERILUNE_PACK_FIXED || packing->size == 0) {
    luaL_argerror(packing->L, 1, "invalid next option for option 'X'");
  }
  int size = packing->size;
  set(packing, PERILUNE_PACK_ALIGNMENT, 0);
  return size;
}

bool perilune_packing_read(perilune_packing *packing, size_t offset) {
  if (*packing->next == '\0') return false;
  perilune_spend(packing->L, 1);
  read_option(packing);
  packing->padding = 0;
  int alignment = packing->kind == PERILUNE_PACK_ALIGNMENT ? read_aligned_size(packing) : packing->size;
  if (alignment <= 1 || packing->kind == PERILUNE_PACK_FIXED) return true;
  if (alignment > packing->alignment_limit) alignment = packing->alignment_limit;
  int mask = alignment - 1;
  if ((alignment & mask) != 0) luaL_argerror(packing->L, 1, "format asks for alignment not power of 2");
  packing->padding = (alignment - (int)(offset & (size_t)mask)) & mask;
  return true;
}
