/* The matcher. It walks subject and pattern together; whatever can be matched in more than one way (a repetition) or
 * has to be undone (a capture) is an attempt: a nested call that matches all of the rest. Lua limits how deep attempts
 * nest, and what counts as one here is what counts as one there. */
#include "pattern.h"

static const char *match_rest(perilune_matcher *matcher, const char *at, const char *next); /* [-0, +0, e] */

static void check_depth(perilune_matcher *matcher) { /* [-0, +0, e] */
  if (matcher->depth == 0) perilune_matcher_fail(matcher, "pattern too complex", 0);
}

/* MARK: Repetitions */

/* The first byte from `from` on that the item does not accept: [-0, +0, e]. */
static const char *run_end(perilune_matcher *matcher, const perilune_item *item, const char *from) {
  const char *end = matcher->subject_end;
  if (item->kind == PERILUNE_ITEM_ANY) return end;
  for (;;) {
    const char *stop = end - from < PERILUNE_RUN ? end : from + PERILUNE_RUN;
    const char *start = from;
    if (item->kind == PERILUNE_ITEM_BYTE) {
      while (from < stop && (uint8_t)*from == item->byte) from++;
    } else {
      while (from < stop && perilune_set_has(item->set, (uint8_t)*from)) from++;
    }
    perilune_matcher_burn(matcher, (from - start) / 8);
    if (from < stop || stop == end) return from;
  }
}

/* As many as there are, then fewer and fewer down to `least`: [-0, +0, e]. An attempt that failed without an error
 * says how all others start, so the rest goes straight to where that start fits. */
static const char *match_most(
    perilune_matcher *matcher, const perilune_item *item, const char *least, const char *rest) {
  const char *at = run_end(matcher, item, least);
  if (rest == matcher->pattern_end) {
    check_depth(matcher);
    return at;
  }
  const char *result = match_rest(matcher, at, rest);
  if (result != NULL || at == least) return result;
  perilune_lead lead;
  perilune_lead_find(matcher, rest, &lead);
  while (at-- > least) {
    perilune_matcher_burn(matcher, 1);
    if (lead.state == PERILUNE_LEAD_FOUND && !perilune_item_accepts(&lead.item, *at)) continue;
    result = match_rest(matcher, at, rest);
    if (result != NULL) return result;
  }
  return NULL;
}

/* As few as possible: [-0, +0, e]. */
static const char *match_fewest(
    perilune_matcher *matcher, const perilune_item *first_item, const char *at, const char *rest) {
  const char *result = match_rest(matcher, at, rest);
  if (result != NULL) return result;
  perilune_lead lead;
  perilune_item item = *first_item;
  uint64_t bits[4];
  if (item.kind == PERILUNE_ITEM_SET) item.set = memcpy(bits, item.set, sizeof bits);
  perilune_lead_find(matcher, rest, &lead);
  while (at < matcher->subject_end && perilune_item_accepts(&item, *at)) {
    perilune_matcher_burn(matcher, 1);
    at++;
    if (lead.state == PERILUNE_LEAD_FOUND) {
      if (item.kind == PERILUNE_ITEM_ANY) at = perilune_lead_skip(matcher, &lead, at);
      if (at == NULL || at == matcher->subject_end) return NULL;
      if (!perilune_item_accepts(&lead.item, *at)) continue;
    }
    result = match_rest(matcher, at, rest);
    if (result != NULL) return result;
  }
  return NULL;
}

/* MARK: Captures */

static const char *match_opened(
    perilune_matcher *matcher, const char *at, const char *rest, ptrdiff_t length) { /* [-0, +0, e] */
  if (matcher->level == PERILUNE_CAPTURES) perilune_matcher_fail(matcher, "too many captures", 0);
  matcher->captures[matcher->level++] = (perilune_capture){at, length};
  const char *result = match_rest(matcher, at, rest);
  if (result == NULL) matcher->level--;
  return result;
}

static const char *match_closed(perilune_matcher *matcher, const char *at, const char *rest) { /* [-0, +0, e] */
  int index = matcher->level - 1;
  while (index >= 0 && matcher->captures[index].length != PERILUNE_CAPTURE_OPEN) index--;
  if (index < 0) perilune_matcher_fail(matcher, "invalid pattern capture", 0);
  perilune_capture *capture = &matcher->captures[index];
  capture->length = at - capture->start;
  const char *result = match_rest(matcher, at, rest);
  if (result == NULL) capture->length = PERILUNE_CAPTURE_OPEN;
  return result;
}

/* What capture `digit` holds, once more: [-0, +0, e]. A position never fits. */
static const char *match_again(perilune_matcher *matcher, const char *at, char digit) {
  int index = digit - '1';
  if (index < 0 || index >= matcher->level || matcher->captures[index].length == PERILUNE_CAPTURE_OPEN) {
    perilune_matcher_fail(matcher, "invalid capture index %%%d", index + 1);
  }
  const char *start = matcher->captures[index].start;
  ptrdiff_t length = matcher->captures[index].length;
  if (length < 0 || matcher->subject_end - at < length) return NULL;
  for (ptrdiff_t done = 0; done < length;) {
    ptrdiff_t part = length - done < PERILUNE_BLOCK ? length - done : PERILUNE_BLOCK;
    perilune_matcher_burn(matcher, part / PERILUNE_STEP);
    if (memcmp(start + done, at + done, (size_t)part) != 0) return NULL;
    done += part;
  }
  return at + length;
}

