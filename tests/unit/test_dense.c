/* Tables that are known as sets: entering, leaving, unions, the order of rows, sets by a column. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/store/groups.h"
#include "runtime/store/relation.h"
#include "runtime/store/sets.h"

#define ROW(...) ((const Value[]){__VA_ARGS__})
#define INT(n) ((Value)(UINT32_C(2) << 30 | ((uint32_t)(n)&UINT32_C(0x3FFFFFFF))))
enum { FAR = 1 << 30 }; /* a symbol that no window reaches together with the first ones */

static Table *dense_table(uint32_t arity, uint32_t from) {
    Table *table = table_new(arity);
    table_allow_sets(table, from);
    table_begin_run(table, 0, 1);
    return table;
}

static void the_rows_are_those_of_a_plain_table(const Table *table, const Table *plain) {
    uint32_t arity = table_arity(table);
    assert_int_equal(table_count(table), table_count(plain));
    Table *known = table_new(arity);
    table_insert_batch(known, table_row(table, 0), table_count(table));
    assert_int_equal(table_count(known), table_count(table)); /* each once */
    for (RowId row = 0; row < table_count(plain); row++)
        assert_int_not_equal(table_find(known, table_row(plain, row)), NO_ROW);
    table_free(known);
}

/* ---- entering and leaving ---- */

static void a_dense_table_becomes_sets_and_knows_its_rows(void **state) {
    (void)state;
    for (uint32_t arity = 1; arity <= 2; arity++) {
        Table *table = dense_table(arity, 64), *plain = table_new(arity);
        for (int32_t i = -500; i < 500; i += 10) {
            Value rows[20];
            for (int32_t k = 0; k < 20; k++) rows[k] = INT(i + k / (int32_t)arity);
            uint32_t added = table_insert_batch(plain, rows, 20 / arity);
            assert_int_equal(table_insert_batch(table, rows, 20 / arity), added);
            assert_int_equal(table_insert_batch(table, rows, 20 / arity), 0);
        }
        assert_non_null(table_sets(table));
        the_rows_are_those_of_a_plain_table(table, plain);
        table_free(table);
        table_free(plain);
    }
}

static void who_asks_for_the_number_of_a_row_gets_it(void **state) {
    (void)state;
    Table *table = dense_table(2, 1);
    for (uint32_t i = 0; i < 300; i++) table_insert_batch(table, ROW(i % 20, i), 1);
    assert_non_null(table_sets(table));
    for (RowId row = 0; row < 300; row += 100) assert_int_equal(table_find(table, table_row(table, row)), row);
    assert_int_equal(table_find(table, ROW(7, 8)), NO_ROW);
    assert_non_null(table_sets(table)); /* by its run */
    for (RowId row = 0; row < 300; row++) assert_int_equal(table_find(table, table_row(table, row)), row);
    assert_null(table_sets(table)); /* a hash is worth it by now */
    assert_int_equal(table_find(table, ROW(0, 1)), NO_ROW);
    table_free(table);
}

static void rows_do_not_move_when_one_is_looked_for(void **state) {
    (void)state;
    Table *table = dense_table(1, 1);
    for (uint32_t i = 0; i < 16; i++) table_insert_batch(table, ROW(i), 1); /* all there is room for */
    assert_non_null(table_sets(table));
    const Value *rows = table_row(table, 0);
    assert_int_equal(table_find(table, rows + 5), 5);
    assert_ptr_equal(table_row(table, 0), rows);
    table_free(table);
}

static void one_row_can_be_added_wherever_slots_would_double(void **state) {
    (void)state;
    for (uint32_t before = 0; before < 100; before++) {
        Table *table = dense_table(2, 1);
        RowId id;
        for (uint32_t i = 0; i < before; i++) table_insert_batch(table, ROW(1, i), 1);
        assert_true(table_insert(table, ROW(2, 2), &id));
        assert_int_equal(id, before);
        assert_false(table_insert(table, ROW(2, 2), &id));
        assert_int_equal(id, before);
        for (uint32_t i = 0; i < 50; i++) assert_true(table_insert(table, ROW(3, i), NULL));
        assert_int_equal(table_insert_batch(table, ROW(3, 49, 4, 1), 2), 1);
        table_free(table);
    }
}

