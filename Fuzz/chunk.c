/* Fuzzes the compiler, the VM under every budget, and the reading of results: the input is the text of a script. */
#include <stdlib.h>

#include "../Sources/CLuaBridge/include/perilune_bridge.h"

#define FUZZ_MEMORY (4u << 20)
#define FUZZ_TIME 5000000u

static perilune_bytes bytes_of(const char *text, size_t count) { return (perilune_bytes){(const uint8_t *)text, count}; }

static void run(perilune_state *state) {
  static const uint8_t context[] = {PERILUNE_TAG_OBJECT, 1, 0, 0, 0, 1, 0, 0, 0, 'a', PERILUNE_TAG_TRUE};
  perilune_call call = {
      .entry = PERILUNE_ENTRY_BODY,
      .proposals = PERILUNE_PROPOSALS_ACCEPTED,
      .context = {context, sizeof context},
      .retained = bytes_of("a", 1),
      .time_limit = FUZZ_TIME,
      .instruction_limit = 20000,
      .output_limit = 65536,
      .depth_limit = 32,
      .operation_limit = 64,
      .log_limit = 4096,
  };
  perilune_result result;
  for (int i = 0; i < 2; i++) {
    perilune_state_call(state, &call, &result);
    if (result.peak_memory > FUZZ_MEMORY) abort();
    if (!perilune_state_settle(state)) return;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  perilune_state *state = NULL;
  if (perilune_state_open(FUZZ_MEMORY, &state) != PERILUNE_COMPLETED) abort();
  perilune_status status =
      perilune_state_load(state, bytes_of("", 0), bytes_of("fuzz.lua", 8), (perilune_bytes){data, size}, 50000000u);
  if (status == PERILUNE_COMPLETED) run(state);
  perilune_state_close(state);
  return 0;
}
