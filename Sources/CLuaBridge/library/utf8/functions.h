/* The functions of the utf8 library, each a lua_CFunction. */
#ifndef PERILUNE_UTF8_FUNCTIONS_H
#define PERILUNE_UTF8_FUNCTIONS_H

#include "../../internal.h"

int perilune_utf8_char(lua_State *L);
int perilune_utf8_codepoint(lua_State *L);
int perilune_utf8_codes(lua_State *L);
int perilune_utf8_len(lua_State *L);
int perilune_utf8_offset(lua_State *L);

#define PERILUNE_UTF8_LARGEST 0x7FFFFFFFu /* six bytes, as UTF-8 once was */
#define PERILUNE_UTF8_SIZE 6
#define PERILUNE_UTF8_TURN 256 /* characters between two looks at the budget */
#define PERILUNE_UTF8_RUN 4096 /* bytes that are only looked at */

static inline bool perilune_utf8_continues(char byte) { return ((unsigned char)byte & 0xC0) == 0x80; }

const char *perilune_utf8_read_long(const char *next, uint32_t *code, bool is_strict);

/* Reads the sequence at `next`, which a NUL ends at the latest: where it ends, or NULL when it is none. Strict: Unicode's
 * code points only. */
static inline const char *perilune_utf8_read(const char *next, uint32_t *code, bool is_strict) {
  if ((unsigned char)*next >= 0x80) return perilune_utf8_read_long(next, code, is_strict);
  *code = (unsigned char)*next;
  return next + 1;
}

/* A position from 1, negative from the end: 0 for before the start. */
lua_Integer perilune_utf8_position(lua_Integer position, size_t count);

#endif
