/* The functions of the string library that know no pattern, each a lua_CFunction. */
#ifndef PERILUNE_STRING_FUNCTIONS_H
#define PERILUNE_STRING_FUNCTIONS_H

#include "../../internal.h"

int perilune_string_byte(lua_State *L);
int perilune_string_char(lua_State *L);
int perilune_string_format(lua_State *L);
int perilune_string_len(lua_State *L);
int perilune_string_lower(lua_State *L);
int perilune_string_pack(lua_State *L);
int perilune_string_packsize(lua_State *L);
int perilune_string_rep(lua_State *L);
int perilune_string_reverse(lua_State *L);
int perilune_string_sub(lua_State *L);
int perilune_string_unpack(lua_State *L);
int perilune_string_upper(lua_State *L);

/* arithmetic.c: the events of the strings' metatable, which is on top. */
void perilune_open_arithmetic(lua_State *L); /* [-0, +0, e] */

#endif
