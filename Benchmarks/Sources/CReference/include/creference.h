/* What the sandbox is measured against: plain liblua, without limits, in the same process. */
#ifndef PERILUNE_CREFERENCE_H
#define PERILUNE_CREFERENCE_H

#include <stdint.h>

typedef struct reference_lua reference_lua;

/* A state with all of liblua's libraries and one compiled chunk; null when it does not compile. */
reference_lua *_Nullable reference_lua_open(const char *_Nonnull script);
void reference_lua_close(reference_lua *_Nonnull lua);

/* Runs the chunk once: its nanoseconds of processor time, 0 when it raised an error. */
uint64_t reference_lua_run(reference_lua *_Nonnull lua);

/* As above, under a hook that Lua calls after so many instructions and that does nothing. */
uint64_t reference_lua_run_counted(reference_lua *_Nonnull lua, int32_t interval);

/* The bytes that the state holds after a full collection. */
uint64_t reference_lua_memory(reference_lua *_Nonnull lua);

/* The bytes of this process that are in memory; 0 where that is not known. */
uint64_t reference_resident_memory(void);

/* MARK: Hooks in hand-written C */

typedef enum {
  REFERENCE_EAGER,         /* Lua tables of the whole context, the returned table of operations walked */
  REFERENCE_LAZY,          /* userdata over the context, the returned table walked */
  REFERENCE_LAZY_CALLS,    /* userdata over the context, operations proposed by calls */
  REFERENCE_INSTANTIATION, /* no call: only the chunk instantiated in a fresh environment */
  REFERENCE_EMPTY          /* no call: an empty function in lua_pcall */
} reference_style;

typedef struct reference_hook reference_hook;

/* A state whose script is a chunk that takes its environment and returns a table with the function `hook`. The context has to
 * outlive it; null when the script fails. */
reference_hook *_Nullable reference_hook_open(
    reference_style style, const char *_Nonnull script, const uint8_t *_Nonnull context);
void reference_hook_close(reference_hook *_Nonnull hook);

/* Calls the hook so many times: nanoseconds of processor time, 0 when a call raised an error. */
uint64_t reference_hook_run(reference_hook *_Nonnull hook, uint32_t calls);

/* The operations of the latest call. */
uint32_t reference_hook_operations(const reference_hook *_Nonnull hook);

/* MARK: Clocks */

/* A fixed chain of arithmetic, some hundred microseconds of it, which shows how steady the machine is. */
void reference_spin(void);

/* Calls `body(context)`; a counter of instructions counts what happens in here and nothing else. */
void reference_counted(void (*_Nonnull body)(void *_Nonnull), void *_Nonnull context);

/* Sleeps until `nanoseconds` have passed: how many more it took. */
uint64_t reference_sleep_overshoot(uint64_t nanoseconds);

/* Nanoseconds of the monotonic clock, and of the processor as this thread used it, whatever else the machine does. */
uint64_t reference_now(void);
uint64_t reference_thread_time(void);

#endif
