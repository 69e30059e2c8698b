/* The memory of one state: a region of address space of its own, so that a state that was stopped in the middle of
 * anything can be dropped as a whole, without a walk over what it holds and without a lock of the process's allocator.
 *
 * Blocks of up to PERILUNE_SMALL bytes come from pages that hold one size each; larger ones are runs of pages. What a page
 * is stands in a table beside the pages, so a block has no header, and the table can be trusted whatever a script does. */
#ifndef PERILUNE_ARENA_H
#define PERILUNE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PERILUNE_PAGE 8192
#define PERILUNE_SMALL 4096
#define PERILUNE_CLASSES 39
#define PERILUNE_BINS 32

typedef struct {
  uint32_t run;   /* pages, at both ends of a free run and at the start of a used one */
  uint32_t next;  /* in the list of its bin or class; 0: the end, since page 0 is never listed */
  uint32_t previous;
  uint16_t first_free; /* place of a block in units of 16 bytes, plus 1; 0: none */
  uint16_t fresh;      /* bytes of the page that were handed out at least once */
  uint16_t live;       /* blocks in use */
  uint8_t kind;
  uint8_t size_class;
} perilune_page;

typedef struct {
  void *region;
  size_t region_size;
  uint8_t *base; /* of page 0 */
  perilune_page *pages;
  uint32_t page_count;
  uint32_t top;     /* pages from here on are free and in no list */
  uint32_t touched; /* the highest top since the last trim */
  uint32_t partial[PERILUNE_CLASSES]; /* pages of a class with room */
  uint32_t bins[PERILUNE_BINS];       /* free runs of 2^i pages and more */
  uint32_t filled_bins;               /* bit i: bins[i] is not empty */
} perilune_arena;

/* Reserves address space for `limit` bytes of blocks and what fragmentation may add; it becomes memory when touched. */
bool perilune_arena_open(perilune_arena *arena, size_t limit);
void perilune_arena_close(perilune_arena *arena);
void *perilune_arena_allocate(perilune_arena *arena, size_t size);
void perilune_arena_free(perilune_arena *arena, void *block);

/* Changes the size where the block stands; false: a new block is needed. */
bool perilune_arena_resize(perilune_arena *arena, void *block, size_t size);

/* Gives unused memory back to the system. */
void perilune_arena_trim(perilune_arena *arena);

#endif
