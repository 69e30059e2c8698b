/* Where a view stands, for messages: looked up when an error says it, so that views need not know. */
#include "view.h"

#define PERILUNE_PATH_DEPTH 128

static void add_step(lua_State *L, perilune_bytes key, lua_Integer place) { /* [-1, +1, e]: to the path on top */
  if (key.start != NULL) {
    lua_pushstring(L, lua_rawlen(L, -1) > 0 ? "." : "");
    perilune_push_text(L, key);
    lua_concat(L, 3);
  } else {
    lua_pushfstring(L, "[%I]", (LUAI_UACINT)place);
    lua_concat(L, 2);
  }
}

/* Whether the node was found below `at`; then the path on top leads to it: [-1, +1, e]. */
static bool find_path(lua_State *L, const perilune_tape *tape, uint64_t at, uint64_t wanted, int depth) {
  if (at == wanted) return true;
  perilune_node node = perilune_node_at(tape, at);
  if (depth == 0 || (node.tag != PERILUNE_TAG_ARRAY && node.tag != PERILUNE_TAG_OBJECT)) return false;
  luaL_checkstack(L, 4, "the context is nested too deeply");
  uint32_t count = perilune_tape_children(tape, &node);
  lua_Integer place = 0;
  for (uint32_t i = perilune_tape_visible(tape, &node, 0); i < count; i = perilune_tape_visible(tape, &node, i + 1)) {
    bool is_object = node.tag == PERILUNE_TAG_OBJECT;
    place++;
    perilune_spend(L, 1);
    perilune_node child = perilune_node_at(tape, perilune_tape_child(&node, i));
    if (child.tag != PERILUNE_TAG_ARRAY && child.tag != PERILUNE_TAG_OBJECT) continue;
    lua_pushvalue(L, -1);
    add_step(L, is_object ? perilune_tape_key(tape, &node, i) : (perilune_bytes){NULL, 0}, place);
    if (find_path(L, tape, perilune_tape_child(&node, i), wanted, depth - 1)) {
      lua_remove(L, -2);
      return true;
    }
    lua_pop(L, 1);
  }
  return false;
}

void perilune_view_push_path(lua_State *L, const perilune_view *view, int key) {
  perilune_push_text(L, perilune_root_name(L, view->tape));
  find_path(L, view->tape, PERILUNE_TAPE_ROOT, view->offset, PERILUNE_PATH_DEPTH);
  if (key == 0) return;
  if (lua_type(L, key) == LUA_TSTRING) {
    add_step(L, perilune_text_at(L, key), 0);
  } else if (lua_isinteger(L, key)) {
    add_step(L, (perilune_bytes){NULL, 0}, lua_tointeger(L, key));
  } else {
    lua_pushfstring(L, "[%s]", luaL_typename(L, key));
    lua_concat(L, 2);
  }
}
