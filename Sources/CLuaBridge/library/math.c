/* The math library with random numbers that belong to the invocation: xoshiro256** (Blackman and Vigna), the generator
 * of Lua 5.4 with its ways of seeding and projecting, so a seed gives the numbers that Lua itself would give. */
#include "../internal.h"

static uint64_t rotate_left(uint64_t value, int count) { return value << count | value >> (64 - count); }

static uint64_t next_random(uint64_t *s) {
  uint64_t result = rotate_left(s[1] * 5, 7) * 9;
  uint64_t shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = rotate_left(s[3], 45);
  return result;
}

void perilune_random_seed(perilune_state *state, uint64_t first, uint64_t second) {
  state->random[0] = first;
  state->random[1] = 0xFF; /* never all zero */
  state->random[2] = second;
  state->random[3] = 0;
  for (int i = 0; i < 16; i++) next_random(state->random);
  state->is_seeded = true;
}

/* A number from 0 to `limit` without bias: cut to the least power of two above it, again until it fits. */
static uint64_t project(uint64_t *s, uint64_t random, uint64_t limit) {
  uint64_t mask = limit;
  for (int shift = 1; shift < 64; shift *= 2) mask |= mask >> shift;
  while ((random &= mask) > limit) random = next_random(s);
  return random;
}

static int random_number(lua_State *L) {
  perilune_state *state = perilune_of(L);
  uint64_t *s = state->random;
  if (!state->is_seeded) perilune_random_seed(state, state->call->seed, 0);
  uint64_t random = next_random(s);
  lua_Integer low = 1;
  lua_Integer high = 0;
  switch (lua_gettop(L)) {
    case 0: lua_pushnumber(L, (double)(random >> 11) * 0x1p-53); return 1;
    case 1:
      high = luaL_checkinteger(L, 1);
      if (high == 0) {
        lua_pushinteger(L, (lua_Integer)random);
        return 1;
      }
      break;
    case 2:
      low = luaL_checkinteger(L, 1);
      high = luaL_checkinteger(L, 2);
      break;
    default: return luaL_error(L, "wrong number of arguments");
  }
  luaL_argcheck(L, low <= high, 1, "interval is empty");
  uint64_t offset = project(s, random, (uint64_t)high - (uint64_t)low);
  lua_pushinteger(L, (lua_Integer)(offset + (uint64_t)low));
  return 1;
}

/* Without arguments it starts the invocation's own sequence again: there is no other source of chance. */
static int random_seed(lua_State *L) {
  perilune_state *state = perilune_of(L);
  bool is_given = !lua_isnone(L, 1);
  lua_Integer first = is_given ? luaL_checkinteger(L, 1) : (lua_Integer)state->call->seed;
  lua_Integer second = is_given ? luaL_optinteger(L, 2, 0) : 0;
  perilune_random_seed(state, (uint64_t)first, (uint64_t)second);
  lua_pushinteger(L, first);
  lua_pushinteger(L, second);
  return 2;
}

void perilune_open_math(lua_State *L) {
  luaL_requiref(L, "math", luaopen_math, 0);
  lua_pushcfunction(L, random_number);
  lua_setfield(L, -2, "random");
  lua_pushcfunction(L, random_seed);
  lua_setfield(L, -2, "randomseed");
}
