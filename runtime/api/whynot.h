/* Why something does not follow, and what would change that. */
#ifndef HENCE_API_WHYNOT_H
#define HENCE_API_WHYNOT_H

#include "runtime/api/answered.h"
#include "runtime/api/suppose.h"
#include "runtime/show/whynot.h"

enum { WHYNOT_DEPTH = 3 };

typedef struct {
    Str subject;    /* an atom, a pattern, a body, or the name of a claim */
    uint32_t depth; /* how often missing premises are followed */
    const Supposed
        *supposed; /* what holds in the world that is asked about: other readings of the files suppose it too */
    struct RepairMemo *memo; /* of worlds that were run for other claims of the session; NULL: none */
    bool is_full;            /* text: nothing is folded */
    bool is_dialogue;        /* what to ask next is told as it is typed there */
    bool as_json;
    bool only_lacks; /* what would change it is not looked for */
} WhyNotAsk;

/* Tells what was found out, which is good until `tell` returns; of the ask `as_json` does not count. */
typedef void OnWhyNot(void *context, const WhyNot *told);
Answered whynot_find(Session *session, const RunOptions *run, const WhyNotAsk *ask, OnWhyNot *tell, void *context);

/* Of a session that has run.  ANSWER_NEGATIVE where it holds: it was asked why not. */
Answered whynot(Session *session, const RunOptions *run, const WhyNotAsk *ask, Text *out);

#endif
