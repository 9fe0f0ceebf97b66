/* A proof: why a row holds, found again from what the store keeps.
 *
 * A step is a row with the rule that made it, the values of the rule's variables, and a step for each row the rule
 * needed; or a given row, which is a leaf.  A row that is needed in several places is one step: proofs are graphs
 * without cycles, since premises are always of an earlier round.  The root is step 0.
 * Where a team of rules is for an accepted row,
 * it is told by one that wins against what applies against the row by itself (winner.h).
 * Of all such proofs it is one whose height, the longest way down to a given row, is least (lowest.h); of several the
 * first in the order of rules and values, so it is the same each time.  Where too many instances lie below to compare
 * them, the way whose latest premise came earliest is taken instead, and it is noted that a lower one may exist. */
#ifndef HENCE_PROOF_H
#define HENCE_PROOF_H

#include <assert.h>

#include "runtime/why/group.h"
#include "runtime/why/lowest.h"

typedef uint32_t StepId;
#define NO_STEP UINT32_MAX

typedef struct {
    RelId relation;
    RowId row;
    RuleId rule;            /* NO_ID: given; its origins are in the store */
    uint32_t premise_count; /* literal_count of the rule; for a fold the rows listed */
    const StepId *premises; /* by literal: NO_STEP where the literal needs no row (a comparison, `not`, a LIT_LOOKUP
                               * that took its `otherwise`).  For a fold: rows of the group; for min and max the
                               * ones that have the result come first */
    const Value *bindings;  /* by variable of the rule; UNBOUND where the rule does not bind it.  NULL for a fold */
    uint32_t row_count;     /* fold: rows in the group, of which at most FOLD_ROWS_LISTED are premises */
    bool is_lost;           /* no instance of the rule was found: the store is not what a run leaves */
} Step;
#define FOLD_ROWS_LISTED GROUP_ROWS_LISTED

typedef struct {
    const Store *store;
    Vec(Step) steps;
    Arena arena;
    bool may_be_lower; /* there may be a lower proof */
    uint64_t left_out; /* rows of groups that are no steps */
} Proof;

/* Why the row holds.  Its store is another one where the row only follows aside (store/aside.h).  Borrows store, whose
 * tables may get further indexes.  Linear in the size of the proof: a chain of a million premises is fine. */
Proof *prove(const Store *store, RelId relation, RowId row);
/* The same with all rows of each group, for those who count what a row rests on; `left_out` counts those of groups that
 * would make it larger than so many steps. */
Proof *prove_whole(const Store *store, RelId relation, RowId row, uint32_t most_steps);
enum { WHOLE_STEPS = 100000 }; /* for what is told of every claim */
/* The same as prove_whole, or as prove where most_steps is 0, of one row after the other:
 * what lies below several is looked at once. */
Proof *prove_among(Lowest *lowest, RelId relation, RowId row, uint32_t most_steps);
/* The proof whose root is this instance.  NULL if its premises cannot be shown without the row itself. */
Proof *prove_by(const Store *store, RowRef row, const RuleInstance *instance);
/* By step the longest way down to a leaf; false if a step rests on itself, which no proof does. */
bool proof_heights(const Proof *proof, uint32_t *heights);
uint32_t proof_height(const Proof *proof);
void proof_free(Proof *proof); /* NULL is fine */

static inline const Value *step_values(const Proof *proof, const Step *step) {
    return table_row(store_table(proof->store, step->relation), step->row);
}
static inline const Rule *step_rule(const Proof *proof, const Step *step) {
    return step->rule == NO_ID ? NULL : &proof->store->program->rules.items[step->rule];
}
/* The same of one that a rule made, as its premises show. */
static inline const Rule *step_made_by(const Proof *proof, const Step *step) {
    assert(step->rule != NO_ID);
    return &proof->store->program->rules.items[step->rule];
}

/* The step that somebody's rule made or that is given, behind those that only pass it on (through.h). */
StepId step_behind(const Proof *proof, StepId id);
/* Whether the step, NO_STEP or another, is about what could follow if no exception and no rival did. */
bool step_is_possible(const Proof *proof, StepId id);
/* By step whether the root rests on it: where a key denies a rival, what could speak for that rival is no ground.
 * Owned by the caller (mem_free). */
bool *proof_grounds(const Proof *proof);

#endif
