#ifndef PERILUNE_HEAP

#include "arena.h"

#include <string.h>
#include <sys/mman.h>

#include "region.h"

#define PERILUNE_LARGEST_REGION ((size_t)1 << 36)
#define PERILUNE_SPARE_PAGES 128
#define PERILUNE_TRIM_PAGES 32 /* smaller free runs stay with the state */
#define PERILUNE_BIN_TRIES 8

enum { KIND_FREE, KIND_SLAB, KIND_RUN };

/* By 16 bytes up to 512, then what divides a page with little waste. */
static const uint16_t large_classes[] = {640, 768, 1024, 1344, 2048, 2720, 4096};

static uint8_t class_of(size_t size) {
  if (size <= 512) return (uint8_t)((size + 15) / 16 - 1);
  uint8_t index = 0;
  while (large_classes[index] < size) index++;
  return (uint8_t)(32 + index);
}

static size_t class_size(uint8_t size_class) {
  return size_class < 32 ? ((size_t)size_class + 1) * 16 : large_classes[size_class - 32];
}

bool perilune_arena_open(perilune_arena *arena, size_t limit) {
  if (limit > PERILUNE_LARGEST_REGION / 4) limit = PERILUNE_LARGEST_REGION / 4;
  size_t count = 2 * limit / PERILUNE_PAGE + PERILUNE_SPARE_PAGES;
  size_t table = (count * sizeof(perilune_page) + PERILUNE_PAGE - 1) / PERILUNE_PAGE * PERILUNE_PAGE;
  size_t size = table + count * PERILUNE_PAGE;
  void *region = perilune_region_open(size);
  if (region == NULL) return false;
  *arena = (perilune_arena){
      .region = region,
      .region_size = size,
      .base = (uint8_t *)region + table,
      .pages = region,
      .page_count = (uint32_t)count,
      .top = 1, /* page 0 stays unused: it ends the lists */
      .touched = 1,
  };
  arena->pages[0].kind = KIND_RUN;
  return true;
}

void perilune_arena_close(perilune_arena *arena) {
  if (arena->region != NULL) {
    size_t table = (size_t)(arena->base - (uint8_t *)arena->region);
    perilune_region_close(arena->region, arena->region_size, table, (size_t)arena->touched * PERILUNE_PAGE);
  }
  *arena = (perilune_arena){0};
}

/* MARK: Lists of pages */

static void link_page(perilune_arena *arena, uint32_t *head, uint32_t page) {
  arena->pages[page].next = *head;
  arena->pages[page].previous = 0;
  if (*head != 0) arena->pages[*head].previous = page;
  *head = page;
}

static void unlink_page(perilune_arena *arena, uint32_t *head, uint32_t page) {
  const perilune_page *entry = &arena->pages[page];
  if (entry->previous != 0) {
    arena->pages[entry->previous].next = entry->next;
  } else {
    *head = entry->next;
  }
  if (entry->next != 0) arena->pages[entry->next].previous = entry->previous;
}

/* MARK: Runs of pages */

static int bin_of(uint32_t count) { return 31 - __builtin_clz(count); }

static void insert_run(perilune_arena *arena, uint32_t page, uint32_t count) {
  int bin = bin_of(count);
  arena->pages[page].kind = KIND_FREE;
  arena->pages[page].run = count;
  arena->pages[page + count - 1].kind = KIND_FREE;
  arena->pages[page + count - 1].run = count;
  link_page(arena, &arena->bins[bin], page);
  arena->filled_bins |= 1u << bin;
}

static void remove_run(perilune_arena *arena, uint32_t page) {
  int bin = bin_of(arena->pages[page].run);
  unlink_page(arena, &arena->bins[bin], page);
  if (arena->bins[bin] == 0) arena->filled_bins &= ~(1u << bin);
}

static void free_run(perilune_arena *arena, uint32_t page, uint32_t count) {
  uint32_t after = page + count;
  if (after < arena->top && arena->pages[after].kind == KIND_FREE) {
    count += arena->pages[after].run;
    remove_run(arena, after);
  }
  if (arena->pages[page - 1].kind == KIND_FREE) {
    page -= arena->pages[page - 1].run;
    count += arena->pages[page].run;
    remove_run(arena, page);
  }
  if (page + count == arena->top) {
    arena->top = page;
  } else {
    insert_run(arena, page, count);
  }
}

/* A run that fits: a few tries in the bin of its size, then any of a larger bin. 0: there is none. */
static uint32_t find_run(const perilune_arena *arena, uint32_t count) {
  int bin = bin_of(count);
  uint32_t page = arena->bins[bin];
  for (int i = 0; i < PERILUNE_BIN_TRIES && page != 0; i++, page = arena->pages[page].next) {
    if (arena->pages[page].run >= count) return page;
  }
  uint32_t larger = bin == 31 ? 0 : arena->filled_bins & ~0u << (bin + 1);
  return larger == 0 ? 0 : arena->bins[__builtin_ctz(larger)];
}

static void raise_top(perilune_arena *arena, uint32_t count) {
  arena->top += count;
  if (arena->top > arena->touched) arena->touched = arena->top;
}

/* The first page of `count` ones, marked as used by its caller; 0 when the region is full. */
static uint32_t allocate_run(perilune_arena *arena, uint32_t count) {
  uint32_t page = find_run(arena, count);
  if (page != 0) {
    uint32_t rest = arena->pages[page].run - count;
    remove_run(arena, page);
    if (rest > 0) insert_run(arena, page + count, rest);
  } else {
    if (count > arena->page_count - arena->top) return 0;
    page = arena->top;
    raise_top(arena, count);
  }
  /* A neighbour looks at the kind of the last page too. */
  arena->pages[page].kind = arena->pages[page + count - 1].kind = KIND_RUN;
  arena->pages[page].run = count;
  return page;
}

