/* New memory, by several threads.
 *
 * A page is cleared when somebody first writes to it.  Two that come to the same one both do, and one of them in vain; and
 * while one clears a large page for the few rows of a round, the others wait.  So pages for rows to come are touched ahead,
 * some for each worker, side by side; and new slots are filled so. */
#include "runtime/eval/team_internal.h"

enum { LARGE_PAGE = 2 << 20, PAGE = 4096, PAGES = 1 << 19 };

typedef struct {
    char *block;
    size_t bytes;
    _Atomic size_t next; /* page */
} Fill;

static void fill(void *context, uint32_t worker) {
    Fill *f = context;
    (void)worker;
    for (size_t at; (at = atomic_fetch_add(&f->next, 1) * PAGES) < f->bytes;)
        memset(f->block + at, 0xFF, f->bytes - at < PAGES ? f->bytes - at : PAGES);
}

static void fill_block(void *context, void *block, size_t bytes) {
    Work *work = context;
    Fill f = {.block = block, .bytes = bytes};
    if (bytes >= PAGES * 2 && work->workers && uses(work->store->without, WAY_TOUCH))
        workers_run(work->workers, fill, NULL, &f);
    else
        memset(block, 0xFF, bytes);
}

struct Workers *work_workers(Work *work) {
    if (!work->workers) work->workers = workers_new(work->options->threads);
    return work->workers;
}

Filler work_filler(Work *work) { return (Filler){fill_block, work}; }

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
