/* Two theories on the same facts: what each expects, what the facts say, and for which of the two that speaks. */
#ifndef HENCE_COMPARE_H
#define HENCE_COMPARE_H

#include "runtime/judge/claims.h"

enum { SIDE_A, SIDE_B, SIDES };

/* An expectation beside the facts. */
typedef enum {
    FIT_FITS,         /* what was expected is established */
    FIT_MISFITS,      /* its contrary is */
    FIT_PARTLY,       /* fits for some bindings of its premise, misfits for others */
    FIT_OPEN,         /* the facts do not settle it */
    FIT_UNMET,        /* its premise is not established */
    FIT_UNDETERMINED, /* the theory expects nothing definite */
    FIT_SILENT        /* the theory does not speak of it */
} Fit;
const char *fit_name(Fit fit);

typedef enum {
    FINDING_CONFIRMED, /* fits, and the other theory's expectation does not */
    FINDING_DISCONFIRMED,
    FINDING_MIXED,        /* fits in one aspect or for one binding, and misfits in another */
    FINDING_NEUTRAL,      /* both fit */
    FINDING_UNMET,        /* no premise */
    FINDING_UNDETERMINED, /* nothing definite was expected, or the facts do not settle it */
    FINDING_NONE          /* no prediction */
} Finding;
enum { FINDING_COUNT = FINDING_NONE };
const char *finding_name(Finding finding); /* "-" for FINDING_NONE */

/* A row of one theory's world. */
typedef struct {
    uint32_t side;
    RelId relation;
    RowId row;
} Shown;
typedef struct {
    const Shown *items;
    uint32_t count;
} ShownRows;

/* The expectation under one binding of its premise. */
typedef struct {
    const Value *values; /* by column of the answer of `expected`; COMPARE_FREE where the premise gives none */
    Fit fit;             /* FITS, MISFITS or OPEN */
} Instance;
#define COMPARE_FREE UINT32_MAX

typedef struct {
    const Prediction *prediction; /* NULL: silent */
    Fit fit;
    const Instance *instances; /* none where nothing is expected or the premise is unmet */
    uint32_t instance_count;
    ShownRows shown; /* the rows that make it fit or misfit, or that deny its premise */
} Tested;

typedef struct {
    Str name; /* empty: the matter as a whole */
    Tested tested[SIDES];
    Finding findings[SIDES];
    ShownRows facts; /* given facts below the rows shown; those with an id first, by id, each once */
} Aspect;

/* All that the two theories say about one matter. */
typedef struct {
    Str name, matter;
    const Aspect *aspects;
    uint32_t aspect_count;
    Finding findings[SIDES];
    ShownRows separating; /* the facts of the aspects that are found differently for the two */
} Matter;

typedef struct {
    const Matter *matters; /* in the order of the first theory, then what only the second speaks of */
    uint32_t count;
    uint32_t tally[SIDES][FINDING_COUNT];
} Comparison;

/* Both stores have run.  The result lives in arena and borrows the stores. */
Comparison compare_theories(const Store *const stores[SIDES], Arena *arena);

/* Whether the row has an id or cites something: what is neither is the frame in which facts are told. */
bool shown_is_named(const Store *store, const Shown *shown);

#endif
