/* Lua values to encoded bytes: only what JSON can say, within the limits, with keys in their defined order. Tables are
 * read raw, so no metamethod of the script runs here. */
#include <math.h>

#include "../context/view.h"

/* What each value costs of the output limit besides its bytes: the host builds an object of some size for it. */
#define PERILUNE_VALUE_COST 15

/* Where the writer stands, for messages: a chain along the C stack. */
typedef struct place {
  const struct place *parent;
  const char *key;
  lua_Integer index; /* counts when key is null */
} place;

typedef struct {
  lua_State *L;
  perilune_state *state;
  perilune_buffer *target;
  const char *what;
  uint32_t depth;
} writer;

int perilune_invalid_output(lua_State *L) {
  perilune_state *state = perilune_of(L);
  size_t count = 0;
  const char *bytes = lua_tolstring(L, -1, &count);
  perilune_keep_message(L, bytes, count);
  perilune_expire(state, PERILUNE_OUTPUT);
  return perilune_raise_expired(L);
}

static void add_place(luaL_Buffer *text, const place *at) { /* [-0, +0, e] on a buffer */
  if (at == NULL) return;
  add_place(text, at->parent);
  if (at->key != NULL) {
    luaL_addchar(text, '.');
    luaL_addstring(text, at->key);
  } else {
    lua_pushfstring(text->L, "[%I]", (LUAI_UACINT)at->index);
    luaL_addvalue(text);
  }
}

static void fail(writer *output, const place *at, const char *reason) { /* [-0, +0, e]: never returns */
  luaL_Buffer text;
  luaL_buffinit(output->L, &text);
  luaL_addstring(&text, output->what);
  if (at != NULL) luaL_addstring(&text, " at ");
  size_t start = luaL_bufflen(&text);
  add_place(&text, at);
  if (at != NULL && luaL_buffaddr(&text)[start] == '.') {
    memmove(luaL_buffaddr(&text) + start, luaL_buffaddr(&text) + start + 1, luaL_bufflen(&text) - start - 1);
    luaL_buffsub(&text, 1);
  }
  luaL_addstring(&text, reason);
  luaL_pushresult(&text);
  perilune_invalid_output(output->L);
}

/* Raises unless that much more of the output fits: [-0, +0, e]. */
static void check_room(writer *output, size_t cost) {
  size_t limit = output->state->call->output_limit;
  if (output->state->output_used <= limit && cost <= limit - output->state->output_used) return;
  lua_pushfstring(output->L, " exceeds the output limit of %I bytes", (LUAI_UACINT)limit);
  fail(output, NULL, lua_tostring(output->L, -1));
}

/* Room for `count` bytes, which `keep` makes a part of the output once they are written. */
static uint8_t *reserve(writer *output, size_t count, size_t cost) { /* [-0, +0, e] */
  check_room(output, count + cost);
  perilune_buffer_reserve(output->L, output->target, count);
  output->state->output_used += count + cost;
  return output->target->bytes + output->target->count;
}

/* The count grows last, so the bytes that it covers are whole whenever an invocation is abandoned. */
static void keep(writer *output, size_t count) {
  atomic_signal_fence(memory_order_seq_cst);
  output->target->count += count;
}

static void put_tag(writer *output, uint8_t tag) { /* [-0, +0, e] */
  *reserve(output, 1, PERILUNE_VALUE_COST) = tag;
  keep(output, 1);
}

static void put_count(writer *output, size_t count) { /* [-0, +0, e] */
  uint32_t small = (uint32_t)count;
  memcpy(reserve(output, sizeof small, 0), &small, sizeof small);
  keep(output, sizeof small);
}

static void put_word(writer *output, uint8_t tag, uint64_t word) { /* [-0, +0, e] */
  uint8_t *next = reserve(output, 1 + sizeof word, PERILUNE_VALUE_COST);
  *next = tag;
  memcpy(next + 1, &word, sizeof word);
  keep(output, 1 + sizeof word);
}

/* The count, then the bytes. */
static void place_bytes(uint8_t *next, const char *bytes, size_t count) {
  uint32_t small = (uint32_t)count;
  memcpy(next, &small, sizeof small);
  if (count > 0) memcpy(next + sizeof small, bytes, count);
}

