/* The functions of the table library, each a lua_CFunction. */
#ifndef PERILUNE_TABLE_FUNCTIONS_H
#define PERILUNE_TABLE_FUNCTIONS_H

#include "../../internal.h"

int perilune_table_concat(lua_State *L);
int perilune_table_insert(lua_State *L);
int perilune_table_move(lua_State *L);
int perilune_table_pack(lua_State *L);
int perilune_table_remove(lua_State *L);
int perilune_table_sort(lua_State *L);
int perilune_table_unpack(lua_State *L);

/* What a function does with its argument. */
enum { PERILUNE_READS = 1, PERILUNE_WRITES = 2, PERILUNE_ASKS_LENGTH = 4 };

/* Raises unless the argument is a table, or has the metamethods for `uses`. */
void perilune_check_list(lua_State *L, int index, int uses); /* [-0, +0, e] */
lua_Integer perilune_list_length(lua_State *L, int index, int uses); /* [-0, +0, e] */

/* Whether raw access does the same as ordinary access. */
static inline bool perilune_is_plain(lua_State *L, int index) { /* [-0, +0] */
  if (!lua_istable(L, index)) return false;
  if (!lua_getmetatable(L, index)) return true;
  lua_pop(L, 1);
  return false;
}

#endif
