/* W1 and W2 as a WebAssembly guest: the context is a flat buffer that the host copies in, laid out as that of the
 * references in `CReference/buffer.h`. */
#include <stdint.h>

typedef struct {
  uint32_t tag, count;
  uint64_t payload;
} node;

typedef struct {
  uint32_t key, key_count;
  node value;
} field;

static uint8_t context[2 << 20] __attribute__((aligned(16)));
static uint8_t operations[256];

__attribute__((export_name("context"))) uint8_t *context_start(void) { return context; }
__attribute__((export_name("operations"))) uint8_t *operations_start(void) { return operations; }

static int is_equal(const uint8_t *left, const char *right, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    if (left[i] != (uint8_t)right[i]) return 0;
  }
  return 1;
}

static const node *get(const node *object, const char *key) {
  uint32_t length = (uint32_t)__builtin_strlen(key);
  const field *fields = (const field *)(context + object->payload);
  for (uint32_t i = 0; i < object->count; i++) {
    if (fields[i].key_count == length && is_equal(context + fields[i].key, key, length)) return &fields[i].value;
  }
  __builtin_trap();
}

static int contains(const node *text, const char *part) {
  uint32_t length = (uint32_t)__builtin_strlen(part);
  for (uint32_t i = 0; i + length <= text->count; i++) {
    if (is_equal(context + text->payload + i, part, length)) return 1;
  }
  return 0;
}

static int is_text(const node *text, const char *other) {
  uint32_t length = (uint32_t)__builtin_strlen(other);
  return text->count == length && is_equal(context + text->payload, other, length);
}

static uint32_t write(uint32_t at, const char *text) { /* with a zero at the end */
  do operations[at++] = (uint8_t)*text;
  while (*text++ != 0);
  return at;
}

/* The bytes of the operations: texts, each with a zero behind it. */
static uint32_t propose(void) {
  static const char *const parts[] = {"increment", "relationship.mira.bond", "2", "set", "scene.mood", "warm"};
  uint32_t at = 0;
  for (uint32_t i = 0; i < sizeof parts / sizeof *parts; i++) at = write(at, parts[i]);
  return at;
}

__attribute__((export_name("w1"))) uint32_t w1(void) {
  const node *root = (const node *)context;
  int64_t bond = (int64_t)get(get(root, "attributes"), "relationship.mira.bond")->payload;
  int wanted = is_text(get(root, "role"), "Player") && bond < 100 &&
               contains(get(get(root, "draft"), "text"), "thank");
  return wanted ? propose() : 0;
}

__attribute__((export_name("w2"))) uint32_t w2(void) {
  const node *root = (const node *)context;
  const node *attributes = get(root, "attributes"), *history = get(root, "history");
  int64_t bond = (int64_t)get(attributes, "relationship.mira.bond")->payload;
  const node *last = (const node *)(context + history->payload) + history->count - 1;
  int wanted = bond < 100 && !is_text(get(attributes, "scene.mood"), "warm") && contains(get(last, "text"), "thank");
  return wanted ? propose() : 0;
}

__attribute__((export_name("loop"))) void loop(void) {
  for (volatile uint32_t i = 0;; i++) {
  }
}