static void put_number(writer *output, int index, const place *at) {
  if (lua_isinteger(output->L, index)) {
    put_word(output, PERILUNE_TAG_INTEGER, (uint64_t)lua_tointeger(output->L, index));
    return;
  }
  double number = lua_tonumber(output->L, index);
  uint64_t bits;
  if (!isfinite(number)) fail(output, at, " is not a finite number");
  memcpy(&bits, &number, sizeof bits);
  put_word(output, PERILUNE_TAG_DOUBLE, bits);
}

static const char *text_at(writer *output, int index, const place *at, size_t *count) { /* [-0, +0, e] */
  const char *bytes = lua_tolstring(output->L, index, count);
  if (*count > UINT32_MAX) fail(output, at, " is too long");
  if (!perilune_is_utf8(bytes, *count)) fail(output, at, " is a string that is not UTF-8");
  return bytes;
}

static void put_key(writer *output, int index, const place *at) { /* [-0, +0, e] */
  size_t count = 0;
  const char *bytes = text_at(output, index, at, &count);
  place_bytes(reserve(output, 4 + count, 0), bytes, count);
  keep(output, 4 + count);
}

static void put_string(writer *output, int index, const place *at) { /* [-0, +0, e] */
  size_t count = 0;
  const char *bytes = text_at(output, index, at, &count);
  uint8_t *next = reserve(output, 5 + count, PERILUNE_VALUE_COST);
  *next = PERILUNE_TAG_STRING;
  place_bytes(next + 1, bytes, count);
  keep(output, 5 + count);
}

static void put_value(writer *output, int index, const place *at); /* [-0, +0, e] */

/* What a table is: a list when it is marked or its keys are 1 to n, an object when they are strings. */
typedef enum { LIST, OBJECT, MIXED, SPARSE, ODD_KEYS } shape;

static shape shape_of(writer *output, int index, size_t *count) { /* [-0, +0, e] */
  lua_State *L = output->L;
  lua_Integer border = (lua_Integer)lua_rawlen(L, index);
  size_t strings = 0, inside = 0, outside = 0, odd = 0;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    lua_Integer key = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
    if (lua_type(L, -1) == LUA_TSTRING) strings++;
    else if (key >= 1 && key <= border) inside++;
    else if (lua_type(L, -1) == LUA_TNUMBER) outside++;
    else odd++;
    if (((strings + inside) & 1023) == 1023) perilune_check(L);
  }
  *count = strings + inside;
  if (odd > 0) return ODD_KEYS;
  if (strings > 0 && (inside + outside > 0 || perilune_is_array(L, index))) return MIXED;
  if (outside > 0 || inside != (size_t)border) return SPARSE;
  return strings > 0 || (inside == 0 && !perilune_is_array(L, index)) ? OBJECT : LIST;
}

static void put_list(writer *output, int index, size_t count, const place *at) { /* [-0, +0, e] */
  put_tag(output, PERILUNE_TAG_ARRAY);
  put_count(output, count);
  for (size_t i = 1; i <= count; i++) {
    place item = {at, NULL, (lua_Integer)i};
    lua_rawgeti(output->L, index, (lua_Integer)i);
    put_value(output, lua_gettop(output->L), &item);
    lua_pop(output->L, 1);
    if ((i & 1023) == 1023) perilune_check(output->L);
  }
}

static void put_object(writer *output, int index, size_t count, const place *at) { /* [-0, +0, e] */
  lua_State *L = output->L;
  put_tag(output, PERILUNE_TAG_OBJECT);
  put_count(output, count);
  perilune_order *order = perilune_order_push(L, index);
  int keys = lua_gettop(L) - 1;
  for (size_t i = 0; i < order->count; i++) {
    lua_rawgeti(L, keys, (lua_Integer)order->index[i]);
    place field = {at, lua_tostring(L, -1), 0};
    put_key(output, lua_gettop(L), &field);
    lua_pushvalue(L, -1);
    lua_rawget(L, index);
    put_value(output, lua_gettop(L), &field);
    lua_pop(L, 2);
    if ((i & 1023) == 1023) perilune_check(L);
  }
  lua_pop(L, 2);
}

static void put_view_fields(writer *output, perilune_view *view, const place *at) { /* [-0, +0, e] */
  lua_State *L = output->L;
  uint32_t count = 0;
  put_tag(output, PERILUNE_TAG_OBJECT);
  size_t start = output->target->count;
  put_count(output, 0);
  lua_pushnil(L);
  for (; perilune_view_push_next(L, view, lua_gettop(L)); count++) {
    lua_remove(L, -3); /* the key before */
    place field = {at, lua_tostring(L, -2), 0};
    put_key(output, lua_gettop(L) - 1, &field);
    put_value(output, lua_gettop(L), &field);
    lua_pop(L, 1);
    perilune_check(L);
  }
  lua_pop(L, 1);
  memcpy(output->target->bytes + start, &count, sizeof count);
}

