/* The captures of a match as values. */
#include "pattern.h"

/* The capture `index`, counted from 0; without any, the first is the whole match. False for a position. */
bool perilune_capture_get(perilune_matcher *matcher, int index, perilune_capture *capture) {
  if (index < matcher->level) {
    *capture = matcher->captures[index];
    if (capture->length == PERILUNE_CAPTURE_OPEN) perilune_matcher_fail(matcher, "unfinished capture", 0);
    return capture->length != PERILUNE_CAPTURE_POSITION;
  }
  if (index != 0) perilune_matcher_fail(matcher, "invalid capture index %%%d", index + 1);
  *capture = (perilune_capture){matcher->start, matcher->end - matcher->start};
  return true;
}

void perilune_capture_push(perilune_matcher *matcher, int index) {
  perilune_capture capture;
  if (perilune_capture_get(matcher, index, &capture)) {
    perilune_matcher_burn(matcher, capture.length / PERILUNE_STEP);
    lua_pushlstring(matcher->L, capture.start, (size_t)capture.length);
  } else {
    lua_pushinteger(matcher->L, capture.start - matcher->subject + 1);
  }
}

int perilune_captures_push(perilune_matcher *matcher, bool is_whole_wanted) {
  int count = matcher->level == 0 && is_whole_wanted ? 1 : matcher->level;
  luaL_checkstack(matcher->L, count, "too many captures");
  for (int i = 0; i < count; i++) perilune_capture_push(matcher, i);
  return count;
}
