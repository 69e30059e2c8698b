#ifndef PERILUNE_INTERRUPT_H
#define PERILUNE_INTERRUPT_H

#include "../internal.h"

/* Names this thread as the one to poke; true when the interrupt was tripped before. One invocation at a time. */
bool perilune_interrupt_attach(perilune_interrupt *interrupt);
void perilune_interrupt_detach(perilune_interrupt *interrupt);

#endif
