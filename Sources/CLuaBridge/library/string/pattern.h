/* Lua's patterns, metered. A pattern is read while it is matched, so that a malformed part is an error only where the
 * match reaches it, as in Lua; what is read of its sets is kept. */
#ifndef PERILUNE_PATTERN_H
#define PERILUNE_PATTERN_H

#include "../../internal.h"

#define PERILUNE_CAPTURES 32      /* Lua's LUA_MAXCAPTURES */
#define PERILUNE_MATCH_DEPTH 200  /* Lua's MAXCCALLS: attempts within attempts */
#define PERILUNE_KEPT_SETS 8
#define PERILUNE_FUEL 500         /* steps between two looks at the budget */
#define PERILUNE_RUN 4096         /* bytes of a simple loop between two looks */

/* Lengths of captures that are none. */
#define PERILUNE_CAPTURE_OPEN (-1)
#define PERILUNE_CAPTURE_POSITION (-2)

typedef enum { PERILUNE_ITEM_ANY, PERILUNE_ITEM_BYTE, PERILUNE_ITEM_SET } perilune_item_kind;

/* What a pattern says about one byte of the subject. */
typedef struct {
  perilune_item_kind kind;
  uint8_t byte;
  const uint64_t *set; /* of 256 bits; a kept set may be overwritten whenever another item is read */
  const char *end;     /* where a suffix may stand */
} perilune_item;

typedef struct {
  const char *start;
  const char *end;
  uint64_t bits[4];
} perilune_kept_set;

/* The item that every match of some part of the pattern starts with. */
typedef struct {
  enum { PERILUNE_LEAD_UNKNOWN, PERILUNE_LEAD_NONE, PERILUNE_LEAD_FOUND } state;
  perilune_item item;
  uint64_t bits[4]; /* its own, so that it stays */
} perilune_lead;

/* What outlives one search: gmatch keeps it from one call of its iterator to the next. */
typedef struct {
  const char *start;
  const char *end;
  unsigned set_count; /* of all that were ever read */
  perilune_lead lead;
  perilune_kept_set sets[PERILUNE_KEPT_SETS];
} perilune_pattern;

typedef struct {
  const char *start;
  ptrdiff_t length;
} perilune_capture;

typedef struct {
  lua_State *L;
  ptrdiff_t fuel;
  int depth; /* attempts that may still be nested */
  int level; /* captures that were begun */
  const char *subject;
  const char *subject_end;
  const char *pattern_end;
  perilune_pattern *pattern;
  const char *start; /* of the match that perilune_pattern_search found */
  const char *end;
  perilune_capture captures[PERILUNE_CAPTURES];
} perilune_matcher;

static inline void perilune_pattern_set(perilune_pattern *pattern, const char *start, size_t count) {
  pattern->start = start;
  pattern->end = start + count;
  pattern->set_count = 0;
  pattern->lead.state = PERILUNE_LEAD_UNKNOWN;
}

static inline void perilune_matcher_set(
    perilune_matcher *matcher, lua_State *L, perilune_pattern *pattern, const char *subject, size_t count) {
  matcher->L = L;
  matcher->fuel = PERILUNE_FUEL;
  matcher->subject = subject;
  matcher->subject_end = subject + count;
  matcher->pattern_end = pattern->end;
  matcher->pattern = pattern;
}

/* pattern.c */
const char *perilune_match_at(perilune_matcher *matcher, const char *at); /* [-0, +0, e]: the match's end, or NULL */

/* pattern_search.c */
void perilune_lead_find(perilune_matcher *matcher, const char *next, perilune_lead *lead); /* [-0, +0, e] */
const char *perilune_lead_skip(
    perilune_matcher *matcher, const perilune_lead *lead, const char *from); /* [-0, +0, e] */
bool perilune_pattern_search(perilune_matcher *matcher, const char *from, const char *last_end); /* [-0, +0, e] */

/* pattern_captures.c */
bool perilune_capture_get(perilune_matcher *matcher, int index, perilune_capture *capture); /* [-0, +0, e] */
void perilune_capture_push(perilune_matcher *matcher, int index);                           /* [-0, +1, e] */
int perilune_captures_push(perilune_matcher *matcher, bool is_whole_wanted);                /* [-0, +n, e] */

/* pattern_item.c */
extern const uint8_t perilune_class_rows[256];    /* by letter; 0: the letter names no class */
extern const uint64_t perilune_class_sets[][4];
void perilune_item_read_set(perilune_matcher *matcher, const char *start, perilune_item *item); /* [-0, +0, e] */
_Noreturn void perilune_item_is_cut(perilune_matcher *matcher);                                 /* [-0, +0, e] */

/* pattern_meter.c */
void perilune_matcher_refuel(perilune_matcher *matcher);                             /* [-0, +0, e] */
_Noreturn void perilune_matcher_fail(perilune_matcher *matcher, const char *format, int number); /* [-0, +0, e] */
void perilune_matcher_append(
    perilune_matcher *matcher, luaL_Buffer *buffer, const char *bytes, size_t count); /* [-0, +0 or a box, e] */

static inline void perilune_matcher_burn(perilune_matcher *matcher, ptrdiff_t steps) { /* [-0, +0, e] */
  matcher->fuel -= steps;
  if (__builtin_expect(matcher->fuel <= 0, 0)) perilune_matcher_refuel(matcher);
}

/* What was burnt and not yet counted: at the end of each function. */
static inline void perilune_matcher_settle(perilune_matcher *matcher) { /* [-0, +0, e] */
  ptrdiff_t steps = PERILUNE_FUEL - matcher->fuel;
  matcher->fuel = PERILUNE_FUEL;
  perilune_spend(matcher->L, (uint64_t)steps);
}

static inline bool perilune_set_has(const uint64_t *set, uint8_t byte) { return (set[byte >> 6] >> (byte & 63)) & 1; }

static inline bool perilune_item_accepts(const perilune_item *item, char character) {
  uint8_t byte = (uint8_t)character;
  if (item->kind == PERILUNE_ITEM_BYTE) return byte == item->byte;
  return item->kind == PERILUNE_ITEM_ANY || perilune_set_has(item->set, byte);
}

/* The item that starts at `next`, which stands before the pattern's end: [-0, +0, e]. */
static inline void perilune_item_read(perilune_matcher *matcher, const char *next, perilune_item *item) {
  item->end = next + 1;
  item->kind = PERILUNE_ITEM_BYTE;
  item->byte = (uint8_t)*next;
  if (*next == '.') {
    item->kind = PERILUNE_ITEM_ANY;
  } else if (*next == '[') {
    perilune_item_read_set(matcher, next, item);
  } else if (*next == '%') {
    if (item->end == matcher->pattern_end) perilune_item_is_cut(matcher);
    item->byte = (uint8_t)next[1];
    item->end++;
    if (perilune_class_rows[item->byte] == 0) return;
    item->kind = PERILUNE_ITEM_SET;
    item->set = perilune_class_sets[perilune_class_rows[item->byte]];
  }
}

/* The functions of the library. */
int perilune_string_find(lua_State *L);
int perilune_string_match(lua_State *L);
int perilune_string_gmatch(lua_State *L);
int perilune_string_gsub(lua_State *L);

/* A position of a string as Lua's functions take it, from 1, negative from the end: never below 1. */
size_t perilune_string_position(lua_Integer position, size_t count);

#endif
