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

static bool is_plain_word(const char *bytes) { /* 8 of ASCII */
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return (word & UINT64_C(0x8080808080808080)) == 0;
}

/* Skips words of ASCII; the last one may overlap the one before. */
static size_t plain_prefix(const char *bytes, size_t count) {
  size_t position = 0;
  if (count < 8) return 0;
  for (; count - position >= 8; position += 8) {
    if (!is_plain_word(bytes + position)) return position;
  }
  return is_plain_word(bytes + count - 8) ? count : position;
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
