/* Runs one script of the corpus as a hook, `faults FILE CALLS MILLISECONDS [INSTRUCTIONS]`, and prints how it ended: for a bridge and a Lua that were
 * built with sanitizers and assertions (scripts/test-faults). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../Sources/CLuaBridge/include/perilune_bridge.h"

#define FAULTS_MEMORY (64u << 20)
#define FAULTS_MILLISECOND 1000000u
#define FAULTS_STACK (16u << 20) /* frames of an instrumented build are several times as large */

static const char *const endings[] = {"completed", "failed", "failed", "failed", "output", "unavailable",
                                      "time",      "memory", "instructions", "killed"};

typedef struct {
  perilune_bytes name, source;
  int calls;
  uint64_t time, instructions;
} job;

static perilune_bytes read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(2);
  uint8_t *bytes = malloc(1 << 20);
  size_t count = fread(bytes, 1, 1 << 20, file);
  fclose(file);
  return (perilune_bytes){bytes, count};
}

static perilune_state *open_state(const job *job) {
  perilune_state *state = NULL;
  if (perilune_state_open(FAULTS_MEMORY, &state) != PERILUNE_COMPLETED) abort();
  perilune_status status =
      perilune_state_load(state, (perilune_bytes){0}, job->name, job->source, job->time);
  if (status == PERILUNE_COMPLETED) return state;
  perilune_bytes message = perilune_state_message(state);
  printf("%s %.*s\n", endings[status], (int)message.count, (const char *)message.start);
  perilune_state_close(state);
  return NULL;
}

static void call_once(perilune_state *state, const job *job) {
  static const uint8_t context[] = {PERILUNE_TAG_OBJECT, 1, 0, 0, 0, 1, 0, 0, 0, 'a', PERILUNE_TAG_TRUE};
  const perilune_call call = {
      .entry = PERILUNE_ENTRY_BODY,
      .proposals = PERILUNE_PROPOSALS_ACCEPTED,
      .context = {context, sizeof context},
      .time_limit = job->time,
      .instruction_limit = job->instructions,
      .output_limit = 1 << 20,
      .depth_limit = 32,
      .operation_limit = 1024,
      .log_limit = 65536,
  };
  perilune_result result;
  perilune_state_call(state, &call, &result);
  printf("%s %.*s\n", endings[result.status], (int)result.message.count, (const char *)result.message.start);
}

static void work(void *argument) {
  job *job = argument;
  perilune_state *state = NULL;
  for (int i = 0; i < job->calls; i++) {
    if (state == NULL && (state = open_state(job)) == NULL) break;
    call_once(state, job);
    if (!perilune_state_settle(state)) {
      perilune_state_close(state);
      state = NULL;
    }
  }
  if (state != NULL) perilune_state_close(state);
  fflush(stdout);
  exit(0);
}

int main(int count, char **arguments) {
  if (count < 4) return 2;
  static job job;
  job.name = (perilune_bytes){(const uint8_t *)arguments[1], strlen(arguments[1])};
  job.source = read_file(arguments[1]);
  job.calls = atoi(arguments[2]);
  job.time = strtoull(arguments[3], NULL, 10) * FAULTS_MILLISECOND;
  job.instructions = count > 4 ? strtoull(arguments[4], NULL, 10) : 0;
  if (perilune_thread_start(FAULTS_STACK, work, &job) != PERILUNE_COMPLETED) return 2;
  for (;;) pause(); /* the worker ends the process */
}
