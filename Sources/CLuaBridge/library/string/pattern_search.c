/* Looks for a match. Most attempts fail at their first item, so once one failed, the others are only made where that
 * item fits. */
#include "pattern.h"

/* What all matches of the pattern from `next` on start with. Only after an attempt from there ended without an error:
 * then the parts that take nothing from the subject raise none. */
void perilune_lead_find(perilune_matcher *matcher, const char *next, perilune_lead *lead) {
  const char *end = matcher->pattern_end;
  lead->state = PERILUNE_LEAD_NONE;
  while (next < end && (*next == '(' || *next == ')')) next++;
  if (next == end || (*next == '$' && next + 1 == end)) return;
  if (*next == '%' && (next[1] == 'b' || next[1] == 'f' || (next[1] >= '0' && next[1] <= '9'))) return;
  perilune_item_read(matcher, next, &lead->item);
  char suffix = *lead->item.end;
  if (suffix == '*' || suffix == '?' || suffix == '-' || lead->item.kind == PERILUNE_ITEM_ANY) return;
  if (lead->item.kind == PERILUNE_ITEM_SET) {
    lead->item.set = memcpy(lead->bits, lead->item.set, sizeof lead->bits);
  }
  lead->state = PERILUNE_LEAD_FOUND;
}

static const char *find_byte(perilune_matcher *matcher, uint8_t byte, const char *from) { /* [-0, +0, e] */
  while (from < matcher->subject_end) {
    size_t room = (size_t)(matcher->subject_end - from);
    size_t part = room < PERILUNE_BLOCK ? room : PERILUNE_BLOCK;
    const char *found = memchr(from, byte, part);
    perilune_matcher_burn(matcher, (found == NULL ? (ptrdiff_t)part : found - from) / PERILUNE_STEP);
    if (found != NULL) return found;
    from += part;
  }
  return NULL;
}

static const char *find_member(perilune_matcher *matcher, const uint64_t *set, const char *from) { /* [-0, +0, e] */
  const char *end = matcher->subject_end;
  while (from < end) {
    const char *stop = end - from < PERILUNE_RUN ? end : from + PERILUNE_RUN;
    const char *start = from;
    while (from < stop && !perilune_set_has(set, (uint8_t)*from)) from++;
    perilune_matcher_burn(matcher, (from - start) / 8);
    if (from < stop) return from;
  }
  return NULL;
}

/* The first place from `from` on where the lead fits, or NULL. */
const char *perilune_lead_skip(perilune_matcher *matcher, const perilune_lead *lead, const char *from) {
  if (from < matcher->subject_end && perilune_item_accepts(&lead->item, *from)) return from;
  if (lead->item.kind == PERILUNE_ITEM_BYTE) return find_byte(matcher, lead->item.byte, from);
  return find_member(matcher, lead->item.set, from);
}

/* Sets the matcher's start and end to the first match from `from` on that is not the empty one at `last_end`. */
bool perilune_pattern_search(perilune_matcher *matcher, const char *from, const char *last_end) {
  perilune_lead *lead = &matcher->pattern->lead;
  if (lead->state == PERILUNE_LEAD_FOUND) from = perilune_lead_skip(matcher, lead, from);
  while (from != NULL) {
    const char *end = perilune_match_at(matcher, from);
    if (end != NULL && end != last_end) {
      matcher->start = from;
      matcher->end = end;
      return true;
    }
    if (from == matcher->subject_end) return false;
    if (lead->state == PERILUNE_LEAD_UNKNOWN) perilune_lead_find(matcher, matcher->pattern->start, lead);
    from++;
    if (lead->state == PERILUNE_LEAD_FOUND) from = perilune_lead_skip(matcher, lead, from);
  }
  return false;
}
