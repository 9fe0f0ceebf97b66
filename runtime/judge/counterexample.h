/* Facts on which two programs give a relation different rows, as few as can be.
 *
 * First what the program gives is tried; then all sets of up to so many possible facts, smallest first, of which one
 * stands for those that differ in the names alone; then random ones.
 * What is found is made smaller by leaving facts out.
 * Of sets of one size those come first in which no fact has a name twice, and no two facts of a relation have the same
 * names in another order: people read parent(a, a) as a slip, and parent(a, b) with parent(b, a) as another.  Where the
 * programs differ without any fact, a single fact is taken instead that brings about another difference, if there is
 * one: without that fact this difference is gone, so it cannot be left out either.
 * The same programs and seed give the same outcome on each machine. */
#ifndef HENCE_COUNTEREXAMPLE_H
#define HENCE_COUNTEREXAMPLE_H

#include "runtime/judge/status.h"
#include "runtime/judge/universe.h"

enum { SETS_AT_MOST = 1500, SETS_RANDOM = 150, SEARCH_STEPS = 20000000 /* of all worlds together */ };

typedef struct {
    bool is_found;
    Stop stop;        /* the answer's run did not come to its end on these facts; nothing is known of rows then */
    Status status[2]; /* of the row, in the program that is right and in the answer */
    Reason reason[2];
    RelId relation[2];
    const Value *row[2];
    Vec(uint32_t) facts; /* numbers of the universe, in order */
    uint32_t size;       /* all sets of up to so many facts were tried, */
    uint32_t tried;      /* so many sets in all; */
    uint32_t random;     /* of these at random */
    Arena arena;
} Counterexample;

/* `run`: the limits of one world. */
void counterexample_find(const Universe *universe, Str relation, uint64_t seed, const RunOptions *run, Diags *diags,
                         Counterexample *found);
void counterexample_clear(Counterexample *found);

uint64_t random_next(uint64_t *state); /* the same numbers on each machine; any state will do to begin with */

#endif