/* MARK: %b and %f */

/* `arguments` are the two bytes after %b: [-0, +0, e]. */
static const char *match_balance(perilune_matcher *matcher, const char *at, const char *arguments) {
  if (matcher->pattern_end - arguments < 2) {
    perilune_matcher_fail(matcher, "malformed pattern (missing arguments to '%%b')", 0);
  }
  const char *end = matcher->subject_end;
  if (at == end || *at != arguments[0]) return NULL;
  size_t open = 1;
  for (at++; at < end;) {
    const char *stop = end - at < PERILUNE_FUEL ? end : at + PERILUNE_FUEL;
    perilune_matcher_burn(matcher, (stop - at) / 4);
    for (; at < stop; at++) {
      if (*at == arguments[1]) {
        if (--open == 0) return at + 1;
      } else if (*at == arguments[0]) {
        open++;
      }
    }
  }
  return NULL;
}

/* Whether the set of a %f, which `item` reads, starts to fit at `at`: [-0, +0, e]. Around the subject is '\0'. */
static bool is_frontier(perilune_matcher *matcher, const char *at, const char *set, perilune_item *item) {
  if (set == matcher->pattern_end || *set != '[') {
    perilune_matcher_fail(matcher, "missing '[' after '%%f' in pattern", 0);
  }
  perilune_item_read_set(matcher, set, item);
  char before = at == matcher->subject ? '\0' : at[-1];
  char after = at == matcher->subject_end ? '\0' : *at;
  return !perilune_item_accepts(item, before) && perilune_item_accepts(item, after);
}

/* MARK: One part after the other */

/* These move `*next` over the part that they match, to the pattern's end when they matched all of the rest. */

/* The part that starts with the '%' at `*next`, if it is none that stands for one byte: [-0, +0, e]. */
static inline bool match_special(perilune_matcher *matcher, const char **at, const char **next) {
  const char *arguments = *next + 2;
  if (arguments > matcher->pattern_end) return false;
  char letter = arguments[-1];
  if (letter == 'b') {
    *at = match_balance(matcher, *at, arguments);
    *next = arguments + 2;
  } else if (letter == 'f') {
    perilune_item item;
    if (!is_frontier(matcher, *at, arguments, &item)) *at = NULL;
    *next = item.end;
  } else if (letter >= '0' && letter <= '9') {
    *at = match_again(matcher, *at, letter);
    *next = arguments;
  } else {
    return false;
  }
  return true;
}

/* An item and its suffix: [-0, +0, e]. */
static inline const char *match_item(perilune_matcher *matcher, const char *at, const char **next) {
  perilune_item item;
  perilune_item_read(matcher, *next, &item);
  const char *rest = item.end + 1;
  bool fits = at < matcher->subject_end && perilune_item_accepts(&item, *at);
  char suffix = *item.end; /* of a string, so at its end there is a '\0' */
  *next = suffix == '*' || suffix == '?' || suffix == '-' ? rest : item.end;
  if (!fits) return *next == rest ? at : NULL;
  const char *result;
  switch (suffix) {
    case '?':
      result = match_rest(matcher, at + 1, rest);
      if (result == NULL) return at;
      break;
    case '+': result = match_most(matcher, &item, at + 1, rest); break;
    case '*': result = match_most(matcher, &item, at, rest); break;
    case '-': result = match_fewest(matcher, &item, at, rest); break;
    default: return at + 1;
  }
  *next = matcher->pattern_end;
  return result;
}

/* One attempt. */
static const char *match_rest(perilune_matcher *matcher, const char *at, const char *next) {
  check_depth(matcher);
  matcher->depth--;
  while (at != NULL && next != matcher->pattern_end) {
    perilune_matcher_burn(matcher, 1);
    if (*next == '(') {
      bool is_position = next[1] == ')';
      at = match_opened(
          matcher, at, next + 1 + is_position, is_position ? PERILUNE_CAPTURE_POSITION : PERILUNE_CAPTURE_OPEN);
      break;
    }
    if (*next == ')') {
      at = match_closed(matcher, at, next + 1);
      break;
    }
    if (*next == '$' && next + 1 == matcher->pattern_end) {
      if (at != matcher->subject_end) at = NULL;
      break;
    }
    if (*next != '%' || !match_special(matcher, &at, &next)) at = match_item(matcher, at, &next);
  }
  matcher->depth++;
  return at;
}

const char *perilune_match_at(perilune_matcher *matcher, const char *at) {
  matcher->depth = PERILUNE_MATCH_DEPTH;
  matcher->level = 0;
  return match_rest(matcher, at, matcher->pattern->start);
}
