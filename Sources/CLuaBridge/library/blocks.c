/* Long texts, block after block. */
#include "../internal.h"

char *perilune_grow(luaL_Buffer *text, size_t count) {
  const perilune_state *state = perilune_of(text->L);
  size_t size = text->size / 2 * 3; /* what it will ask for */
  if (size < text->n + count) size = text->n + count;
  if (size > state->limit - state->used) lua_gc(text->L, LUA_GCCOLLECT);
  return luaL_prepbuffsize(text, count);
}

static void add_block(luaL_Buffer *text, const char *bytes, size_t count) { /* [-0, +0 or a box, e] */
  memcpy(perilune_prepare(text, count), bytes, count);
  luaL_addsize(text, count);
}

void perilune_add_blocks(luaL_Buffer *text, const char *bytes, size_t count) {
  while (count > PERILUNE_BLOCK) {
    add_block(text, bytes, PERILUNE_BLOCK);
    perilune_spend(text->L, PERILUNE_BLOCK / PERILUNE_STEP);
    bytes += PERILUNE_BLOCK;
    count -= PERILUNE_BLOCK;
  }
  add_block(text, bytes, count);
  perilune_spend(text->L, count / PERILUNE_STEP);
}

size_t perilune_find_byte(lua_State *L, const char *bytes, size_t count, char byte) {
  for (size_t done = 0; done < count;) {
    size_t part = count - done < PERILUNE_BLOCK ? count - done : PERILUNE_BLOCK;
    const char *found = memchr(bytes + done, byte, part);
    if (part >= PERILUNE_STEP) perilune_spend(L, part / PERILUNE_STEP);
    if (found != NULL) return (size_t)(found - bytes);
    done += part;
  }
  return count;
}
