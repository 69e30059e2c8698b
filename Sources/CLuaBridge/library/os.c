/* os.time and os.date by the invocation's clock, always in UTC, so that a result does not depend on the machine. */
#include <time.h>

#include "../internal.h"

#define PERILUNE_SECONDS_PER_DAY 86400
#define PERILUNE_DATE_SPACE 250 /* what one conversion may take, as in Lua */

/* Days from 1970-01-01 to a date of the proleptic Gregorian calendar; `month` counts from 0 and may overflow. */
static lua_Integer days_before(lua_Integer year, lua_Integer month, lua_Integer day) {
  year += month / 12;
  month %= 12;
  if (month < 0) {
    month += 12;
    year--;
  }
  lua_Integer shifted = month < 2 ? year - 1 : year; /* years that start in March keep the leap day last */
  lua_Integer era = (shifted >= 0 ? shifted : shifted - 399) / 400;
  lua_Integer of_era = shifted - era * 400;
  lua_Integer of_year = (153 * (month < 2 ? month + 10 : month - 2) + 2) / 5;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year + day - 719469;
}

static lua_Integer field(lua_State *L, const char *name, lua_Integer otherwise, bool is_required) { /* [-0, +0, e] */
  int is_number = 0;
  int type = lua_getfield(L, 1, name);
  lua_Integer value = lua_tointegerx(L, -1, &is_number);
  if (!is_number) {
    if (type != LUA_TNIL) return luaL_error(L, "field '%s' is not an integer", name);
    if (is_required) return luaL_error(L, "field '%s' missing in date table", name);
    value = otherwise;
  } else if (value < -0x7FFFFFFF || value > 0x7FFFFFFF) {
    return luaL_error(L, "field '%s' is out-of-bound", name);
  }
  lua_pop(L, 1);
  return value;
}

static void set_fields(lua_State *L, const struct tm *date) { /* [-0, +0, e]: of the table on top */
  const struct {
    const char *name;
    int value;
  } fields[] = {
      {"year", date->tm_year + 1900}, {"month", date->tm_mon + 1}, {"day", date->tm_mday},
      {"hour", date->tm_hour},        {"min", date->tm_min},       {"sec", date->tm_sec},
      {"yday", date->tm_yday + 1},    {"wday", date->tm_wday + 1},
  };
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    lua_pushinteger(L, fields[i].value);
    lua_setfield(L, -2, fields[i].name);
  }
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "isdst");
}

static void split(lua_State *L, lua_Integer seconds, struct tm *date) { /* [-0, +0, e] */
  time_t time = (time_t)seconds;
  perilune_state *state = perilune_of(L);
  perilune_enter_critical(state); /* the C library looks up the time zone under a lock */
  bool is_date = gmtime_r(&time, date) != NULL;
  perilune_leave_critical(state);
  if (!is_date) luaL_error(L, "date result cannot be represented in this installation");
}

static int os_time(lua_State *L) {
  if (lua_isnoneornil(L, 1)) {
    lua_pushinteger(L, perilune_of(L)->call->clock);
    return 1;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_Integer year = field(L, "year", 0, true);
  lua_Integer month = field(L, "month", 0, true);
  lua_Integer day = field(L, "day", 0, true);
  lua_Integer hour = field(L, "hour", 12, false);
  lua_Integer minute = field(L, "min", 0, false);
  lua_Integer second = field(L, "sec", 0, false);
  lua_Integer days = days_before(year, month - 1, day);
  lua_Integer seconds = days * PERILUNE_SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
  struct tm date;
  split(L, seconds, &date);
  set_fields(L, &date); /* a date out of range comes back as the one it means, as in Lua */
  lua_pushinteger(L, seconds);
  return 1;
}

/* The length of the conversion at `next`, which C99 has to know. */
static size_t conversion_length(lua_State *L, const char *next, size_t room) { /* [-0, +0, e] */
  if (room >= 1 && *next != '\0' && strchr("aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%", *next) != NULL) return 1;
  const char *allowed = room < 2 ? "" : *next == 'E' ? "cCxXyY" : *next == 'O' ? "deHImMSuUVwWy" : "";
  if (*allowed != '\0' && next[1] != '\0' && strchr(allowed, next[1]) != NULL) return 2;
  luaL_argerror(L, 1, lua_pushfstring(L, "invalid conversion specifier '%%%s'", next));
  return 0;
}

static void add_date(luaL_Buffer *text, const char *pattern, const struct tm *date) { /* [-0, +0, e] on a buffer */
  perilune_state *state = perilune_of(text->L);
  char *space = perilune_prepare(text, PERILUNE_DATE_SPACE);
  perilune_enter_critical(state);
  size_t count = strftime(space, PERILUNE_DATE_SPACE, pattern, date);
  perilune_leave_critical(state);
  luaL_addsize(text, count);
}

static int os_date(lua_State *L) {
  size_t count;
  const char *next = luaL_optlstring(L, 1, "%c", &count);
  const char *end = next + count;
  lua_Integer seconds = luaL_optinteger(L, 2, perilune_of(L)->call->clock);
  struct tm date;
  if (*next == '!') next++;
  split(L, seconds, &date);
  if (strcmp(next, "*t") == 0) {
    lua_createtable(L, 0, 9);
    set_fields(L, &date);
    return 1;
  }
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  while (next < end) {
    perilune_spend(L, 1);
    if (*next != '%') {
      luaL_addchar(&text, *next++);
      continue;
    }
    char pattern[4] = "%";
    next++;
    size_t length = conversion_length(L, next, (size_t)(end - next));
    memcpy(pattern + 1, next, length);
    next += length;
    add_date(&text, pattern, &date);
  }
  luaL_pushresult(&text);
  return 1;
}

static const luaL_Reg functions[] = {{"time", os_time}, {"date", os_date}, {NULL, NULL}};

void perilune_open_os(lua_State *L) { luaL_newlib(L, functions); }
