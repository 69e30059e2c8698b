/* tonumber: of a numeral as Lua reads it, or of digits in a base. */
#include <ctype.h>

#include "../internal.h"

#define PERILUNE_DIGITS 512 /* between two looks at the budget */

static const char *skip_blanks(lua_State *L, const char *next) { /* [-0, +0, e]: a NUL ends them */
  for (;;) {
    size_t count = 0;
    while (count < PERILUNE_BLOCK / 8 && next[count] != '\0' && strchr(" \f\n\r\t\v", next[count]) != NULL) count++;
    next += count;
    if (count < PERILUNE_BLOCK / 8) return next;
    perilune_spend(L, PERILUNE_BLOCK / PERILUNE_STEP);
  }
}

static int digit_of(char character) {
  return isdigit((unsigned char)character) ? character - '0' : toupper((unsigned char)character) - 'A' + 10;
}

/* Reads digits with blanks around them: [-0, +0, e], where they end, or NULL when there are none. Wraps around. */
static const char *read_digits(lua_State *L, const char *next, int base, lua_Unsigned *number) {
  next = skip_blanks(L, next);
  bool is_negative = *next == '-';
  if (*next == '-' || *next == '+') next++;
  if (!isalnum((unsigned char)*next)) return NULL;
  lua_Unsigned value = 0;
  for (unsigned count = 1; isalnum((unsigned char)*next); next++, count++) {
    int digit = digit_of(*next);
    if (digit >= base) return NULL;
    value = value * (lua_Unsigned)base + (lua_Unsigned)digit;
    if (count % PERILUNE_DIGITS == 0) perilune_spend(L, PERILUNE_DIGITS / 8);
  }
  *number = is_negative ? 0 - value : value;
  return skip_blanks(L, next);
}

static bool push_in_base(lua_State *L) { /* [-0, +1, e]; false and nothing: it is no number */
  size_t count;
  lua_Unsigned number;
  lua_Integer base = luaL_checkinteger(L, 2);
  luaL_checktype(L, 1, LUA_TSTRING);
  const char *text = lua_tolstring(L, 1, &count);
  luaL_argcheck(L, base >= 2 && base <= 36, 2, "base out of range");
  if (read_digits(L, text, (int)base, &number) != text + count) return false;
  lua_pushinteger(L, (lua_Integer)number);
  return true;
}

int perilune_tonumber(lua_State *L) {
  bool has_base = !lua_isnoneornil(L, 2);
  if (has_base ? push_in_base(L) : perilune_push_number(L, 1)) return 1;
  luaL_checkany(L, 1);
  luaL_pushfail(L);
  return 1;
}
