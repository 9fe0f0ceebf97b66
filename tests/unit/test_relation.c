/* Tables: distinct rows in order, their runs, and hidden ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/store/groups.h"
#include "runtime/store/relation.h"
#include "runtime/store/slot_range.h"

#define ROW(...) ((const Value[]){__VA_ARGS__})

static void inserting_a_known_row_gives_its_first_id(void **state) {
    (void)state;
    Table *table = table_new(2);
    RowId first, again;
    assert_true(table_insert(table, ROW(1, 2), &first));
    assert_true(table_insert(table, ROW(2, 1), NULL));
    assert_false(table_insert(table, ROW(1, 2), &again));
    assert_int_equal(first, again);
    assert_int_equal(table_count(table), 2);
    table_free(table);
}

/* Row i of some width: differs from its neighbours in the last column only, as rows often do. */
static void fill(Value *row, uint32_t arity, uint32_t i) {
    for (uint32_t c = 0; c < arity; c++) row[c] = c + 1 == arity ? i : i / 1000 + c;
}

static void rows_of_every_width_are_found_again_where_they_were_put(void **state) {
    (void)state;
    for (uint32_t arity = 1; arity <= 5; arity++) {
        Table *table = table_new(arity);
        Value row[5];
        for (uint32_t i = 0; i < 50000; i++) {
            fill(row, arity, i);
            assert_true(table_insert(table, row, NULL));
        }
        for (uint32_t i = 0; i < 50000; i++) {
            fill(row, arity, i);
            assert_int_equal(table_find(table, row), i);
        }
        fill(row, arity, 50000);
        assert_int_equal(table_find(table, row), NO_ROW);
        table_free(table);
    }
}

static void a_batch_is_as_good_as_one_by_one(void **state) {
    (void)state;
    for (uint32_t arity = 1; arity <= 4; arity++) {
        Table *one = table_new(arity), *many = table_new(arity);
        Value *rows = mem_alloc(20000 * arity * sizeof *rows);
        for (uint32_t i = 0; i < 20000; i++) fill(rows + i * arity, arity, (i * 7919) % 6000);
        uint32_t fresh = 0;
        for (uint32_t i = 0; i < 20000; i++) fresh += table_insert(one, rows + i * arity, NULL);
        assert_int_equal(table_insert_batch(many, rows, 20000), fresh);
        assert_int_equal(table_insert_batch(many, rows, 20000), 0);
        for (RowId row = 0; row < table_count(one); row++)
            assert_memory_equal(table_row(one, row), table_row(many, row), arity * sizeof(Value));
        mem_free(rows);
        table_free(one);
        table_free(many);
    }
}

static void looking_up_a_batch_finds_what_is_there(void **state) {
    (void)state;
    Table *table = table_new(2);
    Value a[1000], b[1000];
    RowId found[1000];
    for (uint32_t i = 0; i < 1000; i++) a[i] = i, b[i] = i * 3;
    table_find_batch(table, (const Value *const[]){a, b}, 1000, found);
    assert_int_equal(found[7], NO_ROW);
    for (uint32_t i = 0; i < 1000; i += 2) table_insert(table, ROW(a[i], b[i]), NULL);
    table_find_batch(table, (const Value *const[]){a, b}, 1000, found);
    for (uint32_t i = 0; i < 1000; i++) assert_int_equal(found[i], i % 2 ? NO_ROW : i / 2);
    table_free(table);
}

static void a_relation_without_columns_holds_one_row_at_most(void **state) {
    (void)state;
    Table *table = table_new(0);
    assert_int_equal(table_find(table, NULL), NO_ROW);
    assert_true(table_insert(table, NULL, NULL));
    assert_false(table_insert(table, NULL, NULL));
    assert_int_equal(table_insert_batch(table, NULL, 10), 0);
    assert_int_equal(table_count(table), 1);
    assert_int_equal(table_find(table, NULL), 0);
    table_free(table);
}

