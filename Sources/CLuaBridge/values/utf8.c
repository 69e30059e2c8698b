#include "../internal.h"

/* The length of the well-formed sequence at `next`, 0 for none (Unicode 15, table 3-7). */
static size_t sequence(const unsigned char *next, size_t room) {
  unsigned char lead = next[0];
  if (lead < 0x80) return 1;
  size_t count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || room < count) return 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F; /* surrogates */
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (next[1] < low || next[1] > high) return 0;
  for (size_t i = 2; i < count; i++) {
    if ((next[i] & 0xC0) != 0x80) return 0;
  }
  return count;
}

/* Skips words of ASCII. */
static size_t plain_prefix(const char *bytes, size_t count) {
  size_t position = 0;
  for (uint64_t word; count - position >= sizeof word; position += sizeof word) {
    memcpy(&word, bytes + position, sizeof word);
    if ((word & UINT64_C(0x8080808080808080)) != 0) break;
  }
  return position;
}

bool perilune_is_utf8(const char *bytes, size_t count) {
  size_t position = plain_prefix(bytes, count);
  while (position < count) {
    size_t step = sequence((const unsigned char *)bytes + position, count - position);
    if (step == 0) return false;
    position += step;
  }
  return true;
}
