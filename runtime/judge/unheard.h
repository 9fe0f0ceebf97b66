/* Constants of an atom that no row of its relation has in their column, and what may have been meant. */
#ifndef HENCE_UNHEARD_H
#define HENCE_UNHEARD_H

#include "runtime/judge/parts.h"

typedef struct {
    uint32_t column;
    Value value;
    Str near; /* the nearest spelling among the values of the column, else of the program; empty: none is near */
    Value meant;
    bool is_new; /* it stands nowhere in the program */
} UnheardValue;

typedef struct {
    UnheardValue values[ATOM_COLUMNS];
    uint32_t count;
    bool is_slip;        /* one of them stands nowhere in the program, and something else is spelled nearly so */
    const Value *row;    /* with what is near in place; NULL: nothing is near, or some column is open */
    Judgement judgement; /* of that row */
} Unheard;

/* Of an atom; values of the row may be UNBOUND; symbols from first_new on came with it.  The row lives in the arena. */
Unheard unheard_find(const Store *store, RelId relation, const Value *row, Symbol first_new, Arena *arena);

#endif
