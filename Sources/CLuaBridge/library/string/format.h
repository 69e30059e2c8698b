/* string.format, one item of the format after another. */
#ifndef PERILUNE_STRING_FORMAT_H
#define PERILUNE_STRING_FORMAT_H

#include "../../internal.h"

#define PERILUNE_MODIFIERS 21  /* flags, width and precision: Lua takes fewer than this */
#define PERILUNE_ITEM_SIZE 120 /* every number but that of %f, with 99 digits after the point */
#define PERILUNE_FIXED_SIZE 420 /* the largest number of %f */

/* An item of a format, for the C library: what Lua takes is checked before it comes there. */
typedef struct {
  char text[PERILUNE_MODIFIERS + 8]; /* from the '%' to the conversion, then a NUL */
  size_t count;
} perilune_specification;

typedef struct {
  lua_State *L;
  luaL_Buffer text;
  int arguments;
  int argument; /* of the item */
} perilune_formatter;

/* format_number.c: each adds its argument as the item says: [-0, +0 or a box, e]. */
void perilune_format_character(perilune_formatter *formatter, perilune_specification *item);
void perilune_format_integer(perilune_formatter *formatter, perilune_specification *item, const char *flags);
void perilune_format_number(perilune_formatter *formatter, perilune_specification *item);

/* Raises unless the modifiers are of `flags`, two digits of width and, where it is allowed, of precision. */
void perilune_specification_check(
    lua_State *L, const perilune_specification *item, const char *flags, bool may_have_precision); /* [-0, +0, e] */

/* format_literal.c */
void perilune_format_literal(perilune_formatter *formatter); /* [-0, +0 or a box, e] */

#endif
