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

/* What a loop has done and not yet paid for: each item is a step, and some hundred are paid at once. */
typedef struct {
  lua_State *L;
  uint64_t steps;
} perilune_tally;

static inline void perilune_settle(perilune_tally *tally) { /* [-0, +0, e]: at the end of the loop */
  perilune_spend(tally->L, tally->steps);
  tally->steps = 0;
}

static inline void perilune_count(perilune_tally *tally, uint64_t steps) { /* [-0, +0, e] */
  tally->steps += steps;
  if (__builtin_expect(tally->steps >= 128, 0)) perilune_settle(tally);
}

#endif
