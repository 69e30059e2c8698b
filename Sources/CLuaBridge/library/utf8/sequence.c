/* Sequences of one to six bytes. */
#include "functions.h"

const char *perilune_utf8_read_long(const char *next, uint32_t *code, bool is_strict) {
  static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000}; /* by length */
  unsigned char lead = (unsigned char)*next;
  if (lead < 0xC0 || lead >= 0xFE) return NULL;
  int count = __builtin_clz(~((unsigned)lead << 24));
  uint32_t value = lead & (0x7Fu >> count);
  for (int i = 1; i < count; i++) {
    if (!perilune_utf8_continues(next[i])) return NULL;
    value = value << 6 | ((unsigned char)next[i] & 0x3F);
  }
  if (value < smallest[count]) return NULL;
  if (is_strict && (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))) return NULL;
  *code = value;
  return next + count;
}

lua_Integer perilune_utf8_position(lua_Integer position, size_t count) {
  if (position >= 0) return position;
  return position < -(lua_Integer)count ? 0 : (lua_Integer)count + position + 1;
}
