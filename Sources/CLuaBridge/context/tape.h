/* The host's context as one flat buffer that is never copied or changed: every value is found in it by its offset. The
 * layout is in perilune_bridge.h. Nothing here trusts the buffer: an offset out of bounds is null, a count 0. */
#ifndef PERILUNE_TAPE_H
#define PERILUNE_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "../include/perilune_bridge.h"

typedef struct {
  const uint8_t *start; /* NULL: no tape */
  size_t size;
  uint64_t granted;
  const uint8_t *classes; /* the sets of data classes, 8 bytes each */
  uint32_t class_count;
  bool hides; /* some set is not granted */
} perilune_tape;

/* Looks at the header of the bytes: no tape when they are none. */
perilune_tape perilune_tape_of(perilune_bytes bytes, uint64_t granted);

static inline perilune_node perilune_node_at(const perilune_tape *tape, uint64_t offset) {
  perilune_node node = {0};
  if (offset <= tape->size - sizeof node) memcpy(&node, tape->start + offset, sizeof node);
  return node;
}

static inline bool perilune_is_withheld(const perilune_tape *tape, const perilune_node *node) {
  if (!tape->hides || node->class_set == 0 || node->class_set > tape->class_count) return false;
  uint64_t classes;
  memcpy(&classes, tape->classes + (size_t)(node->class_set - 1) * sizeof classes, sizeof classes);
  return (classes & ~tape->granted) != 0;
}

/* The bytes of a string; empty for what lies outside of the tape. */
static inline perilune_bytes perilune_tape_bytes(const perilune_tape *tape, uint64_t offset, uint32_t count) {
  bool is_inside = offset <= tape->size && count <= tape->size - offset;
  return is_inside ? (perilune_bytes){tape->start + offset, count} : (perilune_bytes){NULL, 0};
}

/* The children of an array or object that lie inside of the tape, withheld ones included. */
uint32_t perilune_tape_children(const perilune_tape *tape, const perilune_node *node);

/* The field at `index` of an object. */
static inline perilune_bytes perilune_tape_key(const perilune_tape *tape, const perilune_node *object, uint32_t index) {
  uint32_t key[2];
  memcpy(key, tape->start + object->payload + (size_t)index * sizeof(perilune_tape_field), sizeof key);
  return perilune_tape_bytes(tape, key[0], key[1]);
}

static inline uint64_t perilune_tape_child(const perilune_node *node, uint32_t index) { /* the offset of its node */
  bool is_object = node->tag == PERILUNE_TAG_OBJECT;
  return node->payload + (size_t)index * (is_object ? sizeof(perilune_tape_field) : sizeof(perilune_node)) +
         (is_object ? offsetof(perilune_tape_field, node) : 0);
}

static inline int perilune_compare_bytes(perilune_bytes left, perilune_bytes right) {
  size_t shorter = left.count < right.count ? left.count : right.count;
  int result = shorter == 0 ? 0 : memcmp(left.start, right.start, shorter);
  return result != 0 ? result : (left.count > right.count) - (left.count < right.count);
}

/* The index of a field that is not withheld, or UINT32_MAX. */
uint32_t perilune_tape_find(const perilune_tape *tape, const perilune_node *object, perilune_bytes key);

/* The first index whose key is greater than `key`; withheld or not. */
uint32_t perilune_tape_after(const perilune_tape *tape, const perilune_node *object, perilune_bytes key);

/* The first child from `index` on that is not withheld; the count of children when there is none. */
uint32_t perilune_tape_visible(const perilune_tape *tape, const perilune_node *node, uint32_t index);

#endif
