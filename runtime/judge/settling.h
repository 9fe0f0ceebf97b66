/* Open facts that a claim may hang on, and how it comes out when some of them are settled.
 *
 * An open fact is a row of the domain of an open relation that is undecided and that nobody has stated,
 * with either sign. */
#ifndef HENCE_SETTLING_H
#define HENCE_SETTLING_H

#include "runtime/judge/inquiry.h"
#include "runtime/judge/residue.h"

typedef struct {
    RelId relation;        /* with the sign of p */
    const Value *row;      /* in the base */
    uint32_t holds, fails; /* where p and -p stand in the residue; NO_ID: nothing hangs on them */
} OpenFact;

typedef enum { FACT_UNKNOWN, FACT_HOLDS, FACT_FAILS } Settled;

typedef struct {
    Inquiry *inquiry;
    Vec(OpenFact) facts; /* on which it may hang, in the order of names and values */
    Vec(OpenFact) idle;  /* in the cone of the claim, but nothing hangs on them, however others are settled */
    World *world;        /* where all of them are suspended; NULL: none is there */
    Residue *residue;   /* NULL: only worlds can tell, since what is open may contradict what is given, or is counted */
    bool tells_refuted; /* when the claim is refuted is known too: not if it has variables, but for worlds */
    uint8_t *fates;
    Status status; /* with nothing settled */
    Reason reason;
    uint64_t trials, spent;
} Settling;

void settling_init(Settling *settling, Inquiry *inquiry);
void settling_clear(Settling *settling);

/* What the claim comes out as; neither of the first two is all else.  By fact: a Settled.
 * Without a world where that is known. */
typedef enum { OUT_ESTABLISHED, OUT_REFUTED, OUT_NEITHER } Out;
Out settling_try(Settling *settling, const uint8_t *settled);
/* The same in a world of its own, with its status;
 * false if it was stopped, or if a value could not be computed in it. */
bool settling_verify(Settling *settling, const uint8_t *settled, Status *status, Reason *reason);
Out out_of(Status status);

/* The ways to settle `size` of the facts, one after the other: first which, then how. */
typedef struct {
    uint32_t count, size;
    uint32_t *chosen; /* facts, ascending; NO_ID at first */
    uint32_t except;  /* a fact that is left alone; NO_ID: none */
    uint8_t *settled; /* by fact: the way at hand */
} SettlingWays;
SettlingWays settling_ways(const Settling *settling, uint32_t size, uint32_t except, Arena *arena);
bool settling_next(SettlingWays *ways); /* false after the last one */

/* Whether this can come about at all, whatever is settled; true where that is not known. */
bool settling_can_be(Settling *settling, Out out);
/* Whether one more may be tried. */
bool settling_may_go_on(const Settling *settling);

#endif
