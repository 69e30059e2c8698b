/* For sanitizers: the same arena over the heap of the process, where they see each byte that is touched beside a block or
 * after its end. A block moves whenever its size changes, so a pointer that was kept shows at once. */
#ifdef PERILUNE_HEAP

#include <stdlib.h>

#include "arena.h"

typedef struct heap_block {
  struct heap_block *next;
  struct heap_block **link; /* what points here */
} heap_block;

/* The region stands for the list of blocks. */
static heap_block **head_of(perilune_arena *arena) { return (heap_block **)&arena->region; }

bool perilune_arena_open(perilune_arena *arena, size_t limit) {
  (void)limit;
  *arena = (perilune_arena){0};
  return true;
}

void perilune_arena_close(perilune_arena *arena) {
  for (heap_block *block = *head_of(arena), *next; block != NULL; block = next) {
    next = block->next;
    free(block);
  }
  *arena = (perilune_arena){0};
}

void *perilune_arena_allocate(perilune_arena *arena, size_t size) {
  if (size > SIZE_MAX - sizeof(heap_block)) return NULL;
  heap_block *block = malloc(sizeof *block + size);
  if (block == NULL) return NULL;
  block->next = *head_of(arena);
  block->link = head_of(arena);
  if (block->next != NULL) block->next->link = &block->next;
  *head_of(arena) = block;
  return block + 1;
}

void perilune_arena_free(perilune_arena *arena, void *pointer) {
  (void)arena;
  heap_block *block = (heap_block *)pointer - 1;
  *block->link = block->next;
  if (block->next != NULL) block->next->link = block->link;
  free(block);
}

bool perilune_arena_resize(perilune_arena *arena, void *block, size_t size) {
  (void)arena;
  (void)block;
  (void)size;
  return false;
}

void perilune_arena_trim(perilune_arena *arena) { (void)arena; }

#endif
