/* What a change contradicts: a fact that is stated, itself or by what follows from it; what follows without one. */
#ifndef HENCE_JUDGE_CLASH_H
#define HENCE_JUDGE_CLASH_H

#include "runtime/judge/levers.h"
#include "runtime/why/proof.h"

/* Rows that somebody wrote of, which are accepted in the one world and contradicted in the other. */
typedef struct {
    RowRef row;        /* one of them; row NO_ROW: there is none */
    uint64_t others;   /* there are so many more */
    uint32_t of_added; /* bit i: the i-th of what was stated is contradicted itself, and is not used either */
    bool is_least;     /* the other world has but a part of what holds: others may be more */
} Contradicted;
static const Contradicted NONE_CONTRADICTED = {.row = {NO_ID, NO_ROW}};

/* What contradicts one of the rows that are added, atoms of `before`, else what `proof` rests on, else any; the least
 * of these by the name of its relation and its values.  proof: of what is asked, where the world has no more than
 * that may depend on; NULL: it has all.  By relation of `before` which to look at; NULL: all. */
Contradicted world_clash(const Store *before, const Store *after, const bool *is_reached, const WrittenAtoms *added,
                         const Proof *proof);
/* Nothing is contradicted, or it is told in the same words. */
static inline bool clash_is_same(const Contradicted *a, const Contradicted *b) {
    if (a->row.row == NO_ROW || b->row.row == NO_ROW) return a->row.row == b->row.row;
    return a->row.relation == b->row.relation && a->row.row == b->row.row && a->others == b->others &&
           a->of_added == b->of_added && a->is_least == b->is_least;
}
/* How bad it is: none, one about something else, one that throws out what is added. */
static inline uint32_t clash_rank(const Contradicted *clash) {
    return clash->row.row == NO_ROW ? 0 : clash->of_added ? 2 : 1;
}

#endif
