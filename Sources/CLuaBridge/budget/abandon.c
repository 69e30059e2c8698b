/* The last resort against code that looks at no flag: the signal handler leaves the invocation by siglongjmp, wherever it
 * is, and everything that the state holds is dropped with its arena.
 *
 * This is safe because of what runs between perilune_guard and its return: Lua and this bridge, whose memory is the
 * arena of this state, and functions of the C library that take no lock and keep no state of the process. Whatever must
 * not be left halfway (the books of the arena, the buffers, functions that look up the time zone) is marked as critical
 * and waited for; no Swift frame and no callback of a host is ever between. */
#include "../internal.h"

/* Returns when the invocation may not be left here. */
PERILUNE_IN_HANDLER void perilune_abandon(perilune_state *state) {
  if (PERILUNE_THREAD_SANITIZER || state->may_abandon == 0 || state->critical > 0) return;
  state->may_abandon = 0;
  perilune_alarm_leave();
  siglongjmp(state->escape, 1);
}

/* The frames can be read unless the stack itself was being moved. Of a recursion that went on the latest frame may be half
 * made, with what its place held before; else the VM has executed no instruction for as long as the processor was its, so
 * no frame has just been entered or left. */
static perilune_status end_abandoned(perilune_state *state) {
  state->is_spent = true;
  if (!state->moved_block && state->executing != NULL) {
    perilune_capture_traceback(state, state->executing, state->was_deep ? 1 : 0);
  }
  return (perilune_status)state->expired;
}

perilune_status perilune_guard(perilune_state *state, perilune_status (*body)(perilune_state *, void *), void *argument) {
  if (sigsetjmp(state->escape, 0) != 0) return end_abandoned(state);
  atomic_signal_fence(memory_order_seq_cst);
  state->may_abandon = 1;
  perilune_status status = body(state, argument);
  state->may_abandon = 0;
  atomic_signal_fence(memory_order_seq_cst);
  return status;
}
