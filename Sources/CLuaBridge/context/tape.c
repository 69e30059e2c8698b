#include "tape.h"

#define PERILUNE_HEADER_SIZE sizeof(perilune_tape_header)

perilune_tape perilune_tape_of(perilune_bytes bytes, uint64_t granted) {
  perilune_tape tape = {.granted = granted};
  perilune_tape_header header;
  if (bytes.count < PERILUNE_HEADER_SIZE) return tape;
  memcpy(&header, bytes.start, sizeof header);
  if (header.magic != PERILUNE_TAPE_MAGIC || header.classes > bytes.count ||
      header.class_count > (bytes.count - header.classes) / sizeof(uint64_t)) {
    return tape;
  }
  tape.start = bytes.start;
  tape.size = bytes.count;
  tape.classes = bytes.start + header.classes;
  tape.class_count = header.class_count;
  for (uint32_t i = 0; i < header.class_count && !tape.hides; i++) {
    uint64_t classes;
    memcpy(&classes, tape.classes + (size_t)i * sizeof classes, sizeof classes);
    tape.hides = (classes & ~granted) != 0;
  }
  return tape;
}

uint32_t perilune_tape_children(const perilune_tape *tape, const perilune_node *node) {
  if (node->payload > tape->size) return 0;
  size_t room = tape->size - node->payload;
  bool is_object = node->tag == PERILUNE_TAG_OBJECT; /* two divisions by constants are faster than one by a variable */
  size_t limit = is_object ? room / sizeof(perilune_tape_field) : room / sizeof(perilune_node);
  return node->count <= limit ? node->count : 0;
}

/* MARK: Fields by key */

/* The same as Tape.Builder's. The seed differs per tape, so nobody can choose keys that meet in one slot. */
static uint64_t mix(uint64_t left, uint64_t right) {
  __uint128_t product = (__uint128_t)left * right;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t perilune_tape_hash(uint64_t seed, const uint8_t *bytes, size_t count) {
  uint64_t hash = seed ^ (count * UINT64_C(0x9E3779B97F4A7C15));
  uint64_t word;
  for (; count >= sizeof word; count -= sizeof word, bytes += sizeof word) {
    memcpy(&word, bytes, sizeof word);
    hash = mix(hash ^ word, UINT64_C(0xA0761D6478BD642F));
  }
  word = 0;
  if (count > 0) memcpy(&word, bytes, count);
  return mix(hash ^ word, UINT64_C(0xE7037ED1A0B428DB));
}

static bool has_key(const perilune_tape *tape, const perilune_node *object, uint32_t index, perilune_bytes key) {
  perilune_bytes own = perilune_tape_key(tape, object, index);
  return own.count == key.count && (key.count == 0 || memcmp(own.start, key.start, key.count) == 0);
}

/* Slots that follow the fields: index + 1, 0 for an empty one. */
static uint32_t find_by_hash(
    const perilune_tape *tape, const perilune_node *object, uint32_t count, perilune_bytes key) {
  size_t slots = object->payload + (size_t)count * sizeof(perilune_tape_field);
  uint32_t capacity = perilune_tape_slots(count);
  if ((tape->size - slots) / sizeof(uint32_t) < capacity) return UINT32_MAX;
  perilune_tape_header header;
  memcpy(&header, tape->start, sizeof header);
  uint64_t place = perilune_tape_hash(header.seed, key.start, key.count);
  for (uint32_t tries = 0; tries < capacity; tries++, place++) {
    uint32_t slot;
    memcpy(&slot, tape->start + slots + (place & (capacity - 1)) * sizeof slot, sizeof slot);
    if (slot == 0 || slot > count) return UINT32_MAX;
    if (has_key(tape, object, slot - 1, key)) return slot - 1;
  }
  return UINT32_MAX;
}

static uint32_t find_by_walk(
    const perilune_tape *tape, const perilune_node *object, uint32_t count, perilune_bytes key) {
  uint64_t field = object->payload; /* without fields it may be anywhere */
  for (uint32_t i = 0; i < count; i++, field += sizeof(perilune_tape_field)) {
    uint32_t key_count;
    memcpy(&key_count, tape->start + field + offsetof(perilune_tape_field, key_count), sizeof key_count);
    if (key_count == key.count && has_key(tape, object, i, key)) return i;
  }
  return UINT32_MAX;
}

uint32_t perilune_tape_find(const perilune_tape *tape, const perilune_node *object, perilune_bytes key) {
  uint32_t count = perilune_tape_children(tape, object);
  uint32_t index = count > PERILUNE_TAPE_WALK ? find_by_hash(tape, object, count, key)
                                               : find_by_walk(tape, object, count, key);
  if (index == UINT32_MAX || !tape->hides) return index;
  perilune_node node = perilune_node_at(tape, perilune_tape_child(object, index));
  return perilune_is_withheld(tape, &node) ? UINT32_MAX : index;
}

/* MARK: Order */

int perilune_tape_compare(
    const uint8_t *start, uint32_t left, uint32_t left_count, uint32_t right, uint32_t right_count) {
  perilune_bytes first = {start + left, left_count};
  return perilune_compare_bytes(first, (perilune_bytes){start + right, right_count});
}

uint32_t perilune_tape_after(const perilune_tape *tape, const perilune_node *object, perilune_bytes key) {
  uint32_t low = 0;
  uint32_t high = perilune_tape_children(tape, object);
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (perilune_compare_bytes(perilune_tape_key(tape, object, middle), key) > 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

uint32_t perilune_tape_visible(const perilune_tape *tape, const perilune_node *node, uint32_t index) {
  uint32_t count = perilune_tape_children(tape, node);
  if (!tape->hides) return index < count ? index : count;
  for (; index < count; index++) {
    perilune_node child = perilune_node_at(tape, perilune_tape_child(node, index));
    if (!perilune_is_withheld(tape, &child)) return index;
  }
  return count;
}
