/* Threads with a stack that Lua's own nesting limits cannot overflow. */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#endif

#include "../internal.h"

typedef struct {
  void (*body)(void *);
  void *argument;
} thread_start;

static void *enter(void *pointer) {
  thread_start start = *(thread_start *)pointer;
  free(pointer);
  start.body(start.argument);
  return NULL;
}

perilune_status perilune_thread_start(size_t stack_size, void (*body)(void *), void *argument) {
  thread_start *start = malloc(sizeof *start);
  pthread_attr_t attributes;
  if (start == NULL) return PERILUNE_UNAVAILABLE;
  if (pthread_attr_init(&attributes) != 0) {
    free(start);
    return PERILUNE_UNAVAILABLE;
  }
  *start = (thread_start){body, argument};
  pthread_t thread;
  bool started = pthread_attr_setstacksize(&attributes, stack_size) == 0 &&
                 pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) == 0 &&
                 pthread_create(&thread, &attributes, enter, start) == 0;
  pthread_attr_destroy(&attributes);
  if (!started) free(start);
  return started ? PERILUNE_COMPLETED : PERILUNE_UNAVAILABLE;
}

uint32_t perilune_processor_count(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : (uint32_t)count;
}

void perilune_thread_yield_to_others(int steps) {
#ifdef __linux__
  /* A thread's own value, unlike what POSIX says; failing leaves it as it was. */
  id_t thread = (id_t)syscall(SYS_gettid);
  (void)setpriority(PRIO_PROCESS, thread, getpriority(PRIO_PROCESS, thread) + steps);
#else
  (void)steps;
#endif
}

uint64_t perilune_thread_time(void) {
  struct timespec time;
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0) return 0;
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}
