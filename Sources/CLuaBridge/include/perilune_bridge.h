/* The C bridge between Swift and the system's Lua 5.4.
 *
 * Lua raises errors by longjmp, and with a memory limit nearly every call of its API can raise. So everything that
 * can raise happens inside one lua_pcall in this bridge: a function below returns a status and plain bytes, and no
 * Lua error ever passes the frame of its caller.
 *
 * A state belongs to one thread at a time. Only perilune_interrupt_* may be called from any thread. */
#ifndef PERILUNE_BRIDGE_H
#define PERILUNE_BRIDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How an operation ended. From PERILUNE_TIME to PERILUNE_KILLED the state is spent and can only be closed. */
typedef enum {
  PERILUNE_COMPLETED = 0,
  PERILUNE_FAILED,       /* the script raised an error */
  PERILUNE_SYNTAX,       /* the source does not compile */
  PERILUNE_NO_FUNCTION,  /* the main script returned no table, or the table lacks the function */
  PERILUNE_OUTPUT,       /* what the script returned or proposed breaks a limit or cannot be represented */
  PERILUNE_UNAVAILABLE,  /* the system refused a state, a timer or a thread */
  PERILUNE_TIME,
  PERILUNE_MEMORY,
  PERILUNE_INSTRUCTIONS,
  PERILUNE_KILLED
} perilune_status;

/* Bytes that somebody else owns; `start` may be null when `count` is 0. */
typedef struct {
  const uint8_t *_Nullable start;
  size_t count;
} perilune_bytes;

typedef struct perilune_state perilune_state;
typedef struct perilune_interrupt perilune_interrupt;

/* MARK: States */

/* The release of the Lua library that is loaded, such as 5.4.4; the headers only say 5.4. */
perilune_bytes perilune_lua_release(void);

/* Opens a state that may hold `memory_limit` bytes, its libraries (about 40 kB) included. */
perilune_status perilune_state_open(size_t memory_limit, perilune_state *_Nullable *_Nonnull state);
void perilune_state_close(perilune_state *_Nonnull state);

/* Compiles `source` as the module `module` in `time_limit` nanoseconds of processor time; the empty name is the main
 * script. `file` is the name that messages show. A failure's text stands in perilune_state_message until the next call. */
perilune_status perilune_state_load(
    perilune_state *_Nonnull state, perilune_bytes module, perilune_bytes file, perilune_bytes source,
    uint64_t time_limit);

/* A module as the compiler left it, for other states of this process. It lives until the state's next call; a failure may
 * spend the state. Loading it is faster than compiling; nothing but such a chunk may ever be loaded so. */
perilune_status perilune_state_dump(
    perilune_state *_Nonnull state, perilune_bytes module, perilune_bytes *_Nonnull chunk);
perilune_status perilune_state_load_compiled(
    perilune_state *_Nonnull state, perilune_bytes module, perilune_bytes chunk);
perilune_bytes perilune_state_message(const perilune_state *_Nonnull state);
size_t perilune_state_memory(const perilune_state *_Nonnull state);

/* Between two calls: frees what the last one left, within bounds. False: the state is spent, or holds so much garbage that
 * a new one is cheaper; close it. The result of the last call is gone. */
bool perilune_state_settle(perilune_state *_Nonnull state);

/* Whether settling would free anything or say false. */
bool perilune_state_is_unsettled(const perilune_state *_Nonnull state);

/* For tests of refused allocations: of the requests from now on, counted from 1, `count` from number `ordinal` on are
 * refused; 0 lifts the rule. */
void perilune_state_refuse_allocation(perilune_state *_Nonnull state, size_t ordinal, size_t count);
size_t perilune_state_requests(const perilune_state *_Nonnull state); /* since the last rule */

/* MARK: Invocations */

typedef enum {
  PERILUNE_ENTRY_BODY,     /* the main script itself is the hook and gets the arguments */
  PERILUNE_ENTRY_FUNCTION, /* a function of the table that the main script returns */
  PERILUNE_ENTRY_EXPORTS   /* nothing is called: the value is the array of that table's function names */
} perilune_entry;

typedef enum {
  PERILUNE_PROPOSALS_NONE,   /* there is no second argument */
  PERILUNE_PROPOSALS_REFUSED, /* there is one, and each of its methods raises an error */
  PERILUNE_PROPOSALS_ACCEPTED
} perilune_proposals;

/* A field of the root object that only one invocation sees; it goes over the context's own field of that name. */
typedef struct {
  perilune_bytes name;
  perilune_bytes tape; /* its value; empty: the integer */
  int64_t integer;
} perilune_field;

#define PERILUNE_FIELDS 7 /* at most */

/* One invocation. Everything it points to has to live until perilune_state_call returns. */
typedef struct {
  perilune_entry entry;
  perilune_proposals proposals;
  perilune_bytes function;  /* the name, for PERILUNE_ENTRY_FUNCTION */
  perilune_bytes context;   /* the first argument, a tape that many invocations share; empty: nil */
  const perilune_field *_Nullable fields; /* over those of an object */
  size_t field_count;
  perilune_bytes retained;  /* the name of one more field, which the script may change and whose final value is handed back;
                               may be empty */
  perilune_bytes initial;   /* its value at the start, encoded; empty: an empty table */
  uint64_t granted;         /* the data classes that the script may see, one bit each */
  uint64_t time_limit;      /* nanoseconds; 0: no limit */
  bool is_processor_time;   /* of the thread's processor time in place of the wall clock */
  uint64_t instruction_limit; /* VM instructions, exact; 0: no limit and no cost */
  uint64_t seed;            /* of math.random */
  int64_t clock;            /* what os.time() says, in seconds since 1970 UTC */
  size_t output_limit;      /* bytes of value, operations and retained field together, encoded; each value counts as
                               16 at least */
  uint32_t depth_limit;     /* of nested tables in them */
  uint32_t operation_limit;
  size_t log_limit;         /* bytes; later lines are dropped */
  perilune_interrupt *_Nullable interrupt;
} perilune_call;

