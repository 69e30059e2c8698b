/* What the files of the bridge share. Every function says its effect on the Lua stack: [-popped, +pushed], and with
 * `e` that it may raise a Lua error, so that it may only run inside perilune_protect. */
#ifndef PERILUNE_INTERNAL_H
#define PERILUNE_INTERNAL_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

#include "context/tape.h"
#include "include/perilune_bridge.h"
#include "state/arena.h"

#if LUA_VERSION_NUM != 504
#error "Perilune is built for Lua 5.4"
#endif

/* The thread sanitizer's runtime may be interrupted anywhere, so what runs in the signal handler must not enter it and cannot
 * leave it by a jump: in its builds such functions are not watched, and an invocation is stopped by the hook only. */
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define PERILUNE_THREAD_SANITIZER 1
#define PERILUNE_IN_HANDLER __attribute__((disable_sanitizer_instrumentation))
#endif
#endif
#ifndef PERILUNE_IN_HANDLER
#define PERILUNE_THREAD_SANITIZER 0
#define PERILUNE_IN_HANDLER
#endif

#define PERILUNE_TRACEBACK_SIZE 2048
#define PERILUNE_MESSAGE_SIZE 4096
#define PERILUNE_FRAMES 12
#define PERILUNE_LIBRARIES 10
#define PERILUNE_FIRST_VIEWS 12
#define PERILUNE_TAPE_ROOT offsetof(perilune_tape_header, root)
#define PERILUNE_NEXT_WAYS 4 /* traversals by `next` that may be nested without sorting again */

/* A growing block that counts against the state's memory. */
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
} perilune_buffer;

/* Slots of the registry, by integer key: so few, after the three that are Lua's, that all stand in its array. */
enum {
  PERILUNE_SLOT_GLOBALS = 4,  /* name -> value: what every environment starts with */
  PERILUNE_SLOT_MODULES,      /* name -> compiled chunk */
  PERILUNE_SLOT_MAIN,         /* the one of the main script */
  PERILUNE_SLOT_PROPOSALS,    /* the second argument of a hook */
  PERILUNE_SLOT_ARRAY,        /* the metatable that marks an array */
  PERILUNE_SLOT_STRING_VIEW,  /* what getmetatable("") shows */
  PERILUNE_SLOT_ENVIRONMENT,  /* the metatable of environments without their globals */
  PERILUNE_SLOT_BARE,         /* the latest environment that was one, so that no other object gets its address */
  PERILUNE_SLOT_VIEW,         /* the metatable of views of the context */
  PERILUNE_SLOT_FIRST_VIEW,   /* what serves each invocation as its first views, a slot each */

  /* Of one invocation, and empty between two. */
  PERILUNE_TRANSIENT_LOADED = PERILUNE_SLOT_FIRST_VIEW + PERILUNE_FIRST_VIEWS, /* module -> result, or the loading mark */
  PERILUNE_TRANSIENT_METATABLES, /* author's metatable -> installed copy */
  PERILUNE_TRANSIENT_NAMES,      /* object -> number that stands for its address */
  PERILUNE_TRANSIENT_NEXT,       /* table, keys and order of the latest `next` */
  PERILUNE_TRANSIENT_VIEWS,      /* node -> view, beyond the first */
  PERILUNE_TRANSIENT_RETAINED,   /* the value of the retained field */
  PERILUNE_TRANSIENT_END
};

struct perilune_state {
  lua_State *main;

  /* Memory: owned by allocator.c. */
  perilune_arena arena;
  size_t used;
  size_t peak;
  size_t limit;
  size_t loaded;   /* what the libraries and sources use */
  size_t refused;  /* size of a request that was refused and not yet granted; 0: none */
  size_t ordinal;  /* of requests, for tests */
  size_t refuse_from; /* 0: no rule */
  size_t refuse_count;
  bool moved_block; /* the latest request changed the size of a block, so somebody may be mending pointers */

