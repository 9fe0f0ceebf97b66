/* What would tip an answer: a fact without which it would not hold, and one that would undo it if it were stated.
 *
 * A fact that it cannot do without is taken back, or the facts of the proof are, one at a time; facts to state are
 * those that would give what the proof denies, or what an exception or a rival of a step lacks.  Each is a world of no
 * more than the answer can depend on, and few are run: one that was found is so, and of others nothing is said. */
#ifndef HENCE_TIPPING_H
#define HENCE_TIPPING_H

#include "runtime/judge/absences.h"
#include "runtime/judge/levers.h"
#include "runtime/judge/repair.h"

typedef struct {
    RepairStep steps[REPAIR_STEPS]; /* rows of the store, or in the arena */
    uint32_t step_count;            /* 0: none was found that tips it */
    Status status;                  /* of the answer, then */
    Reason reason;
    /* What is contradicted then; of a fact that is stated, only where no other one was found. */
    Contradicted clash;
    /* What else comes out otherwise, but for the claim that is proved; has_effects: that was looked for, and
     * is_of_status: claims that are only more certain or less were not; is_of_frame: of what is taken back others are
     * told in terms, so that much goes with it. */
    Repair effects;
    bool has_effects, is_of_status, is_of_frame;
    bool is_bare; /* of the answer to a question of several literals, which has no status: it no longer follows */
    /* Facts, by a world of its own each: not those that were tried together with others; if is_weighed all. */
    uint32_t tried;
    /* Without a fact: */
    bool is_weighed; /* each fact that it hangs on: but for the step, and `others`, it can do without any one of them */
    uint32_t others; /* facts that are each as needed as the step; if not is_weighed there may be more */
    /* None was found, and without one it would be this only; STRENGTH_CERTAIN: nor was such a one found. */
    Strength weaker;
    RepairStep weakening; /* that fact */
} Tip;

typedef struct {
    bool is_searched; /* false: the store is large, or a limit ended the search */
    Tip without, with;
    const WrittenAtom *needed; /* facts that are known to be critical (critical.h), in the arena */
    uint32_t needed_count;
    uint32_t fact_count; /* that the proof rests on */
    bool is_claim;       /* it is the answer of a claim */
    bool may_weaken;     /* without a fact that it can do without it may yet hold as less certain */
} Tipping;

enum { TIPPING_ROWS = 10000 };
bool tipping_is_large(const Store *store); /* it has so many rows: then nothing is tried */

/* Of the row that is proved, or of the claim whose answer that is.  Absences are those of the proof: of which a fact
 * was found that undoes them, they note it.  is_whole: else no more than that, and what is needed, is looked for. */
Tipping tipping_of(const Proof *proof, const RunOptions *run, bool is_whole, Absences *absences, Arena *arena);

/* How a claim comes out if an open fact that it hinges on is so, and if it is not: the first of them that settle it by
 * themselves, in one way at least; as many are tried as worlds allow, which *tried counts.  *stop: the limit that ended
 * it. */
enum { TIPPING_OPEN = 2 };
uint32_t tipping_open(const Store *store, const Claim *claim, const Hinges *hinges, const RunOptions *run,
                      IfSettled settled[TIPPING_OPEN], uint32_t *tried, Stop *stop, Arena *arena);
#endif
