/* Kill and cancel. The side that runs names its thread, then looks at the flag; the side that trips sets the flag, then
 * looks for a thread: whichever comes second sees the other, so no trip is lost and nobody waits. */
#include "interrupt.h"

#include <stdlib.h>

struct perilune_interrupt {
  atomic_int references;
  atomic_bool is_tripped;
  atomic_long thread; /* 0: nobody runs */
};

perilune_interrupt *perilune_interrupt_create(void) {
  perilune_interrupt *interrupt = calloc(1, sizeof *interrupt);
  if (interrupt != NULL) atomic_init(&interrupt->references, 1);
  return interrupt;
}

perilune_interrupt *perilune_interrupt_retain(perilune_interrupt *interrupt) {
  atomic_fetch_add_explicit(&interrupt->references, 1, memory_order_relaxed);
  return interrupt;
}

void perilune_interrupt_release(perilune_interrupt *interrupt) {
  if (atomic_fetch_sub_explicit(&interrupt->references, 1, memory_order_acq_rel) == 1) free(interrupt);
}

void perilune_interrupt_trip(perilune_interrupt *interrupt) {
  atomic_store(&interrupt->is_tripped, true);
  long thread = atomic_load(&interrupt->thread);
  if (thread != 0) perilune_alarm_poke(thread);
}

void perilune_interrupt_reset(perilune_interrupt *interrupt) { atomic_store(&interrupt->is_tripped, false); }

PERILUNE_IN_HANDLER bool perilune_interrupt_is_tripped(perilune_interrupt *interrupt) { return atomic_load(&interrupt->is_tripped); }

bool perilune_interrupt_attach(perilune_interrupt *interrupt) {
  atomic_store(&interrupt->thread, perilune_alarm_thread());
  return atomic_load(&interrupt->is_tripped);
}

void perilune_interrupt_detach(perilune_interrupt *interrupt) { atomic_store(&interrupt->thread, 0); }