static void put_view_items(writer *output, perilune_view *view, const place *at) { /* [-0, +0, e] */
  lua_State *L = output->L;
  lua_Integer count = perilune_view_length(L, view);
  put_tag(output, PERILUNE_TAG_ARRAY);
  put_count(output, (size_t)count);
  for (lua_Integer i = 1; i <= count; i++) {
    place item = {at, NULL, i};
    perilune_view_push(L, view->tape, perilune_tape_child(&view->node, perilune_view_item(L, view, i)));
    put_value(output, lua_gettop(L), &item);
    lua_pop(L, 1);
    perilune_check(L);
  }
}

static void enter(writer *output, const place *at) { /* [-0, +0, e] */
  if (++output->depth > output->state->call->depth_limit) fail(output, at, " is nested too deeply, or contains itself");
  luaL_checkstack(output->L, 12, "the value is nested too deeply");
}

/* A part of the context, as far as the script may see it. */
static void put_view(writer *output, int index, const place *at) { /* [-0, +0, e] */
  perilune_view *view = perilune_view_at(output->L, index);
  if (view == NULL) fail(output, at, " is a userdata, which has no JSON form");
  enter(output, at);
  if (view->node.tag == PERILUNE_TAG_OBJECT) {
    put_view_fields(output, view, at);
  } else {
    put_view_items(output, view, at);
  }
  output->depth--;
}

static void put_table(writer *output, int index, const place *at) { /* [-0, +0, e] */
  size_t count = 0;
  enter(output, at);
  if (perilune_is_library(output->L, index)) fail(output, at, " is a library, which has no JSON form");
  perilune_environment_fill(output->L, index);
  shape form = shape_of(output, index, &count);
  check_room(output, count * (1 + PERILUNE_VALUE_COST)); /* before its keys are sorted */
  switch (form) {
    case LIST: put_list(output, index, count, at); break;
    case OBJECT: put_object(output, index, count, at); break;
    case MIXED: fail(output, at, " mixes list items and named fields"); break;
    case SPARSE: fail(output, at, " is a list with holes, or has numbers as keys"); break;
    case ODD_KEYS: fail(output, at, " has a key that is neither a string nor a number"); break;
  }
  output->depth--;
}

static void put_value(writer *output, int index, const place *at) {
  lua_State *L = output->L;
  switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TLIGHTUSERDATA: put_tag(output, PERILUNE_TAG_NULL); break;
    case LUA_TBOOLEAN: put_tag(output, lua_toboolean(L, index) ? PERILUNE_TAG_TRUE : PERILUNE_TAG_FALSE); break;
    case LUA_TNUMBER: put_number(output, index, at); break;
    case LUA_TSTRING: put_string(output, index, at); break;
    case LUA_TTABLE: put_table(output, index, at); break;
    case LUA_TUSERDATA: put_view(output, index, at); break;
    default:
      lua_pushfstring(L, " is a %s, which has no JSON form", luaL_typename(L, index));
      fail(output, at, lua_tostring(L, -1));
  }
}

void perilune_write_value(lua_State *L, int index, perilune_buffer *target, const char *what) {
  writer output = {L, perilune_of(L), target, what, 0};
  put_value(&output, lua_absindex(L, index), NULL);
}

/* An array: the method's name without its object, then the arguments. A script can catch some errors halfway, such as that of
 * a full stack; what they left goes when the next one is written. */
void perilune_write_operation(lua_State *L, const char *method, int last) {
  perilune_state *state = perilune_of(L);
  state->operations.count = state->operations_end;
  writer output = {L, state, &state->operations, method, 0};
  const char *name = method + sizeof "tx:" - 1;
  size_t name_count = strlen(name);
  uint8_t *next = reserve(&output, 10 + name_count, 2 * PERILUNE_VALUE_COST);
  uint32_t parts = (uint32_t)last;
  *next = PERILUNE_TAG_ARRAY;
  memcpy(next + 1, &parts, sizeof parts);
  next[5] = PERILUNE_TAG_STRING;
  place_bytes(next + 6, name, name_count);
  keep(&output, 10 + name_count);
  for (int i = 2; i <= last; i++) put_value(&output, i, NULL);
  state->operations_end = state->operations.count;
}
