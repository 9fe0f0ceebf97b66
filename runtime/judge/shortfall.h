/* What an atom, or the body of a question, falls short of: of each rule that could give it the nearest instances, how
 * each premise stands, and the same of the premises that are missing. */
#ifndef HENCE_SHORTFALL_H
#define HENCE_SHORTFALL_H

#include "runtime/judge/hinges.h"
#include "runtime/judge/parts.h"
#include "runtime/why/nearby.h"

typedef enum {
    STAND_HOLDS,
    STAND_MISSING,      /* nothing speaks for it */
    STAND_OPEN,         /* undecided: it hinges on open facts */
    STAND_UNDECIDED,    /* undecided by itself */
    STAND_CONTESTED,    /* argued for and against */
    STAND_EXCEPTED,     /* an exception fires */
    STAND_REFUTED,      /* its contrary is accepted */
    STAND_CONTRADICTED, /* given, and contradicted by what is given */
    STAND_IN_THE_WAY,   /* `not p`, and p is accepted; an exception that fires */
    STAND_NOT_SO,       /* a comparison, an aggregate */
    STAND_PENDING       /* it hangs on a value that only a missing premise gives */
} Stand;
const char *stand_name(Stand stand); /* "holds", "missing", ... */
bool stand_is_lacking(Stand stand);  /* neither holds nor pending */

typedef struct {
    Stand stand;
    RelId relation;   /* of a positive atom that somebody wrote; else NO_ID */
    const Value *row; /* its values, UNBOUND where it has none; of a contested one the row that is argued for */
    RowRef fact;      /* the row it holds by, or that is in the way; NO_ROW if there is none */
    RowRef near;      /* missing: the row that agrees on most columns, of those the first in value order; NO_ROW */
    uint32_t below;   /* the entry that goes on from here; NO_ID */
} Premise;

typedef struct {
    const Nearby *nearby;
    const Premise *premises; /* by literal of the rule */
} Attempt;

typedef struct {
    RuleId rule;
    const Attempt *attempts; /* the nearest first */
    uint32_t attempt_count;
    uint32_t found; /* instances that lack as little and are known as well, the nearest included */
    bool is_cut, is_far;
} Route;

typedef struct {
    RelId relation;
    const Value *row; /* UNBOUND: any */
    const Str *names; /* what stands where a value is UNBOUND; NULL: nothing is */
    Judgement judgement;
    uint32_t depth;      /* 0: what is asked */
    const Route *routes; /* the nearest first; rules that apply are left out */
    uint32_t route_count;
    uint32_t rule_count; /* that conclude it */
    uint32_t left_out;   /* routes beyond ROUTES_KEPT */
    bool is_given; /* somebody could state it: facts of its relation are given, it is open, or no rule concludes it */
    bool is_too_deep; /* --depth ends here: its rules were not looked at */
} Short;

enum { ROUTES_KEPT = 12, ATTEMPTS_KEPT = 8, LOOSE_ATTEMPTS = 2, ATTEMPTS_FOLLOWED = 2, SHORTS_KEPT = 40 };

typedef struct {
    const Store *store;
    Vec(Short) items; /* [0] is what is asked; then what is missing in it, each atom once */
    Arena arena;
    bool is_cut; /* SHORTS_KEPT was reached */
    Hinges open; /* of a question that several rows may settle, what may: handed in, if at all; owned */
} Shortfall;

/* Values of the row may be UNBOUND.  Of the answer of a question the judgement is the caller's.  names (NULL: none) has
 * what stands in their place.  Missing premises are followed `depth` times.  Borrows store, row and names. */
Shortfall *shortfall_of(const Store *store, RelId relation, const Value *row, const Str *names,
                        const Judgement *judgement, uint32_t depth);
void shortfall_free(Shortfall *shortfall); /* NULL is fine */

/* Whether somebody could state facts of the relation. */
bool relation_is_given(const Store *store, RelId relation);
/* The row that agrees with most of the values that are bound; of those the first in value order.  NO_ROW. */
RowRef row_nearest(const Store *store, RelId relation, const Value *row);

#endif
