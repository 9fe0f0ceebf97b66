/* Names of limits, and the end of an outcome. */
#include "runtime/eval/budget.h"

const char *stop_name(Stop stop) {
    static const char *const NAMES[] = {"nothing",           "the limit of rows", "the limit of rounds",
                                        "the limit of memory", "the limit of time", "an interruption"};
    return NAMES[stop];
}

void outcome_clear(Outcome *outcome) {
    vec_free(&outcome->faults);
    *outcome = (Outcome){0};
}
