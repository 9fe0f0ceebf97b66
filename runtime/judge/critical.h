/* Facts that an answer cannot do without: taken back alone, with all others as they are, it no longer holds.
 *
 * One world is run in which all facts are suspended; what the answer hangs on in it is a ground program, which is
 * solved once for each fact.  Those that cannot be suspended, since aggregates run over them or they contradict each
 * other, take a world each. */
#ifndef HENCE_CRITICAL_H
#define HENCE_CRITICAL_H

#include "runtime/judge/inquiry.h"
#include "runtime/judge/levers.h"

typedef struct {
    /* Those that cite a source first, then those with an id, then those that have words; rows are of the base. */
    WrittenAtoms facts;
    uint32_t weighed; /* facts that were looked at, each once: that it hangs on, or that cannot be suspended */
    uint32_t worlds;  /* that were run for facts that cannot be suspended */
    bool is_whole;    /* there are no others: what is not among them it can do without */
} Critical;

/* Of a row that holds in the base, or if row is NULL of any row of the relation.  The proof is one of it.  All facts of
 * the inquiry are kept afterwards.  most_worlds: for facts that cannot be suspended; the first of them are weighed. */
Critical critical_find(Inquiry *inquiry, const Proof *proof, RelId relation, const Value *row, uint32_t most_worlds);
void critical_clear(Critical *critical);

#endif
