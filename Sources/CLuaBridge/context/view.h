/* What scripts hold of the context: a read-only userdata for each array or object that they touched. */
#ifndef PERILUNE_VIEW_H
#define PERILUNE_VIEW_H

#include "../internal.h"

typedef struct {
  const perilune_tape *tape; /* one of the state's */
  uint64_t offset;           /* of the node */
  uint64_t generation;       /* of the invocation; a later one cannot read it */
  perilune_node node;        /* its count is that of the children inside of the tape */
  uint32_t place;            /* the latest item that was looked up, from 1; 0: none */
  uint32_t index;            /* its index, or that of the latest field that `next` gave */
  uint32_t length;           /* items that are not withheld; UINT32_MAX: not counted yet */
  bool is_root;              /* the invocation's own fields go over it */
} perilune_view;

static inline void perilune_push_text(lua_State *L, perilune_bytes bytes) { /* [-0, +1, e] */
  lua_pushlstring(L, bytes.count == 0 ? "" : (const char *)bytes.start, bytes.count);
}

static inline perilune_bytes perilune_text_at(lua_State *L, int index) { /* [-0, +0]: of a string */
  size_t count = 0;
  const char *bytes = lua_tolstring(L, index, &count);
  return (perilune_bytes){(const uint8_t *)bytes, count};
}

/* The view at `index`, or NULL for any other value; a stale one is an error: [-0, +0, e]. */
perilune_view *perilune_view_at(lua_State *L, int index);

/* The node at `offset` as a value; there is one view per node and invocation: [-0, +1, e]. */
void perilune_view_push(lua_State *L, const perilune_tape *tape, uint64_t offset);

/* The index of the item at `place`, counted from 1 without the withheld ones; UINT32_MAX: [-0, +0, e]. */
uint32_t perilune_view_item(lua_State *L, perilune_view *view, lua_Integer place);
lua_Integer perilune_view_length(lua_State *L, perilune_view *view); /* [-0, +0, e] */

/* The field or item after that of the key, nil for the first, in the order of `pairs`: [-0, +0 or +2, e]. */
bool perilune_view_push_next(lua_State *L, perilune_view *view, int key);

/* path.c: where the view stands, such as `history[2]`, followed by the key: [-0, +1, e]. */
void perilune_view_push_path(lua_State *L, const perilune_view *view, int key);

/* root.c: the fields of one invocation. */
bool perilune_root_get(lua_State *L, perilune_bytes name);                 /* [-0, +0 or +1, e] */
bool perilune_root_set(lua_State *L, perilune_bytes name, int value);      /* [-0, +0, e] */
bool perilune_root_next(lua_State *L, perilune_view *root, const perilune_bytes *after); /* [-0, +0 or +2, e] */
perilune_bytes perilune_root_name(lua_State *L, const perilune_tape *tape); /* of the field whose tape it is */

#endif
