/* A context as one flat buffer, which the references read: every value is found by its offset. */
#ifndef REFERENCE_BUFFER_H
#define REFERENCE_BUFFER_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "include/creference.h"

enum { TAG_INTEGER, TAG_STRING, TAG_ARRAY, TAG_OBJECT };

typedef struct {
  uint32_t tag;
  uint32_t count;   /* of bytes, items or fields */
  uint64_t payload; /* an integer, or an offset */
} buffer_node;

typedef struct {
  uint32_t key; /* offset */
  uint32_t key_count;
  buffer_node node;
} buffer_field;

static inline const buffer_node *buffer_root(const uint8_t *buffer) { return (const buffer_node *)buffer; }

static inline const buffer_node *buffer_items(const uint8_t *buffer, const buffer_node *array) {
  return (const buffer_node *)(buffer + array->payload);
}

static inline const buffer_field *buffer_fields(const uint8_t *buffer, const buffer_node *object) {
  return (const buffer_field *)(buffer + object->payload);
}

/* What a hook proposes, as plain bytes: the kind, then each argument with its type and count. */
typedef struct {
  uint8_t *bytes;
  size_t count, capacity;
  uint32_t operations;
} proposal_buffer;

static inline void proposal_append(proposal_buffer *buffer, const void *bytes, size_t count) {
  if (buffer->capacity - buffer->count < count) {
    buffer->capacity = 2 * (buffer->capacity + count);
    buffer->bytes = realloc(buffer->bytes, buffer->capacity);
    if (buffer->bytes == NULL) abort();
  }
  memcpy(buffer->bytes + buffer->count, bytes, count);
  buffer->count += count;
}

static inline void proposal_append_value(proposal_buffer *buffer, lua_State *L, int index) { /* [-0, +0] */
  uint8_t type = (uint8_t)lua_type(L, index);
  proposal_append(buffer, &type, sizeof type);
  if (type == LUA_TSTRING) {
    size_t count = 0;
    const char *text = lua_tolstring(L, index, &count);
    uint32_t short_count = (uint32_t)count;
    proposal_append(buffer, &short_count, sizeof short_count);
    proposal_append(buffer, text, count);
  } else {
    lua_Integer number = lua_tointeger(L, index);
    proposal_append(buffer, &number, sizeof number);
  }
}

struct reference_hook {
  lua_State *L;
  const uint8_t *context;
  proposal_buffer proposals;
  reference_style style;
};

/* eager.c, lazy.c: the context as Lua sees it: [-0, +1, e]. */
void reference_push_table(lua_State *L, const uint8_t *buffer, const buffer_node *node);
void reference_open_views(lua_State *L, const uint8_t *buffer); /* [-0, +1]: the metatable of views */
void reference_push_view(lua_State *L, int metatable, const buffer_node *node);

#endif