/* What came of it. The bytes belong to the state and live until its next call. */
typedef struct {
  perilune_status status;
  perilune_bytes value;      /* encoded */
  perilune_bytes operations; /* one encoded array per operation, its name first */
  perilune_bytes retained;   /* encoded; empty when the script did not touch it */
  perilune_bytes log;        /* lines: level (1 byte), count (4 bytes), text */
  perilune_bytes message;
  perilune_bytes file;       /* where an error was raised; empty when unknown */
  int32_t line;
  perilune_bytes traceback;
  uint64_t duration;         /* nanoseconds */
  uint64_t instructions;     /* counted only under a limit */
  size_t peak_memory;        /* bytes, the most the state held during the call */
  bool log_was_cut;
} perilune_result;

void perilune_state_call(
    perilune_state *_Nonnull state, const perilune_call *_Nonnull call, perilune_result *_Nonnull result);

/* MARK: Interrupts (from any thread) */

/* A reference-counted switch that stops the invocations it was given to, at once and for good. */
perilune_interrupt *_Nullable perilune_interrupt_create(void);
perilune_interrupt *_Nonnull perilune_interrupt_retain(perilune_interrupt *_Nonnull interrupt);
void perilune_interrupt_release(perilune_interrupt *_Nonnull interrupt);
void perilune_interrupt_trip(perilune_interrupt *_Nonnull interrupt);
void perilune_interrupt_reset(perilune_interrupt *_Nonnull interrupt);
bool perilune_interrupt_is_tripped(perilune_interrupt *_Nonnull interrupt);

/* MARK: Threads */

/* Runs `body(argument)` on a new detached thread with a stack of `stack_size` bytes. */
perilune_status perilune_thread_start(
    size_t stack_size, void (*_Nonnull body)(void *_Nonnull), void *_Nonnull argument);

/* Lowers the calling thread's priority for good, where the system has one for each thread. */
void perilune_thread_yield_to_others(int steps);

/* The nanoseconds of processor time that the calling thread has used. */
uint64_t perilune_thread_time(void);

/* The processors that are online, at least 1. */
uint32_t perilune_processor_count(void);

/* MARK: Encoding of values
 *
 * A value that a script hands out is one tag byte and its payload, from front to back, integers and lengths little-endian. */
enum {
  PERILUNE_TAG_NULL = 0,
  PERILUNE_TAG_FALSE = 1,
  PERILUNE_TAG_TRUE = 2,
  PERILUNE_TAG_INTEGER = 3, /* 8 bytes */
  PERILUNE_TAG_DOUBLE = 4,  /* 8 bytes */
  PERILUNE_TAG_STRING = 5,  /* count (4 bytes), bytes */
  PERILUNE_TAG_ARRAY = 6,   /* count (4 bytes), values */
  PERILUNE_TAG_OBJECT = 7   /* count (4 bytes), per field: key count (4 bytes), key, value */
};

/* MARK: Tapes
 *
 * A value that scripts read is a tape: a flat buffer in the byte order of the machine, in which each value is found without
 * reading the others. It starts with a header; nodes, fields, strings and sets of data classes follow in any order. */

#define PERILUNE_TAPE_MAGIC 0x45504154u
#define PERILUNE_TAPE_WALK 8 /* objects of more fields have slots to find a key by its hash */

typedef struct {
  uint8_t tag;
  uint8_t reserved;
  uint16_t class_set; /* its place among the sets, from 1: a reader has to be granted every class of it; 0: none */
  uint32_t count;     /* of a string's bytes, an array's items, an object's fields */
  uint64_t payload;   /* an integer, the bits of a double, or the offset of bytes, items (nodes) or fields */
} perilune_node;

/* The fields of an object stand in the order of their keys' bytes, each key once. After more than PERILUNE_TAPE_WALK of them
 * perilune_tape_slots(count) slots of 4 bytes follow: linear probing from the key's hash, place of the field from 1. */
typedef struct {
  uint32_t key; /* offset */
  uint32_t key_count;
  perilune_node node;
} perilune_tape_field;

typedef struct {
  uint32_t magic;
  uint32_t class_count;
  uint64_t classes; /* offset of the sets, 8 bytes each */
  uint64_t seed;    /* of the hash */
  perilune_node root;
} perilune_tape_header;

uint64_t perilune_tape_hash(uint64_t seed, const uint8_t *_Nullable bytes, size_t count);

/* Compares two keys by their offsets and counts: below 0, 0 or above 0. */
int perilune_tape_compare(
    const uint8_t *_Nullable start, uint32_t left, uint32_t left_count, uint32_t right, uint32_t right_count);

/* A power of two, at least twice the fields. */
static inline uint32_t perilune_tape_slots(uint32_t count) {
  uint32_t slots = 16;
  while (slots < 2 * (uint64_t)count && slots < 0x80000000u) slots *= 2;
  return slots;
}

/* Levels of a line in the log. */
enum { PERILUNE_LOG_DEBUG = 0, PERILUNE_LOG_INFO = 1, PERILUNE_LOG_WARN = 2, PERILUNE_LOG_ERROR = 3 };

#endif
