/* Limits of memory and time: all that is asked is asked of the account of memory, of the clock and of one flag. */
#include "lang/base/budget.h"

#include "lang/base/mem.h"

const char *stop_name(Stop stop) {
    static const char *const NAMES[] = {
        "nothing",           "the limit of rows", "the limit of rounds", "the limit of memory",
        "the limit of time", "an interruption",   "the limit of steps"};
    return NAMES[stop];
}

double seconds_since(struct timespec begun) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun.tv_sec) + (double)(now.tv_nsec - begun.tv_nsec) / 1e9;
}

bool budget_has_begun(const Budget *budget) { return budget->begun.tv_sec || budget->begun.tv_nsec; }

Budget budget_begin(Budget budget) {
    if (!budget_has_begun(&budget)) clock_gettime(CLOCK_MONOTONIC, &budget.begun);
    return budget;
}

bool budget_lacks(const Budget *budget, uint64_t bytes) {
    MemAccount *account = mem_current();
    uint64_t most = budget->max_bytes;
    return most && account && mem_used(account) + bytes > most;
}

/* A sixteenth, which leaves room for the last words too. */
void budget_hold(const Budget *budget, bool refuses) {
    enum { WORDS = 64 << 10 };
    uint64_t most = budget ? budget->max_bytes : 0, more = most / 16 + WORDS;
    if (mem_current()) mem_limit(mem_current(), most && most < UINT64_MAX - more ? most + more : 0, refuses);
}

Stop budget_stop(const Budget *budget) {
    if (budget->cancel && atomic_load(budget->cancel)) return STOP_CANCELLED;
    if (budget_lacks(budget, 0)) return STOP_MEMORY;
    return budget->max_seconds > 0 && seconds_since(budget->begun) > budget->max_seconds ? STOP_TIME : STOP_NONE;
}

bool budget_is_overdue(const Budget *budget) {
    const double late = 0.1;
    if (budget_lacks(budget, 0) && mem_used(mem_current()) > budget->max_bytes + budget->max_bytes / 20) return true;
    return budget->max_seconds > 0 && seconds_since(budget->begun) > budget->max_seconds + late;
}
