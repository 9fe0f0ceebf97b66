/* Who wins over whom, and circles in that. */
#ifndef HENCE_RANKING_H
#define HENCE_RANKING_H

#include "lang/base/diag.h"
#include "lang/program/program.h"

/* One of the two is preferred, whatever they are: names, or classes of rules. */
typedef struct {
    uint32_t winner, loser;
    const Preference *preference;
    uint32_t scenario; /* in whose world alone it is so; NO_ID: in each */
} Rank;
typedef Vec(Rank) Ranks;

/* What follows where all of these hold; false if no world has all of them. */
bool ranking_joint(const Preference *const *preferences, uint32_t count, uint32_t winner, uint32_t loser, Rank *rank);

/* Each circle in a world, under whatever conditions, is an error that prints it.  What wins and loses are numbers below
 * `limit`; `manner` is said behind "priorities go in a circle". */
void ranking_check(const Program *program, const Ranks *ranks, uint32_t limit, const char *manner, Diags *diags);
/* The same among the names that preferences use. */
void ranking_names(const Program *program, Diags *diags);

#endif
