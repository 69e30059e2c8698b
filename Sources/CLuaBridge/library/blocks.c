/* Long texts, block after block. */
#include "../internal.h"

void perilune_add_blocks(luaL_Buffer *text, const char *bytes, size_t count) {
  while (count > PERILUNE_BLOCK) {
    luaL_addlstring(text, bytes, PERILUNE_BLOCK);
    perilune_spend(text->L, PERILUNE_BLOCK / PERILUNE_STEP);
    bytes += PERILUNE_BLOCK;
    count -= PERILUNE_BLOCK;
  }
  luaL_addlstring(text, bytes, count);
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