/* Far values come in the middle of a batch, just where slots would have to double. */
static void sets_that_are_given_up_leave_all_rows_behind(void **state) {
    (void)state;
    for (uint32_t arity = 1; arity <= 2; arity++)
        for (uint32_t before = 0; before < 60; before++) {
            Table *table = dense_table(arity, 1), *plain = table_new(arity);
            Value rows[200];
            for (uint32_t k = 0; k < 2; k++) {
                uint32_t count = k ? 100 : before;
                for (uint32_t i = 0; i < count * arity; i++) rows[i] = i / arity + k * before;
                if (k) rows[11 * arity - 1] = rows[12 * arity - 1] = FAR;
                if (k) rows[60 * arity - 1] = FAR + 1;
                table_insert_batch(plain, rows, count);
                table_insert_batch(table, rows, count);
            }
            the_rows_are_those_of_a_plain_table(table, plain);
            table_free(table);
            table_free(plain);
        }
}

/* ---- unions ---- */

/* Adds all as whoever adds sets must: what does not fit waits for room, what comes after sets were given up goes row by
 * row.  Gives how many sets were added as such. */
static uint32_t add_sets(Table *table, const Value *keys, const SetSource *source, const uint32_t *begin,
                         const uint32_t *end, uint32_t count) {
    uint32_t done = 0, as_sets = 0;
    while (done < count) {
        if (table_sets(table)) {
            table_reserve(table, (uint32_t)set_most(source, begin[done], end[done], 0));
            uint32_t some = table_unite(table, keys + done, source, begin + done, end + done, count - done);
            assert_true(some > 0 || !table_sets(table));
            done += some;
            as_sets += some;
            continue;
        }
        for (uint32_t i = begin[done]; i < end[done]; i++)
            table_insert_batch(table, ROW(keys[done], source->values[i]), 1);
        done++;
    }
    return as_sets;
}

static void sets_given_up_in_a_union_leave_all_rows_behind(void **state) {
    (void)state;
    for (uint32_t far = 0; far < 120; far++) {
        Table *table = dense_table(2, 1), *plain = table_new(2);
        Value values[120], keys[30];
        uint32_t begin[30], end[30];
        for (uint32_t i = 0; i < 120; i++) values[i] = i == far ? FAR : INT(50 - (int32_t)i / 2);
        for (uint32_t i = 0; i < 30; i++) keys[i] = i % 20, begin[i] = i * 3, end[i] = i * 4;
        table_insert_batch(table, ROW(5, INT(45)), 1);
        table_insert_batch(plain, ROW(5, INT(45)), 1);
        for (uint32_t i = 0; i < 30; i++)
            for (uint32_t k = begin[i]; k < end[i]; k++) table_insert_batch(plain, ROW(keys[i], values[k]), 1);
        SetSource source = {.values = values, .stride = 1};
        uint32_t as_sets = add_sets(table, keys, &source, begin, end, 30);
        assert_true(as_sets == 30 ? table_sets(table) != NULL : table_sets(table) == NULL);
        the_rows_are_those_of_a_plain_table(table, plain);
        table_free(table);
        table_free(plain);
    }
}

static void a_union_of_few_values_far_apart_takes_little_room(void **state) {
    (void)state;
    Table *table = dense_table(2, 1), *other = dense_table(2, 1);
    Value key = 1;
    uint32_t window;
    table_insert_batch(other, ROW(1, 1, 1, 600000), 2);
    table_insert_batch(table, ROW(1, 1), 1);
    sets_find(table_sets(other), &key, 1, &window);
    SetSource source = {.sets = table_sets(other)};
    assert_int_equal(add_sets(table, &key, &source, &window, &window, 1), 1);
    assert_int_equal(table_count(table), 2);
    assert_true(table_bytes(table) < 1000000); /* as bits 75,000; room for as many rows as bits: 4,800,000 */
    table_free(table);
    table_free(other);
}

