/* Rows of a first step, dealt out to several workers piece by piece, in order. */
#ifndef HENCE_DEAL_H
#define HENCE_DEAL_H

#include <stdatomic.h>

#include "runtime/eval/run_internal.h"

typedef struct {
    const Work *work;
    uint32_t from, to;
    uint32_t piece_rows, coarse_count; /* so many pieces have so many rows, */
    uint32_t fine_rows, piece_count;   /* those after them so many: who comes last has little left to do */
    _Atomic uint32_t next;             /* piece */
    atomic_bool stops;                 /* no more pieces: a limit was passed, or one worker must do all */
} Deal;

/* Whether so many rows are worth several threads, and they may be had, with a join of the plan for each.  Not where
 * derived rows are limited: those are counted one by one. */
bool deal_is_worth(const Work *work, const Plan *plan, uint32_t rows);
/* Pieces have at most so many rows; 0: the caller does not know. */
void deal_begin(Deal *deal, const Work *work, uint32_t workers, uint32_t from, uint32_t to, uint32_t most);

/* The rest may be called by all of them at a time. */
typedef struct {
    uint32_t number, from, to;
} Piece;
bool deal_next(Deal *deal, Piece *piece);             /* false: no more, or a limit was passed */
uint32_t deal_row(const Deal *deal, uint32_t number); /* where the piece begins; from their count on: behind the last */
void deal_stop(Deal *deal);
bool deal_may_go_on(Deal *deal); /* looks at the limits, and stops the deal where they are passed */

#endif