  /* Budget: owned by budget/. Written by the signal handler on the same thread. */
  volatile sig_atomic_t expired; /* a perilune_status, 0 while there is budget */
  lua_State *volatile executing;
  volatile uint64_t deadline; /* of the monotonic clock; UINT64_MAX: none */
  uint64_t instructions;
  uint64_t instruction_limit;
  uint64_t retry_delay;
  volatile uint64_t processor_limit; /* of the thread's processor time, in place of the deadline; 0: none */
  uint64_t expired_at; /* processor time of the thread when the signal handler first saw it; 0: not yet */
  bool was_deep; /* it went on in a recursion, without a hook, after that */
  perilune_interrupt *interrupt;
  volatile sig_atomic_t critical; /* how many parts deep it runs that must not be left halfway */
  volatile sig_atomic_t may_abandon;
  sigjmp_buf escape;
  bool is_spent; /* what it holds may be in any condition: it can only be closed */

  /* The invocation. */
  const perilune_call *call;
  uint32_t operation_count;
  size_t output_used; /* of the limit: bytes, and what each value costs besides them */
  uint32_t transients; /* a bit for each transient slot that was filled */
  uint64_t random[4];
  bool is_seeded; /* else `random` is still to be made of the call's seed */
  lua_Integer next_name;
  perilune_tape tapes[1 + PERILUNE_FIELDS]; /* of the context, then of the fields that go over it */
  uint64_t generation; /* of the invocation */
  const void *views[PERILUNE_FIRST_VIEWS]; /* the nodes of the first views */
  uint32_t view_count;
  uint32_t views_made; /* the slots of first views that are filled, by whatever invocation */
  const void *bare_environment; /* the table that looks its globals up; NULL: it has them */
  int global_reads;
  bool is_retained_used;
  uint64_t way_use[PERILUNE_NEXT_WAYS]; /* when order.c last used each */
  uint64_t way_clock;
  perilune_status failure; /* why a call that nobody can catch was ended; PERILUNE_FAILED: the script */

  /* What it leaves for the caller. */
  perilune_buffer value;
  perilune_buffer operations;
  perilune_buffer retained;
  perilune_buffer log;
  perilune_buffer message;
  size_t operations_end; /* of the last whole operation */
  size_t log_end; /* of its last whole line */
  bool log_was_cut;
  bool has_traceback;
  int32_t line;
  size_t file_count;
  size_t traceback_count;
  char file[512];
  char traceback[PERILUNE_TRACEBACK_SIZE];

  /* Identities of the frozen libraries, so that raw access can be told apart. */
  const void *libraries[PERILUNE_LIBRARIES];
  int library_count;
};

static inline perilune_state *perilune_of(lua_State *L) { /* [-0, +0] */
  return *(perilune_state **)lua_getextraspace(L);
}

/* Parts that must not be abandoned halfway (see perilune_deadline_reached): short, and they raise nothing. */
static inline void perilune_enter_critical(perilune_state *state) {
  state->critical++;
  atomic_signal_fence(memory_order_seq_cst);
}

static inline void perilune_leave_critical(perilune_state *state) {
  atomic_signal_fence(memory_order_seq_cst);
  state->critical--;
}

/* allocator.c */
void *perilune_allocate(void *state, void *block, size_t old_size, size_t new_size);

/* buffer.c: e; each raises the memory sentinel when the state may not grow. */
void perilune_buffer_append(lua_State *L, perilune_buffer *buffer, const void *bytes, size_t count); /* [-0, +0, e] */
void perilune_buffer_grow(lua_State *L, perilune_buffer *buffer, size_t count);                      /* [-0, +0, e] */
static inline void perilune_buffer_reserve(lua_State *L, perilune_buffer *buffer, size_t count) { /* [-0, +0, e] */
  if (count > buffer->capacity - buffer->count) perilune_buffer_grow(L, buffer, count);
}
void perilune_keep_message(lua_State *L, const char *bytes, size_t count); /* [-0, +0, e]: its beginning */
void perilune_buffer_free(perilune_state *state, perilune_buffer *buffer);
static inline perilune_bytes perilune_buffer_bytes(const perilune_buffer *buffer) {
  return (perilune_bytes){buffer->bytes, buffer->count};
}

