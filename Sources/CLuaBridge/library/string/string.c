/* The string library without `dump`. What is not listed here (packing) is liblua's own, and so are the arithmetic events of
 * the strings' metatable. */
#include "functions.h"
#include "pattern.h"

static const luaL_Reg functions[] = {
    {"byte", perilune_string_byte},     {"char", perilune_string_char},     {"find", perilune_string_find},
    {"format", perilune_string_format}, {"gmatch", perilune_string_gmatch}, {"gsub", perilune_string_gsub},
    {"len", perilune_string_len},       {"lower", perilune_string_lower},   {"match", perilune_string_match},
    {"rep", perilune_string_rep},       {"reverse", perilune_string_reverse}, {"sub", perilune_string_sub},
    {"upper", perilune_string_upper},   {NULL, NULL},
};

void perilune_open_string(lua_State *L) {
  luaL_requiref(L, "string", luaopen_string, 0);
  perilune_keep_format(L);
  lua_pushnil(L);
  lua_setfield(L, -2, "dump");
  luaL_setfuncs(L, functions, 0);
}