/* MARK: Pages of one size */

static uint32_t open_slab(perilune_arena *arena, uint8_t size_class) {
  uint32_t page = allocate_run(arena, 1);
  if (page == 0) return 0;
  arena->pages[page] = (perilune_page){.run = 1, .kind = KIND_SLAB, .size_class = size_class};
  link_page(arena, &arena->partial[size_class], page);
  return page;
}

static bool is_full(const perilune_page *slab) {
  return slab->first_free == 0 && slab->fresh + class_size(slab->size_class) > PERILUNE_PAGE;
}

static void *allocate_small(perilune_arena *arena, uint8_t size_class) {
  uint32_t page = arena->partial[size_class];
  if (page == 0) page = open_slab(arena, size_class);
  if (page == 0) return NULL;
  perilune_page *slab = &arena->pages[page];
  uint8_t *start = arena->base + (size_t)page * PERILUNE_PAGE;
  uint8_t *block;
  if (slab->first_free != 0) {
    block = start + (size_t)(slab->first_free - 1) * 16;
    memcpy(&slab->first_free, block, sizeof slab->first_free);
  } else {
    block = start + slab->fresh;
    slab->fresh = (uint16_t)(slab->fresh + class_size(size_class));
  }
  slab->live++;
  if (is_full(slab)) unlink_page(arena, &arena->partial[size_class], page);
  return block;
}

/* The last page of a class is kept, so that one block that comes and goes does not open and close it. */
static void free_small(perilune_arena *arena, uint32_t page, uint8_t *block) {
  perilune_page *slab = &arena->pages[page];
  uint32_t *list = &arena->partial[slab->size_class];
  bool was_full = is_full(slab);
  memcpy(block, &slab->first_free, sizeof slab->first_free);
  slab->first_free = (uint16_t)((size_t)(block - (arena->base + (size_t)page * PERILUNE_PAGE)) / 16 + 1);
  slab->live--;
  if (was_full) link_page(arena, list, page);
  if (slab->live > 0 || (slab->next == 0 && slab->previous == 0)) return;
  unlink_page(arena, list, page);
  free_run(arena, page, 1);
}

/* MARK: Blocks */

static uint32_t page_of(const perilune_arena *arena, const void *block) {
  return (uint32_t)((size_t)((const uint8_t *)block - arena->base) / PERILUNE_PAGE);
}

static size_t pages_for(size_t size) { return size / PERILUNE_PAGE + (size % PERILUNE_PAGE != 0); }

void *perilune_arena_allocate(perilune_arena *arena, size_t size) {
  if (size <= PERILUNE_SMALL) return allocate_small(arena, class_of(size));
  if (pages_for(size) > arena->page_count) return NULL;
  uint32_t page = allocate_run(arena, (uint32_t)pages_for(size));
  return page == 0 ? NULL : arena->base + (size_t)page * PERILUNE_PAGE;
}

void perilune_arena_free(perilune_arena *arena, void *block) {
  uint32_t page = page_of(arena, block);
  if (arena->pages[page].kind == KIND_SLAB) {
    free_small(arena, page, block);
  } else {
    free_run(arena, page, arena->pages[page].run);
  }
}

/* Takes the pages that follow the run, which are free or beyond the top. */
static bool extend_run(perilune_arena *arena, uint32_t page, uint32_t more) {
  uint32_t after = page + arena->pages[page].run;
  if (after == arena->top) {
    if (more > arena->page_count - arena->top) return false;
    raise_top(arena, more);
  } else {
    if (arena->pages[after].kind != KIND_FREE || arena->pages[after].run < more) return false;
    uint32_t rest = arena->pages[after].run - more;
    remove_run(arena, after);
    if (rest > 0) insert_run(arena, after + more, rest);
  }
  arena->pages[page].run += more;
  arena->pages[page + arena->pages[page].run - 1].kind = KIND_RUN;
  return true;
}

bool perilune_arena_resize(perilune_arena *arena, void *block, size_t size) {
  uint32_t page = page_of(arena, block);
  perilune_page *entry = &arena->pages[page];
  if (entry->kind == KIND_SLAB) return size <= PERILUNE_SMALL && class_of(size) == entry->size_class;
  if (size <= PERILUNE_SMALL || pages_for(size) > arena->page_count) return false;
  uint32_t needed = (uint32_t)pages_for(size);
  uint32_t held = entry->run;
  if (needed > held) return extend_run(arena, page, needed - held);
  if (needed < held) {
    entry->run = needed;
    arena->pages[page + needed - 1].kind = KIND_RUN;
    free_run(arena, page + needed, held - needed);
  }
  return true;
}

/* MARK: Memory that is not used */

static void give_back(const perilune_arena *arena, uint32_t page, uint32_t count) {
  madvise(arena->base + (size_t)page * PERILUNE_PAGE, (size_t)count * PERILUNE_PAGE, MADV_DONTNEED);
}

void perilune_arena_trim(perilune_arena *arena) {
  if (arena->touched - arena->top >= PERILUNE_TRIM_PAGES) {
    give_back(arena, arena->top, arena->touched - arena->top);
    arena->touched = arena->top;
  }
  for (int bin = bin_of(PERILUNE_TRIM_PAGES); bin < PERILUNE_BINS; bin++) {
    for (uint32_t page = arena->bins[bin]; page != 0; page = arena->pages[page].next) {
      give_back(arena, page, arena->pages[page].run);
    }
  }
}

#endif