/* budget/expiry.c */
void perilune_expire(perilune_state *state, perilune_status reason);
int perilune_raise_expired(lua_State *L);                       /* [-0, +0, e]: never returns */
void perilune_check(lua_State *L);                              /* [-0, +0, e]: raises when the budget is spent */
void perilune_check_status(lua_State *L, int status);           /* [-0, +0, e]: after each protected call */
void perilune_hook(lua_State *L, lua_Debug *record);            /* [-0, +0, e] */
void perilune_capture_traceback(perilune_state *state, lua_State *L, int level); /* [-0, +0]: from that frame on */
void perilune_spend_slowly(lua_State *L, uint64_t steps);       /* [-0, +0, e] */

/* Every loop of a library function says here what it does, at the latest each PERILUNE_BLOCK bytes or some 500 short
 * steps: an item, a step of the pattern matcher, or PERILUNE_STEP bytes that are only copied or compared. A step counts
 * as one instruction of an exact budget. */
#define PERILUNE_STEP 64
#define PERILUNE_BLOCK 32768
static inline void perilune_spend(lua_State *L, uint64_t steps) { /* [-0, +0, e] */
  const perilune_state *state = perilune_of(L);
  if (state->expired != 0 || state->instruction_limit != 0) perilune_spend_slowly(L, steps);
}

/* budget/deadline.c */
perilune_status perilune_budget_arm(perilune_state *state, const perilune_call *call, uint64_t now);
perilune_status perilune_budget_arm_processor(perilune_state *state, uint64_t time_limit);
void perilune_budget_disarm(perilune_state *state);
uint64_t perilune_now(void);
void perilune_deadline_reached(void); /* from the signal handler */

/* budget/alarm_*.c: how a platform interrupts a thread. */
bool perilune_alarm_prepare(void);
void perilune_alarm_set(uint64_t when); /* async-signal-safe */
void perilune_alarm_leave(void); /* the handler will not return */
long perilune_alarm_thread(void);
void perilune_alarm_poke(long thread);

/* budget/abandon.c */
perilune_status perilune_guard(perilune_state *state, perilune_status (*body)(perilune_state *, void *), void *argument);
void perilune_abandon(perilune_state *state); /* from the signal handler; returns when it must not */

/* state/state.c: what a protected call outside of an invocation came to. */
perilune_status perilune_end_of_setup(perilune_state *state, int code, perilune_status otherwise);

/* state/protect.c */
int perilune_protect(perilune_state *state, lua_CFunction body, void *argument); /* [-0, +0 or +1]: the error object */

/* state/environment.c */
void perilune_environment_open(lua_State *L);                         /* [-0, +0, e]: once per state */
void perilune_environment_renew(lua_State *L);                        /* [-0, +0, e]: a clean one for the closure on top */
void perilune_environment_fill(lua_State *L, int index);              /* [-0, +0, e]: if it is a bare one */
void perilune_freeze(lua_State *L, const char *name);                 /* [-1, +1, e]: a table becomes its proxy */
bool perilune_is_library(lua_State *L, int index);                    /* [-0, +0] */
void perilune_real_table(lua_State *L, int index);                    /* [-0, +0]: a library's proxy becomes its table */
void perilune_transient_push(lua_State *L, int slot);                 /* [-0, +1, e]: the slot's table, made if absent */
void perilune_transient_set(lua_State *L, int slot);                  /* [-1, +0, e] */
void perilune_transient_forget(perilune_state *state);                /* [-0, +0]: all of them */

