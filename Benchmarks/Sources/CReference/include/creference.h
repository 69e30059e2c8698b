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

/* Sleeps until `nanoseconds` have passed: how many more it took. */
uint64_t reference_sleep_overshoot(uint64_t nanoseconds);

/* Nanoseconds of the monotonic clock, and of the processor as this thread used it, whatever else the machine does. */
uint64_t reference_now(void);
uint64_t reference_thread_time(void);

#endif
