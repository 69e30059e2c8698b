#include "../internal.h"

static bool try_to_grow(perilune_state *state, perilune_buffer *buffer, size_t capacity) {
  perilune_enter_critical(state);
  void *bytes = perilune_allocate(state, buffer->bytes, buffer->capacity, capacity);
  if (bytes != NULL) {
    buffer->bytes = bytes;
    buffer->capacity = capacity;
  }
  perilune_leave_critical(state);
  return bytes != NULL;
}

static void grow(lua_State *L, perilune_buffer *buffer, size_t capacity) { /* [-0, +0, e] */
  perilune_state *state = perilune_of(L);
  if (try_to_grow(state, buffer, capacity)) return;
  lua_gc(L, LUA_GCCOLLECT);
  if (try_to_grow(state, buffer, capacity)) return;
  perilune_expire(state, PERILUNE_MEMORY);
  perilune_raise_expired(L);
}

void perilune_buffer_grow(lua_State *L, perilune_buffer *buffer, size_t count) {
  size_t needed = buffer->count + count; /* both are sizes of living blocks: the sum cannot wrap */
  size_t capacity = buffer->capacity < 256 ? 256 : buffer->capacity * 2;
  grow(L, buffer, capacity < needed ? needed : capacity);
}

/* The count grows last, so the bytes that it covers are whole whenever an invocation is abandoned. */
void perilune_buffer_append(lua_State *L, perilune_buffer *buffer, const void *bytes, size_t count) {
  perilune_buffer_reserve(L, buffer, count);
  if (count > 0) memcpy(buffer->bytes + buffer->count, bytes, count);
  atomic_signal_fence(memory_order_seq_cst);
  buffer->count += count;
}

/* A script decides how long its error is, and the host keeps it: what is too long is cut between two characters. */
void perilune_keep_message(lua_State *L, const char *bytes, size_t count) {
  static const char cut[] = "… (cut)";
  perilune_state *state = perilune_of(L);
  size_t kept = count;
  if (count > PERILUNE_MESSAGE_SIZE) {
    kept = PERILUNE_MESSAGE_SIZE - sizeof cut;
    while (kept > 0 && ((unsigned char)bytes[kept] & 0xC0) == 0x80) kept--;
  }
  state->message.count = 0;
  perilune_buffer_append(L, &state->message, bytes, kept);
  if (kept < count) perilune_buffer_append(L, &state->message, cut, sizeof cut - 1);
}

void perilune_buffer_free(perilune_state *state, perilune_buffer *buffer) {
  perilune_allocate(state, buffer->bytes, buffer->capacity, 0);
  *buffer = (perilune_buffer){0};
}
