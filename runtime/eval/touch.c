/* New memory, by several threads.
 *
 * A page is cleared when somebody first writes to it.  Two that come to the same one both do, and one of them in vain; and
 * while one clears a large page for the few rows of a round, the others wait.  So pages for rows to come are touched ahead,
 * some for each worker, side by side. */
#include "runtime/eval/team_internal.h"

enum { LARGE_PAGE = 2 << 20, PAGE = 4096 };

struct Workers *work_workers(Work *work) {
    if (!work->workers) work->workers = workers_new(work->options->threads);
    return work->workers;
}

typedef struct {
    uintptr_t from, to;
    _Atomic uint32_t next; /* page */
} Touch;

static void touch(void *context, uint32_t worker) {
    Touch *t = context;
    (void)worker;
    for (;;) {
        uintptr_t at = (t->from / LARGE_PAGE + atomic_fetch_add(&t->next, 1)) * LARGE_PAGE, end = at + LARGE_PAGE;
        if (at >= t->to) return;
        if (at < t->from) at = t->from;
        if (end > t->to) end = t->to;
        for (; at < end; at += PAGE) *(volatile char *)at = 0;
    }
}

void team_touch(Team *p, Table *table, uint32_t more) {
    size_t bytes;
    if (!uses(p->work->store->without, WAY_TOUCH)) return;
    char *from = table_untouched(table, more, p->member_count * (size_t)LARGE_PAGE, &bytes);
    if (!from) return;
    Touch t = {.from = (uintptr_t)from, .to = (uintptr_t)from + bytes};
    workers_run(p->work->workers, touch, NULL, &t);
}
