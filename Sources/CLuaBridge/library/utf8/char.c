/* utf8.char. */
#include "functions.h"

/* Writes the sequence of `code`, from its end: how many bytes. */
static size_t write_code(char *target, uint32_t code) {
  if (code < 0x80) {
    *target = (char)code;
    return 1;
  }
  size_t count = 2;
  while (count < PERILUNE_UTF8_SIZE && code >> (5 * count + 1) != 0) count++;
  for (size_t i = count - 1; i > 0; i--, code >>= 6) target[i] = (char)(0x80 | (code & 0x3F));
  target[0] = (char)((0xFFu << (8 - count)) | code);
  return count;
}

static uint32_t check_code(lua_State *L, int index) { /* [-0, +0, e] */
  lua_Unsigned code = (lua_Unsigned)luaL_checkinteger(L, index);
  luaL_argcheck(L, code <= PERILUNE_UTF8_LARGEST, index, "value out of range");
  return (uint32_t)code;
}

int perilune_utf8_char(lua_State *L) {
  int count = lua_gettop(L);
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  for (int i = 1; i <= count; i++) {
    if (i % PERILUNE_UTF8_TURN == 0) perilune_spend(L, PERILUNE_UTF8_TURN);
    uint32_t code = check_code(L, i);
    luaL_addsize(&text, write_code(perilune_prepare(&text, PERILUNE_UTF8_SIZE), code));
  }
  luaL_pushresult(&text);
  return 1;
}
