/* A run, round by round: which rule made which rows of which premises. */
#ifndef HENCE_SHOW_TRACE_H
#define HENCE_SHOW_TRACE_H

#include "lang/base/source.h"
#include "runtime/show/tree.h"
#include "runtime/why/firing.h"

typedef struct {
    bool as_json;
    TreeForm form;   /* TREE_TEXT or TREE_MD */
    uint32_t rounds; /* at most; 0: all */
    uint32_t most;   /* rows of a round */
    bool is_full;    /* steps of the translation too, and nothing cut */
} TraceStyle;

/* The components in the order in which they were computed; given facts, by relation;
 * then a table, to be checked by hand:
 *
 *     round  new row         rule  premises
 *         1  anc(ann, bob)   base  parent(ann, bob)
 *         2  anc(ann, cleo)  step  anc(ann, bob), parent(bob, cleo)
 *
 * and what stayed undecided.  What is left out is counted.  A cell that is wider than its share
 * of a line is cut unless is_full; of premises it says how many more there are.  Flows out as it is made. */
void trace_print(const Firings *firings, const TraceStyle *style, const Sources *sources, Text *text);
/* "stages","given","rounds","undecided","rounds_left": members of an object that is open, without a leading comma. */
void trace_json(const Firings *firings, const TraceStyle *style, const Sources *sources, Text *text);

#endif
