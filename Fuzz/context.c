/* Fuzzes the reading of encoded values: whatever bytes come as a context, they end as a value, as an error or at a limit,
 * and what was read is written back. */
#include <stdlib.h>

#include "../Sources/CLuaBridge/include/perilune_bridge.h"

static perilune_bytes bytes_of(const char *text, size_t count) { return (perilune_bytes){(const uint8_t *)text, count}; }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char script[] = "local c = ... local n = 0 "
                               "local function walk(v) n = n + 1 if type(v) == 'table' then for _, i in pairs(v) do walk(i) end end end "
                               "walk(c) return { c, n }";
  perilune_state *state = NULL;
  if (perilune_state_open(8u << 20, &state) != PERILUNE_COMPLETED) abort();
  if (perilune_state_load(state, bytes_of("", 0), bytes_of("walk.lua", 8), bytes_of(script, sizeof script - 1), 0) !=
      PERILUNE_COMPLETED) {
    abort();
  }
  size_t half = size / 2;
  perilune_call call = {
      .entry = PERILUNE_ENTRY_BODY,
      .context = {data, half},
      .overlay = {data + half, size - half},
      .granted = size > 0 ? data[0] : 0,
      .time_limit = 50000000u,
      .output_limit = 1u << 20,
      .depth_limit = 64,
      .operation_limit = 1,
  };
  perilune_result result;
  perilune_state_call(state, &call, &result);
  perilune_state_close(state);
  return 0;
}
