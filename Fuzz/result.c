/* Fuzzes the reading of results: the input is a list of steps that build a value on a small stack of tables, with every kind
 * of key, item and metatable that a script can make, which is then returned, proposed and raised. */
#include <stdlib.h>

#include "../Sources/CLuaBridge/include/perilune_bridge.h"

static const char script[] =
    "local input, tx = ... input = input or '' "
    "local stack = {{}} "
    "local scalars = {0, -0.0, 0/0, 1/0, 2^63, math.mininteger, math.maxinteger, true, false, null, '', 'key', '\\0', '\\xff', "
    "  string.rep('x', 300), 1, 2, 3, 1.5, print, coroutine.create(print), 'é', array{}, string, _G} "
    "local metatables = {{}, {__index = function() error('i') end}, {__pairs = error}, {__len = function() return -1 end}, "
    "  {__eq = error, __lt = error, __tostring = error}, {__metatable = 'm'}, {__name = 'n', __tostring = function() return {} end}} "
    "local place = 1 "
    "local function take() place = place + 1 return input:byte(place - 1) or 0 end "
    "while place <= #input and place < 500 do "
    "  local step, top = take() % 8, stack[#stack] "
    "  if step == 0 then stack[#stack + 1] = {} "
    "  elseif step == 1 and #stack > 1 then stack[#stack] = nil stack[#stack][take() % 9] = top "
    "  elseif step == 2 then top[#top + 1] = scalars[take() % #scalars + 1] "
    "  elseif step == 3 then pcall(rawset, top, scalars[take() % #scalars + 1], scalars[take() % #scalars + 1]) "
    "  elseif step == 4 then pcall(setmetatable, top, metatables[take() % #metatables + 1]) "
    "  elseif step == 5 then rawset(top, take(), stack[take() % #stack + 1]) "
    "  elseif step == 6 then pcall(array, top) "
    "  else rawset(top, 'k' .. take(), scalars[take() % #scalars + 1]) end "
    "end "
    "local last = stack[#stack] "
    "if #input % 3 == 0 then error(last) elseif #input % 3 == 1 then tx:set('path', last) end "
    "return stack[1]";

static perilune_bytes bytes_of(const char *text, size_t count) { return (perilune_bytes){(const uint8_t *)text, count}; }

/* Walks a value that was written: it is whole, and nothing follows it. Returns what is left. */
static const uint8_t *walk(const uint8_t *next, const uint8_t *end, int depth) {
  if (next == end || depth > 40) abort();
  uint8_t tag = *next++;
  uint32_t count = 0;
  if (tag == PERILUNE_TAG_INTEGER || tag == PERILUNE_TAG_DOUBLE) next += 8;
  if (tag >= PERILUNE_TAG_STRING) {
    if (end - next < 4) abort();
    __builtin_memcpy(&count, next, 4);
    next += 4;
  }
  if (tag == PERILUNE_TAG_STRING) next += count;
  if (next > end) abort();
  if (tag != PERILUNE_TAG_ARRAY && tag != PERILUNE_TAG_OBJECT) return next;
  for (uint32_t i = 0; i < count; i++) {
    if (tag == PERILUNE_TAG_OBJECT) {
      uint32_t key = 0;
      if (end - next < 4) abort();
      __builtin_memcpy(&key, next, 4);
      if ((size_t)(end - next) < 4 + (size_t)key) abort();
      next += 4 + key;
    }
    next = walk(next, end, depth + 1);
  }
  return next;
}

static void check(perilune_bytes bytes) {
  const uint8_t *next = bytes.start;
  const uint8_t *end = bytes.start + bytes.count;
  while (next != end) next = walk(next, end, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > 1000) return 0;
  perilune_state *state = NULL;
  if (perilune_state_open(8u << 20, &state) != PERILUNE_COMPLETED) abort();
  if (perilune_state_load(state, bytes_of("", 0), bytes_of("build.lua", 9), bytes_of(script, sizeof script - 1), 0) !=
      PERILUNE_COMPLETED) {
    abort();
  }
  uint8_t context[1005] = {PERILUNE_TAG_STRING, (uint8_t)size, (uint8_t)(size >> 8), 0, 0};
  __builtin_memcpy(context + 5, data, size);
  perilune_call call = {
      .entry = PERILUNE_ENTRY_BODY,
      .proposals = PERILUNE_PROPOSALS_ACCEPTED,
      .context = {context, size + 5},
      .time_limit = 200000000u,
      .output_limit = 65536,
      .depth_limit = 32,
      .operation_limit = 4,
      .log_limit = 1024,
  };
  perilune_result result;
  perilune_state_call(state, &call, &result);
  if (result.status == PERILUNE_COMPLETED) {
    check(result.value);
    check(result.operations);
  }
  perilune_state_close(state);
  return 0;
}
