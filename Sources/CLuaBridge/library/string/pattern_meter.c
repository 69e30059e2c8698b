/* What a matcher spends: its fuel is a part of the budget that it takes in advance. */
#include "pattern.h"

void perilune_matcher_refuel(perilune_matcher *matcher) {
  ptrdiff_t steps = PERILUNE_FUEL - matcher->fuel;
  matcher->fuel = PERILUNE_FUEL;
  perilune_spend(matcher->L, (uint64_t)steps);
}

/* Failing costs what was done until then, or a script could work for nothing. */
void perilune_matcher_fail(perilune_matcher *matcher, const char *format, int number) {
  perilune_matcher_settle(matcher);
  luaL_error(matcher->L, format, number);
  __builtin_unreachable();
}

void perilune_matcher_append(perilune_matcher *matcher, luaL_Buffer *buffer, const char *bytes, size_t count) {
  if (count == 0) return;
  char *target = perilune_prepare(buffer, count);
  for (size_t done = 0; done < count;) {
    size_t part = count - done < PERILUNE_BLOCK ? count - done : PERILUNE_BLOCK;
    memcpy(target + done, bytes + done, part);
    done += part;
    perilune_matcher_burn(matcher, (ptrdiff_t)(part / PERILUNE_STEP));
  }
  luaL_addsize(buffer, count);
}
