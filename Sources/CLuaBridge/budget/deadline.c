/* The wall-clock budget: nothing is set while a script runs. An alarm interrupts the thread at the deadline, and only
 * then the instruction hook is armed on the Lua thread that executes. Where no instruction comes (a collection, a
 * comparison of megabytes, the parser), the invocation is abandoned. */
#include <time.h>

#include "../internal.h"
#include "interrupt.h"

#if PERILUNE_THREAD_SANITIZER
#include <sys/syscall.h>
#include <unistd.h>
#endif

#define PERILUNE_RETRY 50000     /* nanoseconds: the VM can lose the trap of a hook that was just armed, */
#define PERILUNE_LAST_RETRY 2000000 /* but arming walks every frame, so later attempts wait longer */
#define PERILUNE_PATIENCE 300000 /* how much of the processor an invocation may take to end by itself */
#define PERILUNE_LAST_PATIENCE 600000 /* and until its frames can be read for the traceback */
#define PERILUNE_DEEP 2000       /* frames: arming walks them all, some 10 ms for those that a stack can hold */

/* The state that runs on this thread. Read by the signal handler on the same thread. */
static _Thread_local perilune_state *volatile running __attribute__((tls_model("initial-exec")));

PERILUNE_IN_HANDLER static uint64_t read_clock(clockid_t clock) {
  struct timespec time;
#if PERILUNE_THREAD_SANITIZER
  syscall(SYS_clock_gettime, clock, &time); /* the library's function is watched */
#else
  clock_gettime(clock, &time);
#endif
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

PERILUNE_IN_HANDLER uint64_t perilune_now(void) { return read_clock(CLOCK_MONOTONIC); }

/* What is limited in processor time gets as much more of the clock as the processor was elsewhere. */
PERILUNE_IN_HANDLER static bool has_processor_time(perilune_state *state, uint64_t now) {
  if (state->processor_limit == 0) return false;
  uint64_t used = read_clock(CLOCK_THREAD_CPUTIME_ID);
  if (used >= state->processor_limit) return false;
  state->deadline = now + (state->processor_limit - used);
  return true;
}

PERILUNE_IN_HANDLER static perilune_status reason_to_expire(perilune_state *state, uint64_t now) {
  if (state->interrupt != NULL && perilune_interrupt_is_tripped(state->interrupt)) return PERILUNE_KILLED;
  return now < state->deadline || has_processor_time(state, now) ? PERILUNE_COMPLETED : PERILUNE_TIME;
}

PERILUNE_IN_HANDLER static bool is_deep(const perilune_state *state) {
  if (PERILUNE_THREAD_SANITIZER) return false;
  lua_Debug record;
  return state->executing != NULL && lua_getstack(state->executing, PERILUNE_DEEP, &record) != 0;
}

/* Arms the hook until it is late, then leaves the invocation; returns where it may not be left yet. In a deep recursion only
 * the library sees the flag in the meantime. Late is counted in processor time: one that the system kept waiting has not
 * had the chance to end, and may stand wherever its first signal met it. */
PERILUNE_IN_HANDLER static void stop_running(perilune_state *state, perilune_status reason) {
  uint64_t used = read_clock(CLOCK_THREAD_CPUTIME_ID);
  if (state->expired_at == 0) state->expired_at = used;
  uint64_t late = used - state->expired_at;
  if (late < PERILUNE_PATIENCE) {
    if (state->expired == 0) state->expired = (sig_atomic_t)reason;
    if (is_deep(state)) {
      state->was_deep = true;
    } else {
      perilune_expire(state, reason);
    }
  } else if (late < PERILUNE_LAST_PATIENCE && state->moved_block) {
    state->retry_delay = PERILUNE_RETRY;
  } else {
    perilune_abandon(state);
    state->retry_delay = PERILUNE_RETRY;
  }
}

/* A late signal may be meant for an earlier call on this thread, so the clock decides and not the signal. The next one
 * counts from the end of the handler: one that is due by then would be delivered before any progress is made. */
PERILUNE_IN_HANDLER void perilune_deadline_reached(void) {
  perilune_state *state = running;
  if (state == NULL) return;
  uint64_t now = perilune_now();
  perilune_status reason = state->expired != 0 ? (perilune_status)state->expired : reason_to_expire(state, now);
  if (reason == PERILUNE_COMPLETED) {
    if (state->deadline != UINT64_MAX) perilune_alarm_set(state->deadline);
    return;
  }
  stop_running(state, reason);
  perilune_alarm_set(perilune_now() + state->retry_delay);
  if (state->retry_delay < PERILUNE_LAST_RETRY) state->retry_delay *= 2;
}

static void forget_last_invocation(perilune_state *state) {
  state->expired = 0;
  state->refused = 0;
  state->instructions = 0;
  state->retry_delay = PERILUNE_RETRY;
  state->expired_at = 0;
  state->was_deep = false;
  state->moved_block = false;
  state->peak = state->used;
  state->line = 0;
  state->file_count = 0;
  state->traceback_count = 0;
  state->has_traceback = false;
}

perilune_status perilune_budget_arm(perilune_state *state, const perilune_call *call, uint64_t now) {
  forget_last_invocation(state);
  bool needs_alarm = call->time_limit != 0 || call->interrupt != NULL;
  if (needs_alarm && !perilune_alarm_prepare()) return PERILUNE_UNAVAILABLE;
  bool is_finite = call->time_limit != 0 && call->time_limit < UINT64_MAX - now;
  state->deadline = is_finite ? now + call->time_limit : UINT64_MAX;
  /* Before the alarm, which a thread that waits for its turn may get at once. */
  bool is_of_processor = is_finite && call->is_processor_time;
  state->processor_limit = is_of_processor ? read_clock(CLOCK_THREAD_CPUTIME_ID) + call->time_limit : 0;
  state->interrupt = call->interrupt;
  state->instruction_limit = call->instruction_limit;
  state->executing = state->main;
  if (call->instruction_limit != 0) lua_sethook(state->main, perilune_hook, LUA_MASKCOUNT, 1);
  running = state;
  atomic_signal_fence(memory_order_seq_cst);
  if (is_finite) perilune_alarm_set(state->deadline);
  if (call->interrupt != NULL && perilune_interrupt_attach(call->interrupt)) perilune_expire(state, PERILUNE_KILLED);
  return PERILUNE_COMPLETED;
}

perilune_status perilune_budget_arm_processor(perilune_state *state, uint64_t time_limit) {
  const perilune_call call = {.time_limit = time_limit, .is_processor_time = true};
  return perilune_budget_arm(state, &call, perilune_now());
}

/* The alarm stays set: the next call on this thread mostly wants a later one, which its signal then sets. */
void perilune_budget_disarm(perilune_state *state) {
  running = NULL;
  atomic_signal_fence(memory_order_seq_cst);
  if (state->interrupt != NULL) perilune_interrupt_detach(state->interrupt);
  state->interrupt = NULL;
  state->executing = NULL;
  state->deadline = UINT64_MAX;
  state->processor_limit = 0;
  if (state->expired != 0 && state->expired != PERILUNE_OUTPUT) state->is_spent = true;
  if (!state->is_spent && lua_gethook(state->main) != NULL) lua_sethook(state->main, NULL, 0, 0);
}
