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
    for (RowId row = 0; row < 300; row++) assert_int_equal(table_find(table, table_row(table, row)), row);
    assert_null(table_sets(table));
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dense_table_becomes_sets_and_knows_its_rows),
        cmocka_unit_test(who_asks_for_the_number_of_a_row_gets_it),
        cmocka_unit_test(rows_do_not_move_when_one_is_looked_for),
        cmocka_unit_test(one_row_can_be_added_wherever_slots_would_double),
        cmocka_unit_test(sets_that_are_given_up_leave_all_rows_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
