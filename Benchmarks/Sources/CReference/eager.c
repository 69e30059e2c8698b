/* The context as Lua tables, made anew for each call. */
#include "buffer.h"

void reference_push_table(lua_State *L, const uint8_t *buffer, const buffer_node *node) {
  switch (node->tag) {
    case TAG_INTEGER: lua_pushinteger(L, (lua_Integer)node->payload); break;
    case TAG_STRING: lua_pushlstring(L, (const char *)buffer + node->payload, node->count); break;
    case TAG_ARRAY:
      luaL_checkstack(L, 4, NULL);
      lua_createtable(L, (int)node->count, 0);
      for (uint32_t i = 0; i < node->count; i++) {
        reference_push_table(L, buffer, buffer_items(buffer, node) + i);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
      }
      break;
    default:
      luaL_checkstack(L, 4, NULL);
      lua_createtable(L, 0, (int)node->count);
      for (uint32_t i = 0; i < node->count; i++) {
        const buffer_field *field = buffer_fields(buffer, node) + i;
        lua_pushlstring(L, (const char *)buffer + field->key, field->key_count);
        reference_push_table(L, buffer, &field->node);
        lua_rawset(L, -3);
      }
  }
}
