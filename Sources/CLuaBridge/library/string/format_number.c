/* Numbers as the C library formats them, which is how Lua formats them. */
#include <ctype.h>
#include <stdio.h>

#include "format.h"

static const char *skip_two_digits(const char *next) {
  for (int i = 0; i < 2 && isdigit((unsigned char)*next); i++) next++;
  return next;
}

void perilune_specification_check(
    lua_State *L, const perilune_specification *item, const char *flags, bool may_have_precision) {
  if (item->count == 2) return;
  const char *next = item->text + 1;
  next += strspn(next, flags);
  if (*next != '0') { /* which would be a flag that is not allowed */
    next = skip_two_digits(next);
    if (*next == '.' && may_have_precision) next = skip_two_digits(next + 1);
  }
  if (next != item->text + item->count - 1) luaL_error(L, "invalid conversion specification: '%s'", item->text);
}

void perilune_format_character(perilune_formatter *formatter, perilune_specification *item) {
  perilune_specification_check(formatter->L, item, "-", false);
  int character = (int)luaL_checkinteger(formatter->L, formatter->argument);
  char *target = perilune_prepare(&formatter->text, PERILUNE_ITEM_SIZE);
  luaL_addsize(&formatter->text, (size_t)snprintf(target, PERILUNE_ITEM_SIZE, item->text, character));
}

/* The digits of a plain %d: [-0, +0 or a box, e]. */
static void add_decimal(luaL_Buffer *text, lua_Integer value) {
  char digits[24];
  char *end = digits + sizeof digits;
  char *next = end;
  lua_Unsigned rest = value < 0 ? 0 - (lua_Unsigned)value : (lua_Unsigned)value;
  do {
    *--next = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (value < 0) *--next = '-';
  luaL_addlstring(text, next, (size_t)(end - next));
}

void perilune_format_integer(perilune_formatter *formatter, perilune_specification *item, const char *flags) {
  lua_Integer value = luaL_checkinteger(formatter->L, formatter->argument);
  char *conversion = item->text + item->count - 1;
  if (item->count == 2 && (*conversion == 'd' || *conversion == 'i')) {
    add_decimal(&formatter->text, value);
    return;
  }
  perilune_specification_check(formatter->L, item, flags, true);
  memcpy(conversion, (const char[]){'l', 'l', *conversion, '\0'}, 4);
  char *target = perilune_prepare(&formatter->text, PERILUNE_ITEM_SIZE);
  luaL_addsize(&formatter->text, (size_t)snprintf(target, PERILUNE_ITEM_SIZE, item->text, (long long)value));
}

/* Lua looks at the number first, except for hexadecimals: it shows in which of two errors is raised. */
void perilune_format_number(perilune_formatter *formatter, perilune_specification *item) {
  lua_State *L = formatter->L;
  char conversion = item->text[item->count - 1];
  bool is_hexadecimal = conversion == 'a' || conversion == 'A';
  if (is_hexadecimal) perilune_specification_check(L, item, "-+#0 ", true);
  lua_Number value = luaL_checknumber(L, formatter->argument);
  if (!is_hexadecimal) perilune_specification_check(L, item, "-+#0 ", true);
  size_t size = conversion == 'f' ? PERILUNE_FIXED_SIZE : PERILUNE_ITEM_SIZE;
  char *target = perilune_prepare(&formatter->text, size);
  luaL_addsize(&formatter->text, (size_t)snprintf(target, size, item->text, value));
}
