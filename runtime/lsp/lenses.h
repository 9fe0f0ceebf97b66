/* What comes of claims and tests: a run of the whole program, beside the server, in a thread of its own.
 *
 * There is one run at a time, under a budget; an edit ends it.  Who asks waits for it without holding up anybody. */
#ifndef HENCE_LSP_LENSES_H
#define HENCE_LSP_LENSES_H

#include <jansson.h>
#include <pthread.h>
#include <stdatomic.h>

#include "runtime/lsp/documents.h"

/* A request that waits for a run. */
typedef struct {
    json_t *id, *lens;
    Str path; /* of the root it is about; owned */
} WaitingLens;

typedef struct {
    Str path;      /* of the root; owned */
    uint64_t made; /* when, by the clock of changes */
    struct hence_engine *engine;
    pthread_t thread;
    bool is_running;
    atomic_bool is_done;
    int wake;                      /* a pipe that is written to then */
    char *claims, *tests, *reason; /* JSON, and why there is none; from malloc: the thread has no account */
} LensRun;

typedef struct {
    LensRun run;
    double seconds;         /* of a run, and of each question it is asked; 3 */
    json_t *claims, *tests; /* titles of the last run that ended: by name; by `file:line` */
    int pipe[2];
    Vec(WaitingLens) waiting;
} Lenses;

bool lenses_begin(Lenses *lenses);
void lenses_end(Lenses *lenses);

#endif
