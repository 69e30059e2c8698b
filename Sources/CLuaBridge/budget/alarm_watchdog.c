/* Elsewhere (macOS): one watchdog thread for the process signals each thread whose time has come, again and again until
 * that thread sets a later time. The signal handler only stores into its own slot. */
#if !defined(__linux__) || defined(PERILUNE_WATCHDOG)

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "../internal.h"

#define PERILUNE_POLL 100000 /* nanoseconds between two signals to one thread */

typedef struct alarm_slot {
  struct alarm_slot *next;
  pthread_t thread;
  atomic_ullong wake_at; /* 0: never */
} alarm_slot;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static alarm_slot *slots;                      /* under the lock */
static atomic_ullong watchdog_wakes = UINT64_MAX; /* when the watchdog looks next */
static pthread_once_t setup_once = PTHREAD_ONCE_INIT;
static pthread_key_t slot_key;
static bool is_set_up;
static _Thread_local alarm_slot *own_slot;
static _Thread_local volatile sig_atomic_t is_in_handler;

static void on_signal(int number) {
  (void)number;
  int error = errno;
  is_in_handler = 1;
  if (own_slot != NULL) atomic_store(&own_slot->wake_at, 0);
  perilune_deadline_reached();
  is_in_handler = 0;
  errno = error;
}

static uint64_t signal_due_threads(uint64_t now) { /* under the lock: when to look again */
  uint64_t earliest = UINT64_MAX;
  for (alarm_slot *slot = slots; slot != NULL; slot = slot->next) {
    uint64_t wake_at = atomic_load(&slot->wake_at);
    if (wake_at == 0) continue;
    if (wake_at <= now) {
      pthread_kill(slot->thread, SIGURG);
      wake_at = now + PERILUNE_POLL;
    }
    if (wake_at < earliest) earliest = wake_at;
  }
  return earliest;
}

static struct timespec wall_clock_after(uint64_t nanoseconds) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  uint64_t sum = (uint64_t)time.tv_nsec + nanoseconds;
  time.tv_sec += (time_t)(sum / 1000000000u);
  time.tv_nsec = (long)(sum % 1000000000u);
  return time;
}

static void *watch(void *unused) {
  (void)unused;
  pthread_mutex_lock(&lock);
  for (;;) {
    uint64_t now = perilune_now();
    uint64_t next = signal_due_threads(now);
    if (next > now + 1000000000u) next = now + 1000000000u;
    if (slots == NULL || next < now) next = now + PERILUNE_POLL;
    atomic_store(&watchdog_wakes, next);
    struct timespec until = wall_clock_after(next - now);
    pthread_cond_timedwait(&changed, &lock, &until);
  }
  return NULL;
}

static void forget_slot(void *ended) {
  pthread_mutex_lock(&lock);
  for (alarm_slot **link = &slots; *link != NULL; link = &(*link)->next) {
    if (*link != ended) continue;
    *link = (*link)->next;
    break;
  }
  pthread_mutex_unlock(&lock);
  free(ended);
}

static void set_up(void) {
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  pthread_t thread;
  is_set_up = pthread_key_create(&slot_key, forget_slot) == 0 && sigaction(SIGURG, &action, NULL) == 0 &&
              pthread_create(&thread, NULL, watch, NULL) == 0 && pthread_detach(thread) == 0;
}

bool perilune_alarm_prepare(void) {
  if (own_slot != NULL) return true;
  pthread_once(&setup_once, set_up);
  if (!is_set_up) return false;
  alarm_slot *slot = calloc(1, sizeof *slot);
  if (slot == NULL) return false;
  slot->thread = pthread_self();
  if (pthread_setspecific(slot_key, slot) != 0) {
    free(slot);
    return false;
  }
  pthread_mutex_lock(&lock);
  slot->next = slots;
  slots = slot;
  pthread_mutex_unlock(&lock);
  own_slot = slot;
  return true;
}

void perilune_alarm_set(uint64_t when) {
  atomic_store(&own_slot->wake_at, when);
  if (is_in_handler != 0 || when >= atomic_load(&watchdog_wakes)) return;
  pthread_mutex_lock(&lock);
  pthread_cond_signal(&changed);
  pthread_mutex_unlock(&lock);
}

void perilune_alarm_leave(void) {
  is_in_handler = 0;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGURG);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

long perilune_alarm_thread(void) { return (long)own_slot; }

/* The slot may be gone by now, so it is only compared. */
void perilune_alarm_poke(long thread) {
  pthread_mutex_lock(&lock);
  for (alarm_slot *slot = slots; slot != NULL; slot = slot->next) {
    if ((long)slot == thread) pthread_kill(slot->thread, SIGURG);
  }
  pthread_mutex_unlock(&lock);
}

#endif
