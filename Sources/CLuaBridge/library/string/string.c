/* The string library without `dump`, and the strings' metatable, through which methods reach it. */
#include "functions.h"
#include "pattern.h"

static const luaL_Reg functions[] = {
    {"byte", perilune_string_byte},         {"char", perilune_string_char},       {"find", perilune_string_find},
    {"format", perilune_string_format},     {"gmatch", perilune_string_gmatch},   {"gsub", perilune_string_gsub},
    {"len", perilune_string_len},           {"lower", perilune_string_lower},     {"match", perilune_string_match},
    {"pack", perilune_string_pack},         {"packsize", perilune_string_packsize}, {"rep", perilune_string_rep},
    {"reverse", perilune_string_reverse},   {"sub", perilune_string_sub},         {"unpack", perilune_string_unpack},
    {"upper", perilune_string_upper},       {NULL, NULL},
};

void perilune_open_string(lua_State *L) {
  luaL_newlib(L, functions);
  lua_pushliteral(L, "");
  lua_newtable(L);
  perilune_open_arithmetic(L);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}
