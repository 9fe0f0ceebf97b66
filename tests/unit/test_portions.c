/* Groups that several tallies share are those that one tally has, in its order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/base/mem.h"
#include "runtime/eval/portions.h"

enum { PIECES = 6, ROWS = 1000, BINDINGS = PIECES * ROWS, WORKERS = 3 };

/* Bindings of few groups and of many, of one column or two, near each other or far apart. */
typedef struct {
    Aggregate aggregate;
    uint32_t keys;
    uint32_t groups, stride;
} Sample;

static Value columns[3][BINDINGS]; /* at most two of the group, then what is folded */

static void draw(const Sample *sample, uint32_t seed) {
    for (uint32_t i = 0; i < BINDINGS; i++) {
        seed = seed * 1664525 + 1013904223;
        columns[0][i] = value_of_small_int((int64_t)(seed >> 8) % sample->groups * sample->stride);
        columns[1][i] = value_of_small_int((int64_t)(seed >> 4) % 3);
        columns[sample->keys][i] = value_of_small_int((int64_t)(seed >> 16) - 30000);
    }
}

static const Value *const *columns_from(const Sample *sample, uint32_t row, const Value **at) {
    for (uint32_t c = 0; c <= sample->keys; c++) at[c] = columns[c] + row;
    return at;
}

static void add_whole(Tally *tally, const Sample *sample, uint32_t from, uint32_t to) {
    const Value *at[3];
    for (; from < to; from += ROWS) assert_true(tally_add(tally, columns_from(sample, from, at), ROWS));
}

/* Pieces [from, to) of a wave, the last first, each by another worker. */
static void add_wave(Portions *portions, const Sample *sample, uint32_t from, uint32_t to) {
    const Value *at[3];
    for (uint32_t worker = 0; worker < portions->box_count; worker++)
        for (uint32_t piece = from; piece < to; piece++) {
            if (piece % portions->box_count != worker) continue;
            box_begin_piece(&portions->boxes[worker], piece - from);
            box_take(portions, &portions->boxes[worker], columns_from(sample, piece * ROWS, at), ROWS);
        }
    assert_true(portions_add(portions));
    for (uint32_t worker = 0; worker < portions->box_count; worker++)
        assert_int_equal(box_words(&portions->boxes[worker]), 0);
}

/* The first piece is tallied by one, then two waves are divided. */
static void agrees(Portions *portions, Values *values, Sample sample) {
    const Rule fold = {.aggregate = sample.aggregate, .group_count = sample.keys};
    Tally whole = tally_begin(values, &fold), first = tally_begin(values, &fold);
    draw(&sample, 7);
    add_whole(&whole, &sample, 0, BINDINGS);
    add_whole(&first, &sample, 0, ROWS);
    portions_begin(portions, &first, 0);
    add_wave(portions, &sample, 1, 4);
    add_wave(portions, &sample, 4, PIECES);
    assert_int_equal(portions->group_count, whole.group_count);
    const size_t words = (size_t)whole.group_count * (sample.keys + 1);
    Value *right = mem_alloc(words * sizeof *right), *rows = mem_alloc(words * sizeof *rows);
    assert_true(tally_finish(&whole, values, right));
    assert_true(portions_finish(portions, values, rows));
    assert_memory_equal(rows, right, words * sizeof *rows);
    mem_free(right);
    mem_free(rows);
    tally_clear(&whole);
    tally_clear(&first);
}

static void rows_are_those_of_one_tally(void **state) {
    (void)state;
    Workers *workers = workers_new(WORKERS);
    Portions *portions = portions_new(workers);
    Values *values = values_new();
    const Aggregate aggregates[] = {AGG_COUNT, AGG_SUM, AGG_MIN, AGG_MAX, AGG_AVG};
    for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++)
        for (uint32_t keys = 1; keys <= 2; keys++) {
            agrees(portions, values, (Sample){aggregates[i], keys, 5, 1});
            agrees(portions, values, (Sample){aggregates[i], keys, 4000, 1});
            agrees(portions, values, (Sample){aggregates[i], keys, 4000, 100003});
        }
    values_free(values);
    portions_free(portions);
    workers_free(workers);
}

static void what_a_tally_refuses_they_refuse(void **state) {
    (void)state;
    Workers *workers = workers_new(WORKERS);
    Portions *portions = portions_new(workers);
    Values *values = values_new();
    const Rule fold = {.aggregate = AGG_SUM, .group_count = 1};
    Tally tally = tally_begin(values, &fold);
    Value key = value_of_small_int(1), text = intern(values_symbols(values), STR("two"));
    portions_begin(portions, &tally, 0);
    box_begin_piece(&portions->boxes[0], 0);
    box_take(portions, &portions->boxes[0], (const Value *const[]){&key, &text}, 1);
    assert_false(portions_add(portions));
    tally_clear(&tally);
    values_free(values);
    portions_free(portions);
    workers_free(workers);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_those_of_one_tally),
        cmocka_unit_test(what_a_tally_refuses_they_refuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
