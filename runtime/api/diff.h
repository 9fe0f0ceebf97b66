/* `diff`: two versions of a theory or of the facts, and which claims came out otherwise because of what. */
#ifndef HENCE_API_DIFF_H
#define HENCE_API_DIFF_H

#include "runtime/api/answered.h"
#include "runtime/api/session.h"

typedef struct {
    uint32_t most_runs; /* to find causes; 0: DIFF_RUNS */
    bool as_json;
    /* b is a at a later time: only the claims are told, as they were before and are now; nothing if none changed. */
    bool is_later;
} DiffAsk;
enum { DIFF_RUNS = 500 };

/* Two sessions that have run.  For each claim that came out otherwise the smallest set of edits, of
 * facts before others, with which the first version alone comes to the second one's verdict; each found by runs. */
Answered diff(const Session *a, const Session *b, const RunOptions *run, const DiffAsk *ask, Text *out);

#endif
