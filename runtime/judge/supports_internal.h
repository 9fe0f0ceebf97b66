/* A search at work among sets of facts: which of them would do, for all who ask a residue about one target. */
#ifndef HENCE_SUPPORTS_INTERNAL_H
#define HENCE_SUPPORTS_INTERNAL_H

#include "runtime/judge/residue.h"
#include "runtime/judge/supports.h"

typedef struct {
    Inquiry *inquiry;
    const Store *store;    /* where all facts that can be are suspended: the residue's */
    Residue *residue;      /* of one target: what is to be shown */
    Vec(uint32_t) numbers; /* rows on which something hangs, in order */
    Vec(uint32_t) places;  /* where each stands in the residue */
    /* By fact its first row, and behind the last their number: what is stated for certain and reported too has
     * several, which are taken back together, as a scenario does. */
    Vec(uint32_t) firsts;
    uint8_t *fates;       /* by place */
    RelId relation;       /* of the target: the answer of the claim, or what refutes it */
    const Value *row;     /* NULL: any */
    const RowRef *others; /* rows of the base that would do as well */
    uint32_t other_count;
    bool is_always; /* true whatever becomes of the facts that are not held */
    uint64_t trials, spent, spent_most;
} Search;

/* Of a search that has inquiry, relation and row: the world in which all that can be is suspended, to be freed behind
 * search_close.  is_whole: all that the target hangs on was found. */
World *search_open(Search *search, Held *held, bool *is_whole);
void search_close(Search *search);
uint32_t search_fact_count(const Search *search);
uint32_t search_number(const Search *search, uint32_t fact); /* of its first row in the inquiry */
/* What becomes of a fact: in the residue; in the next world, rows that are held not being suspended. */
void search_set_fact(Search *search, uint32_t fact, RowFate fate);
void search_give_fact(Search *search, uint32_t fact, GivenFate fate);
/* Whether it may look at one more set. */
bool search_may_go_on(void *context);
/* The target under the fates. */
bool search_holds(Search *search);
/* Without a fact (NO_ID: none), all others as they are. */
bool search_holds_without(Search *search, uint32_t fact);
/* The target in a world: true, and all is computed. */
bool search_holds_in(const Search *search, const World *world);
/* What is refuted may be so by what nobody looked at, under another binding: whether it still is. */
bool search_is_refuted_in(const Search *search, const World *world);

/* Members are facts of the search. */
void trying_find(Search *search, const Members *needed, const Members *critical, Arena *arena, Supports *supports);
void resilience_find(Search *search, const Families *sets, Arena *arena, Resilience *resilience, uint32_t *unverified);

#endif
