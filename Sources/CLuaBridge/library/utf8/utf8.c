/* The utf8 library: Lua's functions with loops that spend the budget. */
#include "functions.h"

static const luaL_Reg functions[] = {
    {"char", perilune_utf8_char}, {"codepoint", perilune_utf8_codepoint}, {"codes", perilune_utf8_codes},
    {"len", perilune_utf8_len},   {"offset", perilune_utf8_offset},       {NULL, NULL},
};

void perilune_open_utf8(lua_State *L) {
  static const char sequence[] = "[\0-\x7F\xC2-\xFD][\x80-\xBF]*"; /* a lead byte with what continues it */
  luaL_newlib(L, functions);
  lua_pushlstring(L, sequence, sizeof sequence - 1);
  lua_setfield(L, -2, "charpattern");
}
