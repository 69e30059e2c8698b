/* The fields of the root object that belong to one invocation: they go over the context's own, and one of them, the
 * retained field, is a table that the script may change. */
#include "view.h"

static bool is_name(perilune_bytes name, perilune_bytes key) {
  return name.count == key.count && key.count > 0 && memcmp(name.start, key.start, key.count) == 0;
}

/* The place of the name among the fields; `field_count` for the retained one, -1 for none. */
static int find(const perilune_call *call, perilune_bytes name) {
  if (is_name(call->retained, name)) return (int)call->field_count;
  for (size_t i = 0; i < call->field_count; i++) {
    if (is_name(call->fields[i].name, name)) return (int)i;
  }
  return -1;
}

/* A retained field that was set to nil is absent, as any other field of a table. */
static bool is_present(lua_State *L, size_t field) { /* [-0, +0] */
  const perilune_state *state = perilune_of(L);
  if (field < state->call->field_count) {
    const perilune_tape *tape = &state->tapes[field + 1];
    perilune_node root = {0};
    if (state->call->fields[field].tape.count == 0) return true;
    if (tape->start != NULL) root = perilune_node_at(tape, PERILUNE_TAPE_ROOT);
    return tape->start != NULL && !perilune_is_withheld(tape, &root);
  }
  if (state->call->retained.count == 0) return false;
  if (!state->is_retained_used) return true;
  bool is_set = lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_TRANSIENT_RETAINED) != LUA_TNIL;
  lua_pop(L, 1);
  return is_set;
}

/* Made when it is first asked for: [-0, +1, e]. */
static void push_retained(lua_State *L) {
  perilune_state *state = perilune_of(L);
  if (!state->is_retained_used) {
    if (state->call->initial.count > 0) {
      perilune_read_value(L, state->call->initial);
    } else {
      lua_newtable(L);
    }
    perilune_transient_set(L, PERILUNE_TRANSIENT_RETAINED);
    state->is_retained_used = true;
  }
  lua_rawgeti(L, LUA_REGISTRYINDEX, PERILUNE_TRANSIENT_RETAINED);
}

static void push_field(lua_State *L, size_t field) { /* [-0, +1, e] */
  perilune_state *state = perilune_of(L);
  const perilune_call *call = state->call;
  if (field == call->field_count) {
    push_retained(L);
  } else if (call->fields[field].tape.count == 0) {
    lua_pushinteger(L, call->fields[field].integer);
  } else if (is_present(L, field)) {
    perilune_view_push(L, &state->tapes[field + 1], PERILUNE_TAPE_ROOT);
  } else {
    lua_pushnil(L);
  }
}

bool perilune_root_get(lua_State *L, perilune_bytes name) {
  int field = find(perilune_of(L)->call, name);
  if (field >= 0) push_field(L, (size_t)field);
  return field >= 0;
}

bool perilune_root_set(lua_State *L, perilune_bytes name, int value) {
  perilune_state *state = perilune_of(L);
  if (!is_name(state->call->retained, name)) return false;
  lua_pushvalue(L, value);
  perilune_transient_set(L, PERILUNE_TRANSIENT_RETAINED);
  state->is_retained_used = true;
  return true;
}

perilune_bytes perilune_root_name(lua_State *L, const perilune_tape *tape) {
  const perilune_state *state = perilune_of(L);
  ptrdiff_t place = tape - state->tapes;
  return place > 0 && place <= (ptrdiff_t)state->call->field_count ? state->call->fields[place - 1].name
                                                                   : (perilune_bytes){NULL, 0};
}

/* MARK: Order */

/* Whether the name follows `after`, if any, and comes before the least one so far. */
static bool is_between(perilune_bytes name, const perilune_bytes *after, const perilune_bytes *least) {
  return (after == NULL || perilune_compare_bytes(name, *after) > 0) &&
         (least->start == NULL || perilune_compare_bytes(name, *least) < 0);
}

/* The index of the context's own field that follows `after` and that no other goes over. */
static uint32_t next_own(const perilune_call *call, const perilune_view *root, const perilune_bytes *after) {
  uint32_t index = after == NULL ? 0 : perilune_tape_after(root->tape, &root->node, *after);
  for (;; index++) {
    index = perilune_tape_visible(root->tape, &root->node, index);
    if (index >= root->node.count || find(call, perilune_tape_key(root->tape, &root->node, index)) < 0) return index;
  }
}

bool perilune_root_next(lua_State *L, perilune_view *root, const perilune_bytes *after) {
  const perilune_call *call = perilune_of(L)->call;
  uint32_t index = next_own(call, root, after);
  bool is_own = index < root->node.count;
  perilune_bytes least = is_own ? perilune_tape_key(root->tape, &root->node, index) : (perilune_bytes){NULL, 0};
  size_t found = call->field_count + 1;
  for (size_t i = 0; i <= call->field_count; i++) {
    perilune_bytes name = i < call->field_count ? call->fields[i].name : call->retained;
    if (!is_present(L, i) || !is_between(name, after, &least)) continue;
    least = name;
    found = i;
  }
  if (found <= call->field_count) {
    perilune_push_text(L, least);
    push_field(L, found);
  } else if (is_own) {
    perilune_push_text(L, least);
    perilune_view_push(L, root->tape, perilune_tape_child(&root->node, index));
  } else {
    return false;
  }
  return true;
}

void perilune_context_push(lua_State *L) {
  const perilune_tape *tape = &perilune_of(L)->tapes[0];
  perilune_node root = {0};
  if (tape->start != NULL) root = perilune_node_at(tape, PERILUNE_TAPE_ROOT);
  if (tape->start == NULL || perilune_is_withheld(tape, &root)) {
    lua_pushnil(L);
  } else {
    perilune_view_push(L, tape, PERILUNE_TAPE_ROOT);
  }
}