/* values/ */
void perilune_read_value(lua_State *L, perilune_bytes source);                                   /* [-0, +1, e] */
void perilune_write_value(lua_State *L, int index, perilune_buffer *target, const char *what);   /* [-0, +0, e] */
void perilune_write_operation(lua_State *L, const char *method, int last); /* [-0, +0, e]: `tx:…` and the arguments 2 to `last` */
int perilune_invalid_output(lua_State *L);  /* [-1, +0, e]: raises the message on top as an output error */
bool perilune_is_utf8(const char *bytes, size_t count);
void *perilune_null(void);
void perilune_mark_array(lua_State *L);     /* [-0, +0, e]: the table on top */
bool perilune_is_array(lua_State *L, int index); /* [-0, +0] */
const char *perilune_tostring(lua_State *L, int index, size_t *count); /* [-0, +1, e] */

/* values/order.c: the keys of a table in their defined order. */
typedef struct {
  size_t count;
  size_t position;
  uint32_t index[]; /* into the array of keys */
} perilune_order;
perilune_order *perilune_order_push(lua_State *L, int index); /* [-0, +2, e]: the array of keys, then the order */
int perilune_next(lua_State *L);                              /* Lua's next, in the defined order */
int perilune_pairs(lua_State *L);

/* context/: what scripts read. */
void perilune_open_views(lua_State *L);                 /* [-0, +0, e]: once per state */
void perilune_context_push(lua_State *L);               /* [-0, +1, e]: of the call */
int perilune_view_next(lua_State *L);                   /* Lua's next, for views */
int perilune_totable(lua_State *L);

/* library/blocks.c */

/* Space for `count` more bytes, as luaL_prepbuffsize gives it. That asks for memory once and fails; here what is garbage
 * by then is collected first, as Lua does for its own requests. */
char *perilune_grow(luaL_Buffer *text, size_t count); /* [-0, +0 or a box, e] */
static inline char *perilune_prepare(luaL_Buffer *text, size_t count) { /* [-0, +0 or a box, e] */
  return count <= text->size - text->n ? text->b + text->n : perilune_grow(text, count);
}

/* Each looks at the budget between two blocks. */
void perilune_add_blocks(luaL_Buffer *text, const char *bytes, size_t count);        /* [-0, +0 or a box, e] */
size_t perilune_find_byte(lua_State *L, const char *bytes, size_t count, char byte); /* [-0, +0, e]: or count */
static inline void perilune_add_bytes(luaL_Buffer *text, const char *bytes, size_t count) { /* [-0, +0 or a box, e] */
  if (count >= PERILUNE_STEP) {
    perilune_add_blocks(text, bytes, count);
  } else if (count > 0) {
    memcpy(perilune_prepare(text, count), bytes, count);
    luaL_addsize(text, count);
  }
}

/* library/numeral.c: the number that a value is or stands for; false and nothing pushed: it is none. */
bool perilune_push_number(lua_State *L, int index); /* [-0, +1, e] */

/* library/: each pushes or fills what its name says. */
void perilune_open_base(lua_State *L);      /* [-0, +0, e]: fills the table on top */
void perilune_open_metatables(lua_State *L); /* [-0, +0, e]: fills the table on top */
void perilune_open_coroutine(lua_State *L); /* [-0, +1, e] */
void perilune_open_string(lua_State *L);    /* [-0, +1, e] */
void perilune_open_table(lua_State *L);     /* [-0, +1, e] */
void perilune_open_math(lua_State *L);      /* [-0, +1, e] */
void perilune_open_utf8(lua_State *L);      /* [-0, +1, e] */
void perilune_open_os(lua_State *L);        /* [-0, +1, e] */
void perilune_open_log(lua_State *L);       /* [-0, +1, e] */
void perilune_open_proposals(lua_State *L); /* [-0, +1, e] */
int perilune_require(lua_State *L);
int perilune_print(lua_State *L);
int perilune_tonumber(lua_State *L);
void perilune_random_seed(perilune_state *state, uint64_t first, uint64_t second);
int perilune_getmetatable(lua_State *L);

#endif
