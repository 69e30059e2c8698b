#include "view.h"

/* MARK: Views */

static void check_generation(lua_State *L, const perilune_view *view) { /* [-0, +0, e] */
  if (view->generation != perilune_of(L)->generation) luaL_error(L, "the context of an earlier call cannot be read");
}

perilune_view *perilune_view_at(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index)) return NULL;
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_VIEW);
  bool is_view = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  if (!is_view) return NULL;
  perilune_view *view = lua_touserdata(L, index);
  check_generation(L, view);
  return view;
}

/* The first argument of an event, which only Lua itself can call and calls with a view: [-0, +0, e]. */
static perilune_view *self(lua_State *L) {
  perilune_view *view = lua_touserdata(L, 1);
  if (view == NULL || lua_rawlen(L, 1) != sizeof *view) luaL_typeerror(L, 1, "context");
  check_generation(L, view);
  return view;
}

static void aim(const perilune_state *state, perilune_view *view, const perilune_tape *tape, uint64_t offset) {
  *view = (perilune_view){.tape = tape, .offset = offset, .generation = state->generation, .length = UINT32_MAX};
  view->node = perilune_node_at(tape, offset);
  view->node.count = perilune_tape_children(tape, &view->node);
  view->is_root = tape == &state->tapes[0] && offset == PERILUNE_TAPE_ROOT && view->node.tag == PERILUNE_TAG_OBJECT;
}

static void make(lua_State *L, const perilune_tape *tape, uint64_t offset) { /* [-0, +1, e] */
  perilune_view *view = lua_newuserdatauv(L, sizeof *view, 0);
  aim(perilune_of(L), view, tape, offset);
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_VIEW);
  lua_setmetatable(L, -2);
}

/* An object of an earlier invocation serves again: nothing of a script outlives its invocation, so nobody else has it. */
static void push_first(lua_State *L, const perilune_tape *tape, uint64_t offset, uint32_t index) { /* [-0, +1, e] */
  perilune_state *state = perilune_of(L);
  lua_Integer slot = PERILUNE_SLOT_FIRST_VIEW + (lua_Integer)index;
  if (index < state->views_made) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, slot);
    aim(state, lua_touserdata(L, -1), tape, offset);
    return;
  }
  make(L, tape, offset);
  lua_pushvalue(L, -1);
  lua_rawseti(L, LUA_REGISTRYINDEX, slot);
  state->views_made = index + 1;
}

/* One buffer may be two tapes of an invocation, whose views differ. Nodes stand 8 bytes apart: low bits are free. */
static const void *identity_of(const perilune_state *state, const perilune_tape *tape, uint64_t offset) {
  return tape->start + offset + (tape - state->tapes);
}

/* The first views of an invocation are found by a short walk, later ones in a table. */
static void push_view(lua_State *L, const perilune_tape *tape, uint64_t offset) { /* [-0, +1, e] */
  perilune_state *state = perilune_of(L);
  const void *identity = identity_of(state, tape, offset);
  uint32_t count = state->view_count;
  for (uint32_t i = 0; i < count; i++) {
    if (state->views[i] != identity) continue;
    lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_FIRST_VIEW + (lua_Integer)i);
    return;
  }
  if (count < PERILUNE_FIRST_VIEWS) {
    push_first(L, tape, offset, count);
    state->views[count] = identity;
    state->view_count++;
    return;
  }
  perilune_transient_push(L, PERILUNE_TRANSIENT_VIEWS);
  if (lua_rawgetp(L, -1, identity) == LUA_TNIL) {
    lua_pop(L, 1);
    make(L, tape, offset);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, -3, identity);
  }
  lua_remove(L, -2);
}

static void push_node(lua_State *L, const perilune_tape *tape, uint64_t offset) { /* [-0, +1, e]: with room for 6 */
  perilune_node node = perilune_node_at(tape, offset);
  double number;
  switch (node.tag) {
    case PERILUNE_TAG_FALSE: lua_pushboolean(L, 0); break;
    case PERILUNE_TAG_TRUE: lua_pushboolean(L, 1); break;
    case PERILUNE_TAG_INTEGER: lua_pushinteger(L, (lua_Integer)node.payload); break;
    case PERILUNE_TAG_DOUBLE:
      memcpy(&number, &node.payload, sizeof number);
      lua_pushnumber(L, number);
      break;
    case PERILUNE_TAG_STRING:
      perilune_spend(L, 1 + node.count / PERILUNE_STEP);
      perilune_push_text(L, perilune_tape_bytes(tape, node.payload, node.count));
      break;
    case PERILUNE_TAG_ARRAY:
    case PERILUNE_TAG_OBJECT: push_view(L, tape, offset); break;
    default: lua_pushlightuserdata(L, perilune_null()); break;
  }
}

void perilune_view_push(lua_State *L, const perilune_tape *tape, uint64_t offset) {
  luaL_checkstack(L, 6, "no room for a value of the context");
  push_node(L, tape, offset);
}

/* MARK: Items */

/* Where nothing is withheld the place is the index. Else the walk goes on from the latest item, so that one pass over
 * an array stays linear. */
uint32_t perilune_view_item(lua_State *L, perilune_view *view, lua_Integer place) {
  if (place < 1 || place > (lua_Integer)view->node.count) return UINT32_MAX;
  if (!view->tape->hides) return (uint32_t)place - 1;
  bool goes_on = view->place != 0 && view->place <= place;
  uint32_t at = goes_on ? view->place : 1;
  uint32_t index = perilune_tape_visible(view->tape, &view->node, goes_on ? view->index : 0);
  for (; at < place && index < view->node.count; at++) {
    if ((at & 63) == 0) perilune_spend(L, 64);
    index = perilune_tape_visible(view->tape, &view->node, index + 1);
  }
  if (index >= view->node.count) return UINT32_MAX;
  view->place = at;
  view->index = index;
  return index;
}

