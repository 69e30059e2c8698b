/* A `format` that shows no address: %p is no conversion, and the text of an object is the bridge's own. */
#include "format.h"

#include <stdio.h>

#include "functions.h"

static bool is_modifier(char character) {
  return (character >= '0' && character <= '9') || character == '-' || character == '.' || character == '+' ||
         character == ' ' || character == '#';
}

/* Reads the item whose '%' stands before `next`: [-0, +0, e], where the format goes on. */
static const char *read_item(lua_State *L, const char *next, perilune_specification *item) {
  size_t count = 0;
  item->text[0] = '%';
  while (count < PERILUNE_MODIFIERS && is_modifier(next[count])) {
    item->text[count + 1] = next[count];
    count++;
  }
  if (count == PERILUNE_MODIFIERS) luaL_error(L, "invalid format (too long)");
  item->text[count + 1] = next[count];
  item->text[count + 2] = '\0';
  item->count = count + 2;
  return next + count + 1;
}

/* The text of the argument; that of an object replaces it, so that it stays: [-0, +0, e]. */
static const char *text_of(perilune_formatter *formatter, size_t *count) {
  if (lua_type(formatter->L, formatter->argument) != LUA_TSTRING) {
    perilune_tostring(formatter->L, formatter->argument, NULL);
    lua_replace(formatter->L, formatter->argument);
  }
  return lua_tolstring(formatter->L, formatter->argument, count);
}

#define PERILUNE_LONG_TEXT 100 /* no width reaches it */

static void add_text(perilune_formatter *formatter, perilune_specification *item) { /* [-0, +0 or a box, e] */
  lua_State *L = formatter->L;
  size_t count;
  const char *text = text_of(formatter, &count);
  if (item->count == 2) {
    perilune_add_bytes(&formatter->text, text, count);
    return;
  }
  luaL_argcheck(L, perilune_find_byte(L, text, count, '\0') == count, formatter->argument, "string contains zeros");
  perilune_specification_check(L, item, "-", true);
  if (count >= PERILUNE_LONG_TEXT && strchr(item->text, '.') == NULL) {
    perilune_add_bytes(&formatter->text, text, count);
    return;
  }
  char *target = perilune_prepare(&formatter->text, PERILUNE_ITEM_SIZE);
  luaL_addsize(&formatter->text, (size_t)snprintf(target, PERILUNE_ITEM_SIZE, item->text, text));
}

static void add_item(perilune_formatter *formatter, perilune_specification *item) { /* [-0, +0 or a box, e] */
  switch (item->text[item->count - 1]) {
    case 's': add_text(formatter, item); break;
    case 'd':
    case 'i': perilune_format_integer(formatter, item, "-+0 "); break;
    case 'u': perilune_format_integer(formatter, item, "-0"); break;
    case 'o':
    case 'x':
    case 'X': perilune_format_integer(formatter, item, "-#0"); break;
    case 'c': perilune_format_character(formatter, item); break;
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G': perilune_format_number(formatter, item); break;
    case 'q':
      if (item->count != 2) luaL_error(formatter->L, "specifier '%%q' cannot have modifiers");
      perilune_format_literal(formatter);
      break;
    default: luaL_error(formatter->L, "invalid conversion '%s' to 'format'", item->text);
  }
}

/* Copies up to the next '%': [-0, +0 or a box, e], its place, or `end`. */
static const char *add_plain(perilune_formatter *formatter, const char *next, const char *end) {
  size_t count = perilune_find_byte(formatter->L, next, (size_t)(end - next), '%');
  perilune_add_bytes(&formatter->text, next, count);
  return next + count;
}

int perilune_string_format(lua_State *L) {
  size_t count;
  perilune_formatter formatter; /* field by field: its buffer costs too much to clear */
  formatter.L = L;
  formatter.arguments = lua_gettop(L);
  formatter.argument = 1;
  const char *next = luaL_checklstring(L, 1, &count);
  const char *end = next + count;
  luaL_buffinit(L, &formatter.text);
  while ((next = add_plain(&formatter, next, end)) < end) {
    perilune_spend(L, 1);
    if (*++next == '%') {
      luaL_addchar(&formatter.text, *next++);
      continue;
    }
    perilune_specification item;
    if (++formatter.argument > formatter.arguments) return luaL_argerror(L, formatter.argument, "no value");
    next = read_item(L, next, &item);
    add_item(&formatter, &item);
  }
  luaL_pushresult(&formatter.text);
  return 1;
}