static void a_row_knows_its_rule_and_round(void **state) {
    (void)state;
    Table *table = table_new(1);
    table_insert(table, ROW(1), NULL);
    table_begin_run(table, 7, 1);
    table_begin_run(table, 8, 1); /* rule 7 found nothing */
    table_insert_batch(table, ROW(1, 2, 3), 3);
    table_begin_run(table, 7, 3);
    table_insert(table, ROW(4), NULL);
    assert_int_equal(table_rule_of(table, 0), NO_ID);
    assert_int_equal(table_rule_of(table, 1), 8);
    assert_int_equal(table_rule_of(table, 2), 8);
    assert_int_equal(table_round_of(table, 2), 1);
    assert_int_equal(table_rule_of(table, 3), 7);
    assert_int_equal(table_count_before(table, 0), 0);
    assert_int_equal(table_count_before(table, 1), 1);
    assert_int_equal(table_count_before(table, 2), 3);
    assert_int_equal(table_count_before(table, 3), 3);
    assert_int_equal(table_count_before(table, 4), 4);
    table_free(table);
}

static void hidden_rows_stay_and_are_counted_once(void **state) {
    (void)state;
    Table *table = table_new(1);
    for (Value v = 0; v < 200; v++) table_insert(table, &v, NULL);
    table_hide(table, 3);
    table_hide(table, 3);
    table_hide(table, 199);
    assert_int_equal(table_hidden_count(table), 2);
    assert_true(table_is_hidden(table, 199));
    assert_false(table_is_hidden(table, 198));
    assert_int_equal(table_find(table, ROW(3)), 3);
    table_free(table);
}

static void growth_is_foreseen(void **state) {
    (void)state;
    Table *table = table_new(2);
    for (uint32_t i = 0; i < 1000; i++) {
        uint64_t before = table_bytes(table), growth = table_growth(table, 1);
        table_insert(table, ROW(i, i), NULL);
        assert_int_equal(table_bytes(table) - before, growth);
    }
    table_free(table);
}

static void what_rows_are_found_by_is_made_again_when_somebody_looks(void **state) {
    (void)state;
    Table *table = table_new(2);
    Value *rows = mem_alloc(1000 * 2 * sizeof *rows);
    for (uint32_t i = 0; i < 1000; i++) rows[2 * i] = i, rows[2 * i + 1] = i + 1;
    table_begin_run(table, 3, 2);
    table_take(table, rows, 1000);
    assert_int_equal(table_find(table, ROW(77, 78)), 77);
    table_drop_slots(table);
    const Value columns[2][2] = {{5, 5}, {6, 5}};
    RowId found[2];
    table_find_batch(table, (const Value *const[]){columns[0], columns[1]}, 2, found);
    assert_int_equal(found[0], 5);
    assert_int_equal(found[1], NO_ROW);
    table_drop_slots(table);
    assert_false(table_insert(table, ROW(999, 1000), NULL));
    assert_true(table_insert(table, ROW(1000, 1001), NULL));
    assert_int_equal(table_rule_of(table, 1000), 3);
    assert_int_equal(index_next(table_index(table, 1), 5), NO_ROW);
    table_drop_indexes(table);
    assert_int_equal(index_first(table_index(table, 1), ROW(1000), 0), 1000);
    table_free(table);
}

static void rows_known_to_be_distinct_are_found_all_the_same(void **state) {
    (void)state;
    Table *table = table_new(2);
    table_allow_sets(table, 1);
    table_begin_run(table, 3, 2);
    table_begin_distinct(table);
    const uint64_t bytes = table_growth(table, 16);
    for (uint32_t i = 0; i < 1000; i += 2)
        assert_int_equal(table_insert_batch(table, (Value[]){999 - i, 1, 998 - i, 2}, 2), 2);
    assert_int_equal(bytes, 16 * 2 * sizeof(Value)); /* no slots */
    assert_int_equal(table_find(table, ROW(996, 2)), 3);
    assert_int_equal(table_insert_batch(table, (Value[]){5000, 1}, 1), 1);
    table_end_run(table, 0);
    assert_int_equal(table_find(table, ROW(5000, 1)), 1000);
    assert_false(table_insert(table, ROW(996, 2), NULL));
    assert_int_equal(table_insert_batch(table, (Value[]){996, 2, 5000, 1, 7, 7}, 3), 1);
    assert_int_equal(table_count(table), 1002);
    assert_int_equal(table_rule_of(table, 1001), 3);
    table_free(table);
}

