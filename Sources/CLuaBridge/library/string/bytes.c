/* The functions that take strings apart and build them byte by byte. */
#include <ctype.h>
#include <limits.h>

#include "functions.h"
#include "pattern.h"

#define PERILUNE_LONGEST_TEXT ((size_t)INT_MAX) /* that Lua repeats anything to */

int perilune_string_len(lua_State *L) {
  size_t count;
  luaL_checklstring(L, 1, &count);
  lua_pushinteger(L, (lua_Integer)count);
  return 1;
}

/* The end of a range, from 1, negative from the end: at most the length, 0 for before the start. */
static size_t end_position(lua_State *L, int index, lua_Integer otherwise, size_t count) { /* [-0, +0, e] */
  lua_Integer position = luaL_optinteger(L, index, otherwise);
  if (position > (lua_Integer)count) return count;
  if (position >= 0) return (size_t)position;
  return position < -(lua_Integer)count ? 0 : count + (size_t)position + 1;
}

int perilune_string_sub(lua_State *L) {
  size_t count;
  const char *text = luaL_checklstring(L, 1, &count);
  size_t first = perilune_string_position(luaL_checkinteger(L, 2), count);
  size_t last = end_position(L, 3, -1, count);
  perilune_spend(L, 1 + (first <= last ? (last - first) / PERILUNE_STEP : 0));
  if (first <= last) {
    lua_pushlstring(L, text + first - 1, last - first + 1);
  } else {
    lua_pushliteral(L, "");
  }
  return 1;
}

int perilune_string_byte(lua_State *L) {
  size_t count;
  const char *text = luaL_checklstring(L, 1, &count);
  lua_Integer from = luaL_optinteger(L, 2, 1);
  size_t first = perilune_string_position(from, count);
  size_t last = end_position(L, 3, from, count);
  if (first > last) return 0;
  size_t results = last - first + 1;
  if (results >= INT_MAX) return luaL_error(L, "string slice too long");
  luaL_checkstack(L, (int)results, "string slice too long");
  for (size_t i = 0; i < results; i++) {
    if (i % PERILUNE_STEP == 0) perilune_spend(L, PERILUNE_STEP);
    lua_pushinteger(L, (unsigned char)text[first - 1 + i]);
  }
  return (int)results;
}

int perilune_string_char(lua_State *L) {
  int count = lua_gettop(L);
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  char *target = perilune_prepare(&text, (size_t)count);
  for (int i = 1; i <= count; i++) {
    lua_Integer code = luaL_checkinteger(L, i);
    luaL_argcheck(L, (lua_Unsigned)code <= UCHAR_MAX, i, "value out of range");
    if (i % PERILUNE_STEP == 0) perilune_spend(L, PERILUNE_STEP);
    target[i - 1] = (char)code;
  }
  luaL_pushresultsize(&text, (size_t)count);
  return 1;
}

/* MARK: Every byte */

static int map(lua_State *L, int (*change)(int)) { /* [-0, +1, e] */
  size_t count;
  const char *source = luaL_checklstring(L, 1, &count);
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  char *target = perilune_prepare(&text, count);
  for (size_t done = 0; done < count;) {
    size_t stop = count - done < PERILUNE_RUN ? count : done + PERILUNE_RUN;
    for (; done < stop; done++) target[done] = (char)change((unsigned char)source[done]);
    perilune_spend(L, PERILUNE_RUN / PERILUNE_STEP);
  }
  luaL_pushresultsize(&text, count);
  return 1;
}

int perilune_string_upper(lua_State *L) { return map(L, toupper); }

int perilune_string_lower(lua_State *L) { return map(L, tolower); }

int perilune_string_reverse(lua_State *L) {
  size_t count;
  const char *source = luaL_checklstring(L, 1, &count);
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  char *target = perilune_prepare(&text, count);
  for (size_t done = 0; done < count;) {
    size_t stop = count - done < PERILUNE_RUN ? count : done + PERILUNE_RUN;
    for (; done < stop; done++) target[done] = source[count - 1 - done];
    perilune_spend(L, PERILUNE_RUN / PERILUNE_STEP);
  }
  luaL_pushresultsize(&text, count);
  return 1;
}

/* MARK: Repetition */

static void copy(lua_State *L, char *target, const char *source, size_t count) { /* [-0, +0, e] */
  for (size_t done = 0; done < count;) {
    size_t part = count - done < PERILUNE_BLOCK ? count - done : PERILUNE_BLOCK;
    memcpy(target + done, source + done, part);
    done += part;
    perilune_spend(L, 1 + part / PERILUNE_STEP);
  }
}

/* Fills `total` bytes that begin with one unit: whatever stands whole units back comes again. */
static void repeat(lua_State *L, char *target, size_t unit, size_t total) { /* [-0, +0, e] */
  for (size_t done = unit; done < total;) {
    size_t period = done - done % unit;
    size_t part = period < PERILUNE_BLOCK ? period : PERILUNE_BLOCK;
    if (part > total - done) part = total - done;
    memcpy(target + done, target + done - period, part);
    done += part;
    perilune_spend(L, 1 + part / PERILUNE_STEP);
  }
}

int perilune_string_rep(lua_State *L) {
  size_t count, separator_count;
  const char *text = luaL_checklstring(L, 1, &count);
  lua_Integer times = luaL_checkinteger(L, 2);
  const char *separator = luaL_optlstring(L, 3, "", &separator_count);
  size_t unit = count + separator_count;
  if (times <= 0 || unit == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if (unit < count || unit > PERILUNE_LONGEST_TEXT / (size_t)times) {
    return luaL_error(L, "resulting string too large");
  }
  size_t total = (size_t)times * count + (size_t)(times - 1) * separator_count;
  luaL_Buffer result;
  luaL_buffinit(L, &result);
  char *target = perilune_prepare(&result, total);
  copy(L, target, text, count);
  if (times > 1) {
    copy(L, target + count, separator, separator_count);
    repeat(L, target, unit, total);
  }
  luaL_pushresultsize(&result, total);
  return 1;
}
