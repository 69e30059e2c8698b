/* Fuzzes the reading of contexts: whatever stands in a tape, every way of reading it ends as a value, as an error or at a
 * limit, and nothing outside of the tape is read. */
#include <stdlib.h>

#include "../Sources/CLuaBridge/include/perilune_bridge.h"

static const char script[] =
    "local c = ... local n = 0 "
    "local function walk(v, depth) n = n + 1 "
    "  if type(v) ~= 'userdata' or depth > 20 then return end "
    "  local _ = #v, v[1], v.a, v[-1], tostring(v), v == v, next(v) "
    "  for k, i in pairs(v) do assert(v[k] == i or i ~= i) walk(i, depth + 1) end "
    "  for _, i in ipairs(v) do walk(i, depth + 1) end "
    "  pcall(table.concat, v) pcall(table.unpack, v) pcall(function() v.x = 1 end) pcall(totable, v) "
    "end "
    "pcall(walk, c, 0) return { c, n }";

static perilune_bytes bytes_of(const char *text, size_t count) { return (perilune_bytes){(const uint8_t *)text, count}; }

/* A word of the input as a part of a tape, mostly with an offset or a count that may lie inside of it. */
static uint64_t word_of(uint64_t word, size_t size) {
  if ((word & 0xC0) == 0xC0) return word;
  if ((word & 0x80) != 0) return word % size / 8 * 8;
  return (word & 7) | (word & 0x30000) | (word >> 32 & 31) << 32;
}

/* A block of its own, so that the address sanitizer sees its ends. The header is mostly a good one. */
static perilune_bytes tape_of(const uint8_t *data, size_t size) {
  uint8_t *tape = malloc(size == 0 ? 1 : size);
  if (tape == NULL) abort();
  for (size_t i = 0; i < size; i++) tape[i] = data[i];
  for (size_t i = 0; i + 8 <= size; i += 8) {
    uint64_t word;
    __builtin_memcpy(&word, tape + i, sizeof word);
    word = word_of(word, size);
    __builtin_memcpy(tape + i, &word, sizeof word);
  }
  if (size < sizeof(perilune_tape_header)) return (perilune_bytes){tape, size};
  perilune_tape_header header;
  __builtin_memcpy(&header, tape, sizeof header);
  header.magic = PERILUNE_TAPE_MAGIC;
  header.class_count &= 3;
  header.root.tag = data[0] & 1 ? PERILUNE_TAG_OBJECT : PERILUNE_TAG_ARRAY;
  header.root.payload = sizeof header;
  header.root.count = data[1] & 31;
  __builtin_memcpy(tape, &header, sizeof header);
  return (perilune_bytes){tape, size};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  perilune_state *state = NULL;
  if (perilune_state_open(8u << 20, &state) != PERILUNE_COMPLETED) abort();
  if (perilune_state_load(state, bytes_of("", 0), bytes_of("walk.lua", 8), bytes_of(script, sizeof script - 1), 0) !=
      PERILUNE_COMPLETED) {
    abort();
  }
  size_t part = size / 3;
  const perilune_field fields[] = {
      {bytes_of("field", 5), tape_of(data + 2 * part, size - 2 * part), 0}, {bytes_of("number", 6), {NULL, 0}, 7}};
  perilune_call call = {
      .entry = PERILUNE_ENTRY_BODY,
      .context = tape_of(data, 2 * part),
      .fields = fields,
      .field_count = 2,
      .retained = bytes_of("scratch", 7),
      .granted = size > 0 ? data[0] : 0,
      .time_limit = 50000000u,
      .output_limit = 1u << 20,
      .depth_limit = 64,
      .operation_limit = 1,
  };
  perilune_result result;
  perilune_state_call(state, &call, &result);
  perilune_state_close(state);
  free((void *)(uintptr_t)call.context.start);
  free((void *)(uintptr_t)fields[0].tape.start);
  return 0;
}