/* ---- the order of rows ---- */

static Value first_column(uint32_t kind, uint32_t i) {
    uint32_t any = i * UINT32_C(2654435761);
    switch (kind) {
    case 0: return any >> 20;
    case 1: return INT((int32_t)(any >> 25) - 64);
    case 2: return (any >> 26) + (i % 3 ? 0 : 1 << 13); /* digits between have nothing to tell */
    default: return i;
    }
}

static void rows_of_a_run_are_sorted_and_keep_their_order_otherwise(void **state) {
    (void)state;
    const uint32_t sizes[] = {0, 1, 2, 3, 48, 49, 1000, 5000};
    for (uint32_t kind = 0; kind < 4; kind++)
        for (uint32_t s = 0; s < 8; s++)
            for (uint32_t arity = 1; arity <= 2; arity++) {
                Table *table = dense_table(arity, 1), *plain = table_new(arity);
                Value start = kind == 1 ? INT(63) : 4000;
                table_insert_batch(table, ROW(start, start), 2 / arity);
                table_insert_batch(plain, ROW(start, start), 2 / arity);
                RowId first = table_count(table);
                for (uint32_t i = 0; i < sizes[s]; i++) {
                    Value row[] = {first_column(kind, i), kind == 1 ? INT(i / 25) : i / 25};
                    table_insert_batch(table, row, 1);
                    table_insert_batch(plain, row, 1);
                }
                assert_non_null(table_sets(table));
                table_end_run(table, first);
                for (RowId row = first + 1; row < table_count(table); row++) {
                    const Value *a = table_row(table, row - 1), *b = table_row(table, row);
                    assert_true(value_rank(a[0]) <= value_rank(b[0]));
                    if (arity == 2 && a[0] == b[0]) assert_true(a[1] < b[1]);
                }
                assert_int_equal(table_row(table, 0)[0], start);
                the_rows_are_those_of_a_plain_table(table, plain);
                table_free(table);
                table_free(plain);
            }
}

static void sets_that_come_in_order_need_no_sorting(void **state) {
    (void)state;
    Table *table = dense_table(2, 1);
    const Value values[] = {7, 3, 9}, rising[] = {2, 2, 5}, further[] = {5, 8, 9}, falling[] = {9, 4, 9};
    const uint32_t begin[] = {0, 1, 0}, end[] = {1, 3, 3};
    SetSource source = {.values = values, .stride = 1};
    table_insert_batch(table, ROW(6, 6), 1);
    table_end_run(table, 0);
    assert_true(table_is_sorted(table, 0, 1));
    table_begin_run(table, 0, 2);
    add_sets(table, rising, &source, begin, end, 3);
    assert_true(table_is_sorted(table, 1, 7));
    assert_false(table_is_sorted(table, 0, 7));
    add_sets(table, further, &source, begin, end, 3);
    assert_true(table_is_sorted(table, 1, table_count(table)));
    add_sets(table, falling, &source, begin, end, 3);
    assert_false(table_is_sorted(table, 1, table_count(table)));
    table_end_run(table, 1);
    assert_true(table_is_sorted(table, 1, table_count(table)));
    for (RowId row = 2; row < table_count(table); row++)
        assert_true(value_rank(*table_row(table, row - 1)) <= value_rank(*table_row(table, row)));
    table_insert_batch(table, ROW(1, 1), 1);
    assert_false(table_is_sorted(table, 1, table_count(table)));
    table_free(table);
}

