/* The context as userdata over the buffer: a value becomes Lua's when it is touched. As tight as it can be, so without
 * bounds, without identity of views and without a check of what the metamethods are called on. */
#include "buffer.h"

typedef struct {
  const buffer_node *node;
} view;

void reference_push_view(lua_State *L, int metatable, const buffer_node *node) {
  view *new = lua_newuserdatauv(L, sizeof *new, 0);
  new->node = node;
  lua_pushvalue(L, metatable);
  lua_setmetatable(L, -2);
}

static void push(lua_State *L, const uint8_t *buffer, const buffer_node *node) { /* [-0, +1, e]: of a metamethod */
  switch (node->tag) {
    case TAG_INTEGER: lua_pushinteger(L, (lua_Integer)node->payload); break;
    case TAG_STRING: lua_pushlstring(L, (const char *)buffer + node->payload, node->count); break;
    default: reference_push_view(L, lua_upvalueindex(1), node);
  }
}

static int get(lua_State *L) {
  const uint8_t *buffer = lua_touserdata(L, lua_upvalueindex(2));
  const buffer_node *node = ((view *)lua_touserdata(L, 1))->node;
  if (node->tag == TAG_OBJECT) {
    size_t count = 0;
    const char *key = lua_tolstring(L, 2, &count);
    const buffer_field *fields = buffer_fields(buffer, node);
    for (uint32_t i = 0; i < node->count; i++) {
      if (fields[i].key_count != count || memcmp(buffer + fields[i].key, key, count) != 0) continue;
      push(L, buffer, &fields[i].node);
      return 1;
    }
  } else {
    lua_Unsigned index = (lua_Unsigned)lua_tointeger(L, 2) - 1;
    if (index < node->count) {
      push(L, buffer, buffer_items(buffer, node) + index);
      return 1;
    }
  }
  return 0;
}

static int length(lua_State *L) {
  lua_pushinteger(L, ((view *)lua_touserdata(L, 1))->node->count);
  return 1;
}

void reference_open_views(lua_State *L, const uint8_t *buffer) {
  lua_createtable(L, 0, 2);
  lua_pushvalue(L, -1);
  lua_pushlightuserdata(L, (void *)buffer);
  lua_pushcclosure(L, get, 2);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, length);
  lua_setfield(L, -2, "__len");
}
