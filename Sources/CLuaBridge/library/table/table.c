/* The table library: Lua's functions with loops that spend the budget. */
#include "functions.h"

static const luaL_Reg functions[] = {
    {"concat", perilune_table_concat}, {"insert", perilune_table_insert}, {"move", perilune_table_move},
    {"pack", perilune_table_pack},     {"remove", perilune_table_remove}, {"sort", perilune_table_sort},
    {"unpack", perilune_table_unpack}, {NULL, NULL},
};

void perilune_open_table(lua_State *L) { luaL_newlib(L, functions); }