lua_Integer perilune_view_length(lua_State *L, perilune_view *view) {
  if (!view->tape->hides) return view->node.count;
  if (view->length != UINT32_MAX) return view->length;
  uint32_t length = 0;
  for (uint32_t i = perilune_tape_visible(view->tape, &view->node, 0); i < view->node.count; length++) {
    if ((length & 63) == 63) perilune_spend(L, 64);
    i = perilune_tape_visible(view->tape, &view->node, i + 1);
  }
  view->length = length;
  return length;
}

/* MARK: Events */

static int get_field(lua_State *L) {
  perilune_view *view = self(L);
  uint32_t index = UINT32_MAX;
  int type = lua_type(L, 2);
  if (type == LUA_TSTRING && view->node.tag == PERILUNE_TAG_OBJECT) {
    perilune_bytes name = perilune_text_at(L, 2);
    if (view->is_root && perilune_root_get(L, name)) return 1;
    index = perilune_tape_find(view->tape, &view->node, name);
  } else if (type == LUA_TNUMBER && view->node.tag == PERILUNE_TAG_ARRAY) {
    int is_integer = 0;
    lua_Integer place = lua_tointegerx(L, 2, &is_integer);
    if (is_integer) index = perilune_view_item(L, view, place);
  }
  if (index == UINT32_MAX) {
    lua_pushnil(L);
  } else {
    push_node(L, view->tape, perilune_tape_child(&view->node, index)); /* an event starts with room for 20 */
  }
  return 1;
}

static int set_field(lua_State *L) {
  perilune_view *view = self(L);
  if (view->is_root && lua_type(L, 2) == LUA_TSTRING && perilune_root_set(L, perilune_text_at(L, 2), 3)) return 0;
  perilune_view_push_path(L, view, 2);
  const char *advice = "the context is read-only; propose with tx:set";
  return luaL_error(L, "attempt to assign to context field '%s' (%s)", lua_tostring(L, -1), advice);
}

/* As of a table: an object has no items. */
static int get_length(lua_State *L) {
  perilune_view *view = self(L);
  lua_pushinteger(L, view->node.tag == PERILUNE_TAG_ARRAY ? perilune_view_length(L, view) : 0);
  return 1;
}

/* The index of the field after the one that has the key: [-0, +0, e]. */
static uint32_t field_after(lua_State *L, perilune_view *view, int key) {
  if (lua_isnil(L, key)) return 0;
  perilune_bytes text = perilune_text_at(L, key);
  bool is_latest = view->index < view->node.count &&
                   perilune_compare_bytes(perilune_tape_key(view->tape, &view->node, view->index), text) == 0;
  return is_latest ? view->index + 1 : perilune_tape_after(view->tape, &view->node, text);
}

static bool push_next_field(lua_State *L, perilune_view *view, int key) { /* [-0, +0 or +2, e] */
  uint32_t index = perilune_tape_visible(view->tape, &view->node, field_after(L, view, key));
  if (index >= view->node.count) return false;
  view->index = index;
  perilune_push_text(L, perilune_tape_key(view->tape, &view->node, index));
  perilune_view_push(L, view->tape, perilune_tape_child(&view->node, index));
  return true;
}

static bool push_next_item(lua_State *L, perilune_view *view, int key) { /* [-0, +0 or +2, e] */
  lua_Integer place = lua_isnil(L, key) ? 0 : lua_tointeger(L, key);
  uint32_t index = perilune_view_item(L, view, place + 1);
  if (index == UINT32_MAX) return false;
  lua_pushinteger(L, place + 1);
  perilune_view_push(L, view->tape, perilune_tape_child(&view->node, index));
  return true;
}

bool perilune_view_push_next(lua_State *L, perilune_view *view, int key) {
  bool is_object = view->node.tag == PERILUNE_TAG_OBJECT;
  bool fits = lua_isnil(L, key) || (is_object ? lua_type(L, key) == LUA_TSTRING : lua_isinteger(L, key));
  if (!fits) luaL_error(L, "invalid key to 'next'");
  luaL_checkstack(L, 8, "no room for a value of the context");
  if (!view->is_root) return is_object ? push_next_field(L, view, key) : push_next_item(L, view, key);
  perilune_bytes after = perilune_text_at(L, key);
  return perilune_root_next(L, view, lua_isnil(L, key) ? NULL : &after);
}

/* Scripts have this function from `pairs`, and may call it with anything. */
int perilune_view_next(lua_State *L) {
  perilune_view *view = perilune_view_at(L, 1);
  luaL_argexpected(L, view != NULL, 1, "context");
  lua_settop(L, 2);
  if (perilune_view_push_next(L, view, 2)) return 2;
  lua_pushnil(L);
  return 1;
}

static int get_pairs(lua_State *L) {
  self(L);
  lua_settop(L, 1);
  lua_pushcfunction(L, perilune_view_next);
  lua_insert(L, 1);
  lua_pushnil(L);
  return 3;
}

static const luaL_Reg events[] = {
    {"__index", get_field}, {"__newindex", set_field}, {"__len", get_length}, {"__pairs", get_pairs}, {NULL, NULL},
};

void perilune_open_views(lua_State *L) {
  luaL_newlib(L, events);
  lua_pushliteral(L, "context");
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_rawseti(L, LUA_REGISTRYINDEX, PERILUNE_SLOT_VIEW);
}
