/* A search at work among sets of facts: which of them would do, for all who ask a residue about one target. */
#ifndef HENCE_SUPPORTS_INTERNAL_H
#define HENCE_SUPPORTS_INTERNAL_H

#include "runtime/judge/residue.h"
#include "runtime/judge/supports.h"

typedef struct {
    Inquiry *inquiry;
    const Store *store;    /* where all facts that can be are suspended: the residue's */
    Residue *residue;      /* of one target: what is to be shown */
    Vec(uint32_t) numbers; /* facts on which something hangs, in order */
    Vec(uint32_t) places;  /* where each stands in the residue */
    uint8_t *fates;        /* by place */
    RelId relation;        /* of the target: the answer of the claim, or what refutes it */
    const Value *row;      /* NULL: any */
    const RowRef *others;  /* rows of the base that would do as well */
    uint32_t other_count;
    bool is_always; /* true whatever becomes of the facts that are not held */
    uint64_t trials, spent, spent_most;
} Search;

/* Of a search that has inquiry, relation and row: the world in which all that can be is suspended, to be freed behind
 * search_close.  is_whole: all that the target hangs on was found. */
World *search_open(Search *search, Held *held, bool *is_whole);
void search_close(Search *search);
/* Whether it may look at one more set. */
bool search_may_go_on(void *context);
/* The target under the fates. */
bool search_holds(Search *search);
/* The target in a world: true, and all is computed. */
bool search_holds_in(const Search *search, const World *world);
/* What is refuted may be so by what nobody looked at, under another binding: whether it still is. */
bool search_is_refuted_in(const Search *search, const World *world);

/* Numbers of members are those of the search. */
void trying_find(Search *search, const Members *needed, const Members *critical, Arena *arena, Supports *supports);
void resilience_find(Search *search, const Families *sets, Arena *arena, Resilience *resilience, uint32_t *unverified);

#endif
