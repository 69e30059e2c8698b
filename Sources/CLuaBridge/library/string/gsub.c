/* string.gsub. What stays as it is between two replacements is copied in one piece, and nothing is copied while nothing
 * was replaced. */
#include "pattern.h"

enum { SUBJECT = 1, PATTERN, REPLACEMENT, VALUE }; /* on the stack; VALUE is the result of a table or function */

typedef struct {
  perilune_matcher matcher;
  luaL_Buffer buffer;
  const char *copied; /* the subject up to here is in the buffer */
  const char *text;   /* of a replacement string */
  size_t count;
  bool is_template;   /* there is a '%' in it */
  bool is_changed;    /* something was replaced */
} substitution;

/* Copies the subject up to the match: [-0, +0 or a box, e]. */
static void copy_before_match(substitution *task) {
  perilune_matcher_append(
      &task->matcher, &task->buffer, task->copied, (size_t)(task->matcher.start - task->copied));
  task->copied = task->matcher.end;
  task->is_changed = true;
}

static void add_capture(substitution *task, int index) { /* [-0, +0 or a box, e] */
  perilune_capture capture;
  if (perilune_capture_get(&task->matcher, index, &capture)) {
    perilune_matcher_append(&task->matcher, &task->buffer, capture.start, (size_t)capture.length);
  } else {
    lua_pushinteger(task->matcher.L, capture.start - task->matcher.subject + 1);
    luaL_addvalue(&task->buffer);
  }
}

/* What the '%' with `letter` after it stands for in a replacement string: [-0, +0 or a box, e]. */
static void add_escaped(substitution *task, char letter) {
  if (letter == '%') {
    luaL_addchar(&task->buffer, '%');
  } else if (letter == '0') {
    const perilune_matcher *matcher = &task->matcher;
    perilune_matcher_append(&task->matcher, &task->buffer, matcher->start, (size_t)(matcher->end - matcher->start));
  } else if (letter >= '1' && letter <= '9') {
    add_capture(task, letter - '1');
  } else {
    perilune_matcher_fail(&task->matcher, "invalid use of '%%' in replacement string", 0);
  }
}

/* The next '%' from `next` on, or `end`: [-0, +0, e]. */
static const char *find_escape(substitution *task, const char *next, const char *end) {
  while (next < end) {
    size_t part = end - next < PERILUNE_BLOCK ? (size_t)(end - next) : PERILUNE_BLOCK;
    const char *found = memchr(next, '%', part);
    perilune_matcher_burn(&task->matcher, 1 + (found == NULL ? (ptrdiff_t)part : found - next) / PERILUNE_STEP);
    if (found != NULL) return found;
    next += part;
  }
  return end;
}

static void set_replacement(substitution *task) { /* [-0, +0, e] */
  task->text = lua_tolstring(task->matcher.L, REPLACEMENT, &task->count);
  const char *end = task->text + task->count;
  task->is_template = find_escape(task, task->text, end) != end;
}

static void add_text(substitution *task) { /* [-0, +0 or a box, e] */
  const char *next = task->text;
  const char *end = next + task->count;
  copy_before_match(task);
  while (task->is_template && next < end) {
    const char *escape = find_escape(task, next, end);
    perilune_matcher_append(&task->matcher, &task->buffer, next, (size_t)(escape - next));
    if (escape == end) return;
    add_escaped(task, escape[1]); /* the '\0' behind the string if the '%' is its last */
    next = escape + 2;
  }
  if (!task->is_template) perilune_matcher_append(&task->matcher, &task->buffer, next, task->count);
}

/* A value that is false leaves the match as it is: [-0, +0 or a box, e]. */
static void add_value(substitution *task, int kind) {
  lua_State *L = task->matcher.L;
  if (kind == LUA_TTABLE) {
    perilune_capture_push(&task->matcher, 0);
    lua_gettable(L, REPLACEMENT);
  } else {
    lua_pushvalue(L, REPLACEMENT);
    lua_call(L, perilune_captures_push(&task->matcher, true), 1);
  }
  bool is_replaced = lua_toboolean(L, -1);
  if (is_replaced && !lua_isstring(L, -1)) {
    luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  }
  lua_replace(L, VALUE); /* the buffer needs its own place on top */
  if (!is_replaced) return;
  size_t count;
  const char *text = lua_tolstring(L, VALUE, &count);
  copy_before_match(task);
  perilune_matcher_append(&task->matcher, &task->buffer, text, count);
}

/* Replaces up to `limit` matches: [-0, +0 or a box, e], how many there were. */
static lua_Integer substitute(substitution *task, int kind, lua_Integer limit) {
  perilune_matcher *matcher = &task->matcher;
  perilune_pattern *pattern = matcher->pattern;
  bool is_anchored = pattern->start != pattern->end && *pattern->start == '^';
  const char *from = matcher->subject;
  const char *last_end = NULL;
  lua_Integer count = 0;
  pattern->start += is_anchored;
  while (count < limit) {
    if (is_anchored) {
      matcher->start = from;
      matcher->end = perilune_match_at(matcher, from);
      if (matcher->end == NULL) break;
    } else if (!perilune_pattern_search(matcher, from, last_end)) {
      break;
    }
    count++;
    from = last_end = matcher->end;
    if (kind == LUA_TSTRING) {
      add_text(task);
    } else {
      add_value(task, kind);
    }
    if (is_anchored) break;
  }
  return count;
}

/* The result: [-0, +1 or more, e]; the subject itself when nothing was replaced. */
static void push_text(substitution *task) {
  perilune_matcher *matcher = &task->matcher;
  if (!task->is_changed) {
    lua_pushvalue(matcher->L, SUBJECT);
    return;
  }
  perilune_matcher_append(matcher, &task->buffer, task->copied, (size_t)(matcher->subject_end - task->copied));
  luaL_pushresult(&task->buffer);
}

int perilune_string_gsub(lua_State *L) {
  size_t subject_count;
  size_t pattern_count;
  const char *subject = luaL_checklstring(L, SUBJECT, &subject_count);
  const char *start = luaL_checklstring(L, PATTERN, &pattern_count);
  int kind = lua_type(L, REPLACEMENT);
  lua_Integer limit = luaL_optinteger(L, 4, (lua_Integer)subject_count + 1);
  if (kind == LUA_TNUMBER) kind = LUA_TSTRING;
  luaL_argexpected(L, kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE, REPLACEMENT,
      "string/function/table");
  perilune_pattern pattern;
  substitution task;
  perilune_pattern_set(&pattern, start, pattern_count);
  perilune_matcher_set(&task.matcher, L, &pattern, subject, subject_count);
  task.copied = subject;
  task.is_changed = false;
  if (kind == LUA_TSTRING) set_replacement(&task);
  lua_settop(L, VALUE);
  luaL_buffinit(L, &task.buffer);
  lua_Integer count = substitute(&task, kind, limit);
  push_text(&task);
  perilune_matcher_settle(&task.matcher);
  lua_pushinteger(L, count);
  return 2;
}
