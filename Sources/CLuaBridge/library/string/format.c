/* A `format` that shows no address. */
#include "functions.h"

/* The conversion character of the specification after a '%', or '\0' at the end of the format. */
static char conversion(const char **format, const char *end) {
  const char *next = *format;
  while (next < end && strchr("-+ #0123456789.", *next) != NULL && *next != '\0') next++;
  *format = next < end ? next + 1 : next;
  return next < end ? *next : '\0';
}

/* Lua's own, called in the same frame, so that its messages name the function that the script called. */
static _Atomic(lua_CFunction) original_format;

/* Replaces each argument of a %s that has no plain text by the bridge's text of it, then goes on as Lua's own format. */
int perilune_string_format(lua_State *L) {
  size_t count;
  int arguments = lua_gettop(L);
  const char *next = luaL_checklstring(L, 1, &count);
  const char *end = next + count;
  int argument = 1;
  while (next < end) {
    perilune_spend(L, 1);
    if (*next++ != '%') continue;
    if (next < end && *next == '%') {
      next++;
      continue;
    }
    char kind = conversion(&next, end);
    if (kind == 'p') return luaL_error(L, "invalid conversion '%%p' to 'format'");
    if (++argument <= arguments && kind == 's' && lua_type(L, argument) != LUA_TSTRING) {
      perilune_tostring(L, argument, NULL);
      lua_replace(L, argument);
    }
  }
  return original_format(L);
}

void perilune_keep_format(lua_State *L) {
  lua_getfield(L, -1, "format");
  original_format = lua_tocfunction(L, -1); /* the same for every state of the process */
  lua_pop(L, 1);
}
