/* Address space for arenas. Mapping it and touching its first pages takes as long as opening the libraries, so some of what
 * closed states leave is kept for the next ones, with nothing in it. */
#ifndef PERILUNE_HEAP

#include "region.h"

#include <pthread.h>
#include <string.h>
#include <sys/mman.h>

#define PERILUNE_REGIONS_KEPT 4
#define PERILUNE_KEPT_BYTES ((size_t)1 << 18) /* of each; what was used beyond goes back to the system */

typedef struct {
  void *start;
  size_t size;
} region;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static region kept[PERILUNE_REGIONS_KEPT];
static int kept_count;

static void *take_kept(size_t size) {
  void *found = NULL;
  pthread_mutex_lock(&lock);
  for (int i = kept_count - 1; i >= 0 && found == NULL; i--) {
    if (kept[i].size != size) continue;
    found = kept[i].start;
    kept[i] = kept[--kept_count];
  }
  pthread_mutex_unlock(&lock);
  return found;
}

static bool keep(void *start, size_t size) {
  pthread_mutex_lock(&lock);
  bool fits = kept_count < PERILUNE_REGIONS_KEPT;
  if (fits) kept[kept_count++] = (region){start, size};
  pthread_mutex_unlock(&lock);
  return fits;
}

void *perilune_region_open(size_t size) {
  void *start = take_kept(size);
  if (start != NULL) return start;
  start = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return start == MAP_FAILED ? NULL : start;
}

/* Elsewhere than on Linux what is given back need not come again as zeroes. */
static bool clean(uint8_t *start, size_t size, size_t table, size_t used) {
#ifdef __linux__
  size_t warm = used < PERILUNE_KEPT_BYTES ? used : PERILUNE_KEPT_BYTES;
  memset(start + table, 0, warm);
  return madvise(start, table, MADV_DONTNEED) == 0 &&
         madvise(start + table + warm, size - table - warm, MADV_DONTNEED) == 0;
#else
  (void)start, (void)size, (void)table, (void)used;
  return false;
#endif
}

void perilune_region_close(void *start, size_t size, size_t table, size_t used) {
  if (!clean(start, size, table, used) || !keep(start, size)) munmap(start, size);
}

#endif
