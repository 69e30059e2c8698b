/* totable(value): a table of the script's own with what the script may see of a part of the context. */
#include "view.h"

#define PERILUNE_COPY_DEPTH 160 /* deeper than a host's context may be */

static void copy(lua_State *L, int depth); /* [-1, +1, e] */

static void copy_fields(lua_State *L, perilune_view *view, int depth) { /* [-0, +1, e] */
  lua_createtable(L, 0, (int)(view->node.count & 0xFFFF));
  lua_pushnil(L);
  while (perilune_view_push_next(L, view, lua_gettop(L))) {
    lua_remove(L, -3); /* the key before */
    copy(L, depth - 1);
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -4);
    perilune_spend(L, 1);
  }
  lua_pop(L, 1);
}

static void copy_items(lua_State *L, perilune_view *view, int depth) { /* [-0, +1, e] */
  lua_Integer length = perilune_view_length(L, view);
  lua_createtable(L, (int)(length & 0xFFFFFF), 0);
  perilune_mark_array(L);
  for (lua_Integer i = 1; i <= length; i++) {
    uint32_t index = perilune_view_item(L, view, i);
    perilune_view_push(L, view->tape, perilune_tape_child(&view->node, index));
    copy(L, depth - 1);
    lua_rawseti(L, -2, i);
    perilune_spend(L, 1);
  }
}

static void copy(lua_State *L, int depth) {
  perilune_view *view = perilune_view_at(L, -1);
  if (view == NULL) return;
  if (depth == 0) luaL_error(L, "the context is nested too deeply to copy");
  luaL_checkstack(L, 10, "the context is nested too deeply to copy");
  if (view->node.tag == PERILUNE_TAG_OBJECT) {
    copy_fields(L, view, depth);
  } else {
    copy_items(L, view, depth);
  }
  lua_remove(L, -2);
}

int perilune_totable(lua_State *L) {
  lua_settop(L, 1);
  bool is_table = lua_istable(L, 1);
  luaL_argexpected(L, is_table || perilune_view_at(L, 1) != NULL, 1, "context or table");
  copy(L, PERILUNE_COPY_DEPTH);
  return 1;
}
