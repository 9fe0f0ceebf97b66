/* What a piece of work may take, and which limit it has passed: of reading and compiling as of a run. */
#ifndef HENCE_BASE_BUDGET_H
#define HENCE_BASE_BUDGET_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef struct {
    uint64_t max_rows; /* derived rows; 0: no limit.  Likewise below */
    uint64_t max_rounds;
    /* Bindings gone through, and some for each rule and round: the same on each machine.
     * Counted by runs of one thread alone. */
    uint64_t max_steps;
    uint64_t max_bytes; /* of the current memory account */
    double max_seconds;
    struct timespec begun;     /* since when they count, for runs that share them; zero: since each began */
    const atomic_bool *cancel; /* set from a signal or another thread; may be NULL */
} Budget;

typedef enum { STOP_NONE, STOP_ROWS, STOP_ROUNDS, STOP_MEMORY, STOP_TIME, STOP_CANCELLED, STOP_STEPS } Stop;
const char *stop_name(Stop stop); /* "the limit of rows", ... */

double seconds_since(struct timespec begun); /* by a clock that never goes back */
bool budget_has_begun(const Budget *budget);
Budget budget_begin(Budget budget); /* its time runs from now on, unless it does already */
/* Of one that has begun: the limit that is passed, of those that do not depend on what is derived. */
Stop budget_stop(const Budget *budget);
bool budget_lacks(const Budget *budget, uint64_t bytes); /* so many more would be too many */
/* Makes the limit of memory, and a little more, that of the current account, for those who ask mem_lacks; NULL: it has
 * none.  `refuses`: what goes beyond it fails (mem_limit). */
void budget_hold(const Budget *budget, bool refuses);
/* Passed by more than a tenth of a second, or a twentieth of the memory. */
bool budget_is_overdue(const Budget *budget);

#endif
