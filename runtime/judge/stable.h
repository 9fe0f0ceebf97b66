/* Whether what is open can still change a claim, and which of the open facts can.
 *
 * A fact can change a claim if the claim comes out otherwise with it than without it, or than with its opposite, while
 * some others are settled in one way and the rest is open.  By itself any change of the status counts; together with
 * others, whether the claim is established, refuted, or neither;
 * of a claim with variables, whether it is established. */
#ifndef HENCE_STABLE_H
#define HENCE_STABLE_H

#include "runtime/judge/settling.h"

typedef enum {
    CAN_CHANGE, /* a way is shown */
    CANNOT,     /* all ways have been tried, or it is known from what the claim hangs on */
    NOT_FOUND,  /* no way was found among those that have been tried */
    NOT_TRIED   /* the search was stopped before */
} Can;

typedef struct {
    Status status;
    Reason reason;
} Turnout;

/* One open fact, by its number in the settling. */
typedef struct {
    Can can;
    const uint8_t *others; /* CAN_CHANGE: what else is settled, by open fact; in arena */
    uint32_t other_count;
    Turnout open, holds, fails; /* with those others: how the claim stands if it is not known, is so, is not so */
} Influence;

typedef struct {
    const Influence *items; /* as many as the settling has facts; in arena */
    bool is_fixed;          /* whatever the open facts turn out to be, it stays established, or refuted, or neither */
    uint32_t size;          /* all ways to settle so many facts at once have been tried for those that are NOT_FOUND */
    uint32_t unverified;    /* ways that failed in their worlds, which is a bug: they are not told */
} Stability;

enum { STABLE_SIZE = 3 };

/* `size`: so many open facts are settled at once at most, itself among them. */
void stable_find(Settling *settling, uint32_t size, Arena *arena, Stability *stability);

#endif
