#include "../internal.h"

static void *grow(lua_State *L, perilune_buffer *buffer, size_t capacity) { /* [-0, +0, e] */
  perilune_state *state = perilune_of(L);
  void *bytes = perilune_allocate(state, buffer->bytes, buffer->capacity, capacity);
  if (bytes != NULL) return bytes;
  lua_gc(L, LUA_GCCOLLECT);
  bytes = perilune_allocate(state, buffer->bytes, buffer->capacity, capacity);
  if (bytes == NULL) {
    perilune_expire(state, PERILUNE_MEMORY);
    perilune_raise_expired(L);
  }
  return bytes;
}

void perilune_buffer_append(lua_State *L, perilune_buffer *buffer, const void *bytes, size_t count) {
  if (count > buffer->capacity - buffer->count) {
    size_t needed = buffer->count + count; /* both are sizes of living blocks: the sum cannot wrap */
    size_t capacity = buffer->capacity < 256 ? 256 : buffer->capacity * 2;
    if (capacity < needed) capacity = needed;
    buffer->bytes = grow(L, buffer, capacity);
    buffer->capacity = capacity;
  }
  if (count > 0) memcpy(buffer->bytes + buffer->count, bytes, count);
  buffer->count += count;
}

void perilune_buffer_free(perilune_state *state, perilune_buffer *buffer) {
  perilune_allocate(state, buffer->bytes, buffer->capacity, 0);
  *buffer = (perilune_buffer){0};
}