/* Rows of no known order, then some that are known to be in order: with those, or before them, or between them. */
static void what_comes_before_rows_in_order_is_looked_at(void **state) {
    (void)state;
    for (Value before = 0; before < 10; before++) {
        Table *table = dense_table(2, 1);
        const Value values[] = {1}, keys[] = {4, 5};
        const uint32_t begin[] = {0, 0}, end[] = {1, 1};
        SetSource source = {.values = values, .stride = 1};
        table_insert_batch(table, ROW(3, 3, before, 2), 2);
        add_sets(table, keys, &source, begin, end, 2);
        table_end_run(table, 0);
        assert_int_equal(table_count(table), 4);
        for (RowId row = 1; row < 4; row++)
            assert_true(value_rank(*table_row(table, row - 1)) <= value_rank(*table_row(table, row)));
        table_free(table);
    }
}

/* ---- by a column ---- */

static void sets_by_a_column_see_the_rows_they_may(void **state) {
    (void)state;
    Table *table = dense_table(2, 4);
    assert_null(table_sets_by(table, 1, 0));
    for (uint32_t i = 0; i < 600; i++) {
        table_insert_batch(table, ROW(INT(300 - (int32_t)i), i % 7), 1);
        uint32_t to = i / 2;
        const Sets *sets = table_sets_by(table, i % 2, to);
        assert_true((sets != NULL) == (to >= 4));
        if (sets) assert_int_equal(sets_count(sets), to);
    }
    table_hide(table, 3);
    assert_null(table_sets_by(table, 0, 500));
    table_free(table);
}

static void sets_by_a_column_are_not_made_where_values_lie_far_apart(void **state) {
    (void)state;
    Table *table = dense_table(2, 1);
    for (uint32_t i = 0; i < 100; i++) table_insert_batch(table, ROW(1, i), 1);
    assert_non_null(table_sets_by(table, 1, 100));
    table_insert_batch(table, ROW(1, FAR), 1);
    assert_null(table_sets_by(table, 1, 101));
    assert_null(table_sets_by(table, 1, 101));
    for (uint32_t i = 0; i < 1000; i++) table_insert_batch(table, ROW(2, i), 1);
    assert_null(table_sets_by(table, 1, 1101));
    table_free(table);
}

static void what_was_used_is_brought_up_to_date_ahead(void **state) {
    (void)state;
    enum { STEP = 100 };
    Table *table = dense_table(2, 1);
    for (uint32_t from = 0; from < 1000; from += STEP) {
        const uint32_t to = from + STEP;
        for (uint32_t i = from; i < to; i++) table_insert_batch(table, ROW(i, i % 7), 1);
        assert_int_equal(table_kept_count(table), from ? 3 : 2);
        assert_false(table_was_kept_up(table, 0, from)); /* nobody uses it */
        for (uint32_t number = 1; from && number < 3; number++) {
            assert_true(table_was_kept_up(table, number, from));
            table_keep_up(table, number, to);
            assert_false(table_was_kept_up(table, number, to)); /* not used since */
        }
        assert_int_equal(sets_count(table_sets_by(table, 1, to)), to);
        assert_int_equal(index_first(table_index(table, 1), ROW(to - 1), 0), to - 1);
    }
    table_free(table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dense_table_becomes_sets_and_knows_its_rows),
        cmocka_unit_test(who_asks_for_the_number_of_a_row_gets_it),
        cmocka_unit_test(rows_do_not_move_when_one_is_looked_for),
        cmocka_unit_test(one_row_can_be_added_wherever_slots_would_double),
        cmocka_unit_test(sets_that_are_given_up_leave_all_rows_behind),
        cmocka_unit_test(sets_given_up_in_a_union_leave_all_rows_behind),
        cmocka_unit_test(a_union_of_few_values_far_apart_takes_little_room),
        cmocka_unit_test(rows_of_a_run_are_sorted_and_keep_their_order_otherwise),
        cmocka_unit_test(sets_that_come_in_order_need_no_sorting),
        cmocka_unit_test(what_comes_before_rows_in_order_is_looked_at),
        cmocka_unit_test(sets_by_a_column_see_the_rows_they_may),
        cmocka_unit_test(sets_by_a_column_are_not_made_where_values_lie_far_apart),
        cmocka_unit_test(what_was_used_is_brought_up_to_date_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
