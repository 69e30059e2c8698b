#ifndef PERILUNE_REGION_H
#define PERILUNE_REGION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroes that become memory when touched; NULL: the system refuses. From any thread. */
void *perilune_region_open(size_t size);

/* Takes it back: a table at its start, and behind it blocks, of which `used` bytes were touched at most since they last
 * were given back to the system. */
void perilune_region_close(void *start, size_t size, size_t table, size_t used);

#endif
