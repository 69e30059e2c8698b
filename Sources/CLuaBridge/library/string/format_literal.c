/* %q: a value as Lua source that gives it back. */
#include <math.h>
#include <stdio.h>

#include "format.h"
#include "functions.h"

static bool is_control(char character) { return (unsigned char)character < 32 || character == 127; }

static bool is_quotable(char character) {
  return character == '"' || character == '\\' || character == '\n' || is_control(character);
}

/* `next` is the byte after it: a digit there asks for all three digits. */
static void add_escape(luaL_Buffer *text, char character, char next) { /* [-0, +0 or a box, e] */
  luaL_addchar(text, '\\');
  if (!is_control(character) || character == '\n') {
    luaL_addchar(text, character);
    return;
  }
  char digits[8];
  const char *format = next >= '0' && next <= '9' ? "%03d" : "%d";
  snprintf(digits, sizeof digits, format, (unsigned char)character);
  luaL_addstring(text, digits);
}

static void add_quoted(perilune_formatter *formatter, const char *next, size_t count) { /* [-0, +0 or a box, e] */
  const char *end = next + count;
  luaL_addchar(&formatter->text, '"');
  while (next < end) {
    const char *start = next;
    const char *stop = end - next < PERILUNE_BLOCK ? end : next + PERILUNE_BLOCK;
    while (next < stop && !is_quotable(*next)) next++;
    perilune_add_bytes(&formatter->text, start, (size_t)(next - start));
    perilune_spend(formatter->L, 1 + (uint64_t)(next - start) / 8);
    if (next == stop) continue;
    add_escape(&formatter->text, *next, next[1]);
    next++;
  }
  luaL_addchar(&formatter->text, '"');
}

/* Hexadecimal, so that no digit is lost; what is no number in Lua's source is written as what gives it. */
static int write_float(char *target, lua_Number value) {
  if (isnan(value)) return snprintf(target, PERILUNE_ITEM_SIZE, "(0/0)");
  if (isinf(value)) return snprintf(target, PERILUNE_ITEM_SIZE, value > 0 ? "1e9999" : "-1e9999");
  return snprintf(target, PERILUNE_ITEM_SIZE, "%a", value);
}

static int write_integer(char *target, lua_Integer value) {
  const char *format = value == LUA_MININTEGER ? "0x%llx" : "%lld"; /* its digits alone would be a float's */
  return snprintf(target, PERILUNE_ITEM_SIZE, format, (long long)value);
}

void perilune_format_literal(perilune_formatter *formatter) {
  lua_State *L = formatter->L;
  int index = formatter->argument;
  size_t count;
  const char *text;
  char *target;
  switch (lua_type(L, index)) {
    case LUA_TSTRING:
      text = lua_tolstring(L, index, &count);
      add_quoted(formatter, text, count);
      break;
    case LUA_TNUMBER:
      target = perilune_prepare(&formatter->text, PERILUNE_ITEM_SIZE);
      luaL_addsize(&formatter->text, (size_t)(lua_isinteger(L, index) ? write_integer(target, lua_tointeger(L, index))
                                                                      : write_float(target, lua_tonumber(L, index))));
      break;
    case LUA_TNIL: luaL_addstring(&formatter->text, "nil"); break;
    case LUA_TBOOLEAN: luaL_addstring(&formatter->text, lua_toboolean(L, index) ? "true" : "false"); break;
    default: luaL_argerror(L, index, "value has no literal form");
  }
}