/* As claims.c does it: the new ones among `count` rows, by `of` ranges of slots. */
static void add_by_claims(Table *table, const Value *rows, uint32_t count, uint32_t of, uint32_t *late) {
    SlotRange ranges[17] = {0}, *all = &ranges[of];
    const RowId first = table_count(table);
    Value *tail = table_begin_claims(table, count);
    RowId *numbers = mem_alloc_zero(((size_t)count + 1) * sizeof *numbers), number = first;
    memcpy(tail, rows, (size_t)count * 2 * sizeof *rows);
    for (uint32_t i = of; i-- > 0;) {
        table_claim(table, &ranges[i], i, of, first + count);
        for (size_t k = 0; k < ranges[i].late.count; k++) vec_push(&all->late, ranges[i].late.items[k]);
    }
    *late += (uint32_t)all->late.count;
    sort_numbers(all->late.items, all->late.count);
    table_claim_late(table, all);
    for (uint32_t i = 0; i <= of; i++)
        for (size_t k = 0; k < ranges[i].rows.count; k++) numbers[ranges[i].rows.items[k] - first] = 1;
    for (uint32_t i = 0; i < count; i++) {
        if (!numbers[i]) continue;
        memcpy(tail + (size_t)(number - first) * 2, rows + (size_t)i * 2, 2 * sizeof *rows);
        numbers[i] = number++;
    }
    for (uint32_t i = 0; i <= of; i++) {
        table_name_claimed(table, &ranges[i], 0, (uint32_t)ranges[i].rows.count, numbers, first);
        vec_free(&ranges[i].rows);
        vec_free(&ranges[i].slots);
        vec_free(&ranges[i].late);
    }
    table_end_claims(table, number - first);
    mem_free(numbers);
}

static void rows_added_by_ranges_of_slots_get_the_numbers_they_get_otherwise(void **state) {
    (void)state;
    enum { COUNT = 3000 };
    static Value rows[COUNT * 2];
    uint32_t late = 0;
    for (uint32_t of = 1; of < 17; of++) {
        Table *one = table_new(2), *two = table_new(2);
        for (uint32_t wave = 0; wave < 4; wave++) {
            for (uint32_t i = 0; i < COUNT; i++) { /* some come again, in the wave or from one before */
                rows[2 * i] = (wave * 1000 + i) * UINT32_C(2654435761) % 4000;
                rows[2 * i + 1] = i % 2;
            }
            table_insert_batch(one, rows, COUNT);
            add_by_claims(two, rows, COUNT, of, &late);
        }
        assert_int_equal(table_count(one), table_count(two));
        for (RowId row = 0; row < table_count(one); row++) {
            assert_memory_equal(table_row(one, row), table_row(two, row), 2 * sizeof(Value));
            assert_int_equal(table_find(two, table_row(one, row)), row);
        }
        table_free(one);
        table_free(two);
    }
    assert_true(late > 0);
}

static void a_table_that_may_get_sets_takes_no_more_than_its_slots_hold(void **state) {
    (void)state;
    Table *table = table_new(2);
    table_begin_run(table, 1, 1);
    table_insert(table, ROW(0, 0), NULL);
    assert_true(table_room_for_claims(table) > UINT32_MAX);
    table_allow_sets(table, 1 << 20);
    for (uint32_t i = 1; i < 12; i++) {
        assert_int_equal(table_room_for_claims(table), 12 - i); /* of 16 slots */
        table_insert(table, ROW(i, i), NULL);
    }
    assert_int_equal(table_room_for_claims(table), 0);
    table_free(table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inserting_a_known_row_gives_its_first_id),
        cmocka_unit_test(rows_of_every_width_are_found_again_where_they_were_put),
        cmocka_unit_test(a_batch_is_as_good_as_one_by_one),
        cmocka_unit_test(looking_up_a_batch_finds_what_is_there),
        cmocka_unit_test(a_relation_without_columns_holds_one_row_at_most),
        cmocka_unit_test(a_row_knows_its_rule_and_round),
        cmocka_unit_test(hidden_rows_stay_and_are_counted_once),
        cmocka_unit_test(growth_is_foreseen),
        cmocka_unit_test(rows_added_by_ranges_of_slots_get_the_numbers_they_get_otherwise),
        cmocka_unit_test(a_table_that_may_get_sets_takes_no_more_than_its_slots_hold),
        cmocka_unit_test(rows_known_to_be_distinct_are_found_all_the_same),
        cmocka_unit_test(what_rows_are_found_by_is_made_again_when_somebody_looks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
