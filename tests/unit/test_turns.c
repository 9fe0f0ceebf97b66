/* Pieces pass every stage once, and in their order where the stage is not free. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdatomic.h>

#include "lang/base/mem.h"
#include "runtime/eval/turns.h"
#include "runtime/eval/workers.h"

enum { PIECES = 2000, STAGES = 3, PLACES = 5, FREE_STAGE = 1 };

typedef struct {
    Turns *turns;
    uint32_t begun;            /* stage 0 has it alone */
    uint32_t piece_at[PLACES]; /* who holds the piece has it alone */
    uint32_t last_count;       /* stage 2 has it alone */
    bool is_in_order;
    _Atomic uint32_t free_count;
    uint32_t off_at; /* piece at which all is called off; PIECES: none */
} Work;

static void work(void *context, uint32_t worker) {
    Work *w = context;
    Step step = STEP_NONE;
    (void)worker;
    while (turns_next(w->turns, &step)) {
        if (step.stage == 0) {
            w->piece_at[step.place] = w->begun++;
            if (w->begun == PIECES) turns_end(w->turns);
        }
        if (step.stage == FREE_STAGE) atomic_fetch_add(&w->free_count, 1);
        if (step.stage == 2) {
            w->is_in_order = w->is_in_order && w->piece_at[step.place] == w->last_count;
            if (w->last_count++ == w->off_at) {
                turns_call_off(w->turns);
                return;
            }
        }
    }
}

static Work done_by(uint32_t count, uint32_t off_at) {
    Work w = {.turns = turns_new(STAGES, 1u << FREE_STAGE, PLACES), .is_in_order = true, .off_at = off_at};
    Workers *workers = workers_new(count);
    workers_run(workers, work, NULL, &w);
    workers_free(workers);
    assert_int_equal(turns_are_off(w.turns), off_at < PIECES);
    turns_free(w.turns);
    return w;
}

static void pieces_pass_in_order(void **state) {
    (void)state;
    for (uint32_t count = 1; count <= 6; count++) {
        Work w = done_by(count, PIECES);
        assert_int_equal(w.begun, PIECES);
        assert_int_equal(atomic_load(&w.free_count), PIECES);
        assert_int_equal(w.last_count, PIECES);
        assert_true(w.is_in_order);
    }
}

static void nobody_waits_for_a_piece_that_will_not_come(void **state) {
    (void)state;
    for (uint32_t count = 1; count <= 6; count++) {
        Work w = done_by(count, 700);
        assert_int_equal(w.last_count, 701);
        assert_true(w.is_in_order);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_pass_in_order),
        cmocka_unit_test(nobody_waits_for_a_piece_that_will_not_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
