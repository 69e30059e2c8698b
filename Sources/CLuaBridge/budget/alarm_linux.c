/* Linux: one POSIX timer per thread that runs Lua, aimed at that thread. */
#if defined(__linux__) && !defined(PERILUNE_WATCHDOG)

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "../internal.h"

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

typedef struct {
  timer_t timer;
  pid_t thread;
  volatile uint64_t set_for; /* 0: not set */
} alarm_slot;

static _Thread_local alarm_slot slot __attribute__((tls_model("initial-exec")));
static pthread_once_t setup_once = PTHREAD_ONCE_INIT;
static pthread_key_t slot_key;
static bool is_set_up;
static struct sigaction previous;

PERILUNE_IN_HANDLER static bool is_ours(const siginfo_t *info) {
  return info->si_code == SI_TKILL || (info->si_code == SI_TIMER && info->si_value.sival_ptr == &slot);
}

/* The Go runtime preempts with SIGURG too; another library's handler keeps getting its signals. */
PERILUNE_IN_HANDLER static void hand_on(int number, siginfo_t *info, void *context) {
  if ((previous.sa_flags & SA_SIGINFO) != 0) {
    previous.sa_sigaction(number, info, context);
  } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
    previous.sa_handler(number);
  }
}

PERILUNE_IN_HANDLER static void on_signal(int number, siginfo_t *info, void *context) {
  int error = errno;
  slot.set_for = 0;
  perilune_deadline_reached();
  if (!is_ours(info)) hand_on(number, info, context);
  errno = error;
}

static void delete_timer(void *ended) { timer_delete(((alarm_slot *)ended)->timer); }

/* The thread sanitizer holds signals back until the thread calls a function that it watches, and a script in a loop calls
 * none; this is the C library's own name for the same function. */
#if PERILUNE_THREAD_SANITIZER
int __sigaction(int number, const struct sigaction *action, struct sigaction *previous);
#define sigaction(number, action, previous) __sigaction(number, action, previous)
#endif

static void set_up(void) {
  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  if (pthread_key_create(&slot_key, delete_timer) != 0) return;
  is_set_up = sigaction(SIGURG, &action, &previous) == 0;
}

bool perilune_alarm_prepare(void) {
  if (slot.thread != 0) return true;
  pthread_once(&setup_once, set_up);
  if (!is_set_up) return false;
  pid_t thread = (pid_t)syscall(SYS_gettid);
  struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGURG};
  event.sigev_value.sival_ptr = &slot;
  event.sigev_notify_thread_id = thread;
  if (timer_create(CLOCK_MONOTONIC, &event, &slot.timer) != 0) return false;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGURG);
  if (pthread_sigmask(SIG_UNBLOCK, &set, NULL) != 0 || pthread_setspecific(slot_key, &slot) != 0) {
    timer_delete(slot.timer);
    return false;
  }
  slot.thread = thread;
  return true;
}

/* An earlier alarm stays: its signal finds the later deadline and sets it, which is cheaper than setting every time. */
PERILUNE_IN_HANDLER void perilune_alarm_set(uint64_t when) {
  if (slot.set_for != 0 && slot.set_for <= when) return;
  struct itimerspec time; /* field by field: an initializer may call memset, which the thread sanitizer watches */
  time.it_interval.tv_sec = 0;
  time.it_interval.tv_nsec = 0;
  time.it_value.tv_sec = (time_t)(when / 1000000000u);
  time.it_value.tv_nsec = (long)(when % 1000000000u);
  slot.set_for = when;
#if PERILUNE_THREAD_SANITIZER
  syscall(SYS_timer_settime, (int)(intptr_t)slot.timer, TIMER_ABSTIME, &time, NULL); /* what glibc calls */
#else
  timer_settime(slot.timer, TIMER_ABSTIME, &time, NULL);
#endif
}

void perilune_alarm_leave(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGURG);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

long perilune_alarm_thread(void) { return (long)slot.thread; }

void perilune_alarm_poke(long thread) { syscall(SYS_tgkill, getpid(), (pid_t)thread, SIGURG); }

#endif
