/* Memory with a limit. Lua answers a refusal with a full collection, which asks for nothing, and one more request of the
 * same size, so only a second refusal in a row means that the limit is reached; buffers of the auxiliary library ask once,
 * which perilune_check_status notices by the refusal that was never made good. */
#include "../internal.h"

static bool must_refuse(perilune_state *state, size_t growth) {
  state->ordinal++;
  bool is_ruled = state->refuse_from != 0 && state->ordinal >= state->refuse_from;
  if (is_ruled && state->ordinal - state->refuse_from < state->refuse_count) return true;
  return growth > state->limit - state->used;
}

/* While one refusal was not made good, any further one is the second. */
static void *refuse(perilune_state *state, size_t size) {
  if (state->refused == 0) {
    state->refused = size;
    return NULL;
  }
  /* Lua calls no message handler for this error, so the place is kept here. */
  if (state->expired == 0 && state->executing != NULL) perilune_capture_traceback(state, state->executing, 0);
  perilune_expire(state, PERILUNE_MEMORY);
  return NULL;
}

static void account(perilune_state *state, size_t old_size, size_t new_size) {
  if (new_size > old_size && state->refused == new_size) state->refused = 0;
  state->used = state->used - old_size + new_size;
  if (state->used > state->peak) state->peak = state->used;
}

/* The books of the arena are never left open: an invocation is not abandoned in here. */
static void *allocate(perilune_state *state, size_t size) {
  perilune_enter_critical(state);
  void *block = perilune_arena_allocate(&state->arena, size);
  perilune_leave_critical(state);
  return block;
}

static void release(perilune_state *state, void *block) {
  perilune_enter_critical(state);
  perilune_arena_free(&state->arena, block);
  perilune_leave_critical(state);
}

static bool resize(perilune_state *state, void *block, size_t size) {
  perilune_enter_critical(state);
  bool fits = perilune_arena_resize(&state->arena, block, size);
  perilune_leave_critical(state);
  return fits;
}

/* Copying may take long, so it stands outside of the critical parts. */
static void *reallocate(perilune_state *state, void *block, size_t old_size, size_t new_size) {
  state->moved_block = true;
  if (resize(state, block, new_size)) return block;
  void *target = allocate(state, new_size);
  if (target == NULL) return new_size <= old_size ? block : NULL; /* Lua needs shrinking to succeed */
  memcpy(target, block, old_size < new_size ? old_size : new_size);
  release(state, block);
  return target;
}

void *perilune_allocate(void *owner, void *block, size_t old_size, size_t new_size) {
  perilune_state *state = owner;
  if (block == NULL) old_size = 0; /* Lua passes the kind of the new object here */
  if (new_size == 0) {
    if (block != NULL) release(state, block);
    state->used -= old_size;
    return NULL;
  }
  if (new_size > old_size && must_refuse(state, new_size - old_size)) return refuse(state, new_size);
  state->moved_block = false;
  void *result = block == NULL ? allocate(state, new_size) : reallocate(state, block, old_size, new_size);
  if (result == NULL) return refuse(state, new_size);
  account(state, old_size, new_size);
  return result;
}

void perilune_state_refuse_allocation(perilune_state *state, size_t ordinal, size_t count) {
  state->ordinal = 0;
  state->refuse_from = ordinal;
  state->refuse_count = count;
}

size_t perilune_state_requests(const perilune_state *state) { return state->ordinal; }

size_t perilune_state_memory(const perilune_state *state) { return state->used; }
