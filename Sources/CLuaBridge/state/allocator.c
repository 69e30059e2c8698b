/* Memory with a limit. Lua answers a refusal with a full collection and one more request of the same size, so only a
 * second refusal in a row means that the limit is reached; buffers of the auxiliary library ask once, which
 * perilune_check_status notices by the refusal that was never made good. */
#include <stdlib.h>

#include "../internal.h"

static bool must_refuse(perilune_state *state, size_t growth) {
  state->ordinal++;
  if (state->refuse_from != 0 && state->ordinal >= state->refuse_from) return true;
  return growth > state->limit - state->used;
}

static void *refuse(perilune_state *state, size_t size) {
  if (state->refused == size) {
    perilune_expire(state, PERILUNE_MEMORY);
  } else {
    state->refused = size;
  }
  return NULL;
}

void *perilune_allocate(void *owner, void *block, size_t old_size, size_t new_size) {
  perilune_state *state = owner;
  if (block == NULL) old_size = 0; /* Lua passes the kind of the new object here */
  if (new_size == 0) {
    free(block);
    state->used -= old_size;
    return NULL;
  }
  bool grows = new_size > old_size;
  if (grows && must_refuse(state, new_size - old_size)) return refuse(state, new_size);
  void *result = realloc(block, new_size);
  if (result == NULL) return grows ? refuse(state, new_size) : block; /* Lua needs shrinking to succeed */
  if (grows && state->refused == new_size) state->refused = 0;
  state->used = state->used - old_size + new_size;
  if (state->used > state->peak) state->peak = state->used;
  return result;
}

void perilune_state_refuse_allocation(perilune_state *state, size_t ordinal) {
  state->ordinal = 0;
  state->refuse_from = ordinal;
}

size_t perilune_state_memory(const perilune_state *state) { return state->used; }
