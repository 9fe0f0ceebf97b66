/* How near a rule comes to giving a row: its instances in which all premises hold but none, one, two, ...
 *
 * Premises are left out in turn, and the others joined; so an instance is found however many rows the premise that is
 * missing could have had.  Those that lack least are told.  The search is bounded: what it did not look at is said. */
#ifndef HENCE_NEARBY_H
#define HENCE_NEARBY_H

#include "runtime/why/instance.h"

typedef enum {
    MARK_HOLDS,
    MARK_OPEN, /* undecided */
    MARK_FAILS,
    MARK_PENDING /* it hangs on values that only a premise which fails would give */
} Mark;

typedef struct {
    RuleId rule;
    const Value *bindings; /* by variable of the rule; UNBOUND where only a premise that fails would give one */
    const Mark *marks;     /* by literal */
    uint32_t lacking;      /* premises that fail or are open */
    uint32_t pending;
    uint32_t repeats; /* times that two are one who must differ: who is counted twice tells little of what is missing */
    bool is_loose;    /* rows agree with a premise that was left out, but none with the others too */
} Nearby;

enum { NEARBY_LEFT_OUT = 2, NEARBY_KEPT = 24 };

/* The nearest first: fewer that lack, those that repeat less, those that only hang on something open, more that hold
 * before the first that lacks, fewer pending; else by value. */
typedef struct {
    const Nearby *items; /* in the arena; NEARBY_KEPT at most */
    uint32_t count;
    uint32_t found; /* that lack as little as the nearest and are known as well, those that were not kept included */
    bool is_cut;    /* the search has come to its bounds: there may be nearer ones */
    bool is_far;    /* more than NEARBY_LEFT_OUT lack: only one was looked for, by taking what fits first */
} NearbyList;

/* Instances with this head row, whose values may be UNBOUND, that lack `least` premises or, where there are none, the
 * next number that some lack.  None where the head does not fit, or of a fold.  A premise holds if it is true.
 * `share`: how many such searches share the effort that one may take; 1: none.
 * Borrows store, whose tables may get further indexes. */
NearbyList nearby_find(const Store *store, RuleId rule, const Value *head, uint32_t least, uint32_t share,
                       Arena *arena);

/* The order of what is kept, for instances of one rule. */
int nearby_compare(const Store *store, const Nearby *a, const Nearby *b);

#endif
