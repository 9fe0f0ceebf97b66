/* What a claim rests on: the smallest sets of given facts that are enough for it, whatever holds of all others. */
#ifndef HENCE_SUPPORTS_H
#define HENCE_SUPPORTS_H

#include "runtime/judge/absences.h"
#include "runtime/judge/hitting.h"
#include "runtime/judge/inquiry.h"
#include "runtime/judge/refutations.h"

/* Sources whose loss un-establishes it. */
typedef struct {
    const Symbol *alone; /* each does by itself; in the order of their names, in arena */
    uint32_t alone_count;
    const Symbol *least; /* a smallest set that does; none if no set does, or none was found */
    uint32_t least_count;
    bool is_stopped;   /* the search ended before it found one: more than `tried` sources are needed */
    uint32_t tried;    /* sets of so many sources have all been ruled out */
    bool is_unfailing; /* no set of sources does */
    /* Of what is refuted: what was looked for ends what is told of, but other values of its variables refute it too. */
    bool is_refuted_elsewhere;
} Resilience;

/* A fact in each set that is not critical, changed by itself while all others stay as they are: what comes out. */
typedef enum { TRY_TAKEN, TRY_DENIED /* its contrary is stated, where it has one */, TRY_UNKNOWN, TRY_WAYS } TryingWay;
typedef struct {
    uint32_t fact;
    bool is_tried[TRY_WAYS]; /* else it could not be said, or the search ended */
    Status status[TRY_WAYS];
    Reason reason[TRY_WAYS];
} Trying;

/* Numbers are those of the inquiry's facts. */
typedef struct {
    bool is_refutation;      /* of what stands against a claim that is refuted */
    RowRef against;          /* that row, in the base */
    Refutations all_against; /* with the others that refute it: all else here is about any one of them */
    Families sets;           /* smallest first, each tried in a world of its own */
    SetsEnd end;
    Members needed;      /* facts that every set has, whether found or not */
    Members critical;    /* those without which the status is another one */
    const Trying *tried; /* the others that are needed; in arena */
    uint32_t tried_count;
    bool is_critical_cut; /* not each fact of a set was tried: there may be more of them */
    Members held;         /* facts that are given in every world; every set is to be read with them */
    Held held_for;
    Members
        counted; /* those of them that aggregates of its proof run over; all that are held where that is not known */
    Resilience resilience;
    Absences absences;   /* what it stands on that is not known; in arena */
    uint64_t trials;     /* sets that were looked at */
    uint32_t unverified; /* answers that failed in their world, which is a bug: they are not shown */
} Supports;

enum { SUPPORTS_MOST = 10 };

/* Of a claim that is established or refuted in the base: `verdict` is its verdict there, explained.  At most `most`
 * sets.  What ended the search too soon is in the inquiry's stop. */
void supports_find(Inquiry *inquiry, const Verdict *verdict, uint32_t most, Arena *arena, Supports *supports);
void supports_clear(Supports *supports);

#endif
