/* Formats of string.pack, unpack and packsize. */
#ifndef PERILUNE_STRING_PACK_H
#define PERILUNE_STRING_PACK_H

#include "../../internal.h"

#define PERILUNE_PACKED_LIMIT 0x7FFFFFFF /* of a size that a format names, and of what packsize gives */
#define PERILUNE_INTEGER_LIMIT 16        /* bytes of an integer */
#define PERILUNE_WORD ((int)sizeof(lua_Integer))

typedef enum {
  PERILUNE_PACK_SIGNED,
  PERILUNE_PACK_UNSIGNED,
  PERILUNE_PACK_FLOAT,
  PERILUNE_PACK_DOUBLE,
  PERILUNE_PACK_FIXED,      /* a text of a size that the format names */
  PERILUNE_PACK_COUNTED,    /* a text after its size */
  PERILUNE_PACK_TERMINATED, /* a text before a NUL */
  PERILUNE_PACK_PADDING,
  PERILUNE_PACK_ALIGNMENT,
  PERILUNE_PACK_NOTHING     /* a setting, or a blank */
} perilune_pack_kind;

/* Reads a format, which ends at its first NUL as in Lua. */
typedef struct {
  lua_State *L;
  const char *next;
  bool is_big; /* the most significant byte comes first */
  int alignment_limit;
  perilune_pack_kind kind; /* of the option that was read last */
  int size;    /* in bytes, without what depends on the value */
  int padding; /* bytes before it */
} perilune_packing;

void perilune_packing_set(perilune_packing *packing, lua_State *L); /* [-0, +0, e]: the format is argument 1 */

/* Reads the option that follows `offset` bytes; false at the end. Spends a step. */
bool perilune_packing_read(perilune_packing *packing, size_t offset); /* [-0, +0, e] */

static inline bool perilune_is_little_here(void) { return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__; }

/* The bytes of a number between their order in this process and that of the format. */
static inline void perilune_packing_order(
    const perilune_packing *packing, char *target, const char *source, size_t count) {
  if (packing->is_big != perilune_is_little_here()) {
    memcpy(target, source, count);
  } else {
    for (size_t i = 0; i < count; i++) target[count - 1 - i] = source[i];
  }
}

#endif
