/* `why`: the proof of an atom or of a claim, or how it stands. */
#ifndef HENCE_API_WHY_H
#define HENCE_API_WHY_H

#include "runtime/api/answered.h"
#include "runtime/api/suppose.h"
#include "runtime/show/tree.h"

typedef struct {
    const char *subject; /* a claim's name, else a body, whose first answer in value order is proved */
    bool as_json;
    TreeForm form;    /* else */
    uint32_t depth;   /* steps below are folded; 0: none */
    bool is_full;     /* exceptions and trivial checks one by one, and the steps of the translation */
    bool has_others;  /* then the other proofs: every instance of every rule that gives the row */
    uint32_t most;    /* of them; 0: WHY_MOST */
    bool tips;        /* a fact is looked for, by worlds, without which it would not hold, and one that would undo it */
    bool is_dialogue; /* what to ask next is told as it is typed there */
    const Supposed *supposed; /* what the session's world supposes */
} WhyAsk;
enum { WHY_MOST = 20 };

/* On the session's world, which has run.  What is printed was checked by the verifier. */
Answered why(Session *session, const RunOptions *run, const WhyAsk *ask, Text *out);

/* The proof that is told of the subject, checked, for who tells it otherwise; to be freed by the caller.  NULL, and how
 * that came, where it is not established. */
Proof *why_proof(Session *session, const RunOptions *run, const char *subject, Answered *answered);

#endif
