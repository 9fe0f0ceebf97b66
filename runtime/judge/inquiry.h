/* A claim and the given facts in its slice, to be asked about in other worlds.
 *
 *     Inquiry inquiry;
 *     inquiry_init(&inquiry, store, claim, &options, diags);
 *     inquiry_suppose_all(&inquiry, GIVEN_SUSPENDED);
 *     inquiry.fates[3] = GIVEN_KEPT;
 *     World *world = inquiry_run(&inquiry, &(Changes){.fate = NULL});
 *     ...inquiry_clear */
#ifndef HENCE_INQUIRY_H
#define HENCE_INQUIRY_H

#include "runtime/judge/claims.h"
#include "runtime/judge/cone.h"
#include "runtime/judge/scenario.h"
#include "runtime/judge/slice.h"

typedef struct {
    const Store *base; /* the world that is asked about, which has run.  Borrowed, as all else that is handed in */
    const Claim *claim;
    Cone cone;
    Slice slice;
    RunOptions options; /* worlds compute the cone only, from the slice */
    Diags *diags;
    Vec(RowRef) facts; /* rows that somebody gave or reported, in an order that goes by names and values alone */
    uint32_t *first;   /* by relation: where its rows stand in numbers; NO_ID: they are no facts */
    Vec(uint32_t) numbers;
    uint8_t *fates;   /* by fact: a GivenFate, in the next world */
    bool *is_held;    /* by fact: given in every world, since it cannot be suspended by itself */
    uint64_t faults;  /* values that could not be computed with all facts as they are, once somebody asks */
    bool has_faults;  /* that is known */
    bool shares;      /* its worlds share relations with the base */
    Vec(RelId) fated; /* room for relations of facts with a fate */
    uint64_t worlds;  /* that have been run */
    Stop stop;        /* why one of them stopped */
} Inquiry;

void inquiry_init(Inquiry *inquiry, const Store *base, const Claim *claim, const RunOptions *options, Diags *diags);
void inquiry_clear(Inquiry *inquiry);

/* An inquiry about one row, or about the one answer of a question: as a claim that is that and no more. */
typedef struct {
    Inquiry inquiry;
    Claim claim;
    Part part;
    Sources *sources;
} RowInquiry;
/* claim: the one whose answer the row is, which is then asked about, so that the row may be NULL; NULL: none.
 * *own must stay where it is. */
void row_inquiry_begin(RowInquiry *own, const Store *store, RelId relation, const Value *row, const Claim *claim,
                       const RunOptions *options, Arena *arena);
void row_inquiry_end(RowInquiry *own);

uint32_t inquiry_number(const Inquiry *inquiry, RelId relation, RowId row); /* NO_ID: no fact of the slice */
/* A fact may be stated for certain, and reported too, by rows that stand side by side; the first of them. */
bool inquiry_is_same_fact(const Inquiry *inquiry, uint32_t a, uint32_t b);
uint32_t inquiry_first(const Inquiry *inquiry, uint32_t fact);
uint32_t inquiry_end(const Inquiry *inquiry, uint32_t first); /* behind its last row */
/* Of all facts but those that are held. */
void inquiry_suppose_all(Inquiry *inquiry, GivenFate fate);
/* Of all rows of a fact, by its first; those that are held are not suspended. */
void inquiry_suppose(Inquiry *inquiry, uint32_t first, GivenFate fate);
/* A world with these fates, and the other changes of `changes` (NULL: none). */
World *inquiry_run(Inquiry *inquiry, const Changes *changes);
/* A world with these changes alone, whatever the fates: what is added is in no slice, so this one has its own. */
World *inquiry_run_changes(Inquiry *inquiry, const Changes *changes);
/* Whether all that can be computed in the base is computed in the world: else what is absent from it may be so for want
 * of an aggregate's value. */
bool inquiry_is_computed(Inquiry *inquiry, const World *world);
/* How what is asked comes out in a world; false, and nothing is said, where that is not known. */
typedef bool InquiryJudge(void *context, const World *world, Status *status, Reason *reason);
/* How the claim comes out in the world; false, and nothing is said,
 * where it was stopped or something is not computed. */
bool inquiry_judge(Inquiry *inquiry, const World *world, Status *status, Reason *reason);

/* Whether the fact goes when a source is no longer believed: all of its statements cite it, or others that are not. */
bool inquiry_is_dropped(const Inquiry *inquiry, uint32_t fact, bool (*is_distrusted)(void *context, Symbol key),
                        void *context);

/* Holds what cannot be suspended by itself, given a world in which the facts are: given rows that contradict each other
 * or strict conclusions, and what aggregates run over.  True if there was something: the world has to be run again. */
typedef struct {
    bool for_contradiction, for_aggregate;
} Held;
/* Whether undecided rows of the relation are contradicted, or may be, by others than a residue weighs.  A row and its
 * opposite that are both suspended must never be given together then. */
bool inquiry_may_contradict(const Store *store, RelId relation);
bool inquiry_hold(Inquiry *inquiry, const World *world, Held *held);

#endif
