/* Rows by columns: whether they are gone through or found by an index, they are the same, in the same order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/base/mem.h"
#include "runtime/store/seek.h"

enum { ROWS = 70000, GROUPS = 700 };

/* (i % 700, i % 7, i) */
static Table *table_of(uint32_t count) {
    Table *table = table_new(3);
    table_begin_run(table, NO_ID, 0);
    for (uint32_t i = 0; i < count; i++) table_insert(table, (Value[]){i % GROUPS, i % 7, i}, NULL);
    return table;
}

static void assert_found(Table *table, uint64_t columns, const Value *key, RowId from, RowId end) {
    Seek seek = seek_rows(table, columns, key, from, end);
    for (RowId row = from; row < end; row++) {
        const Value *values = table_row(table, row), *wanted = key;
        bool agrees = true;
        for (uint32_t c = 0; c < 3; c++)
            if (columns >> c & 1) agrees = agrees && values[c] == *wanted++;
        if (agrees) assert_int_equal(seek_next(&seek), row);
    }
    assert_int_equal(seek_next(&seek), NO_ROW);
}

static void few_questions_leave_no_index(void **state) {
    (void)state;
    Table *table = table_of(ROWS);
    uint64_t before = table_bytes(table);
    for (Value key = 0; key < 10; key++) assert_found(table, 1, &key, 0, ROWS);
    assert_int_equal(table_bytes(table), before);
    table_free(table);
}

static void many_questions_are_worth_one(void **state) {
    (void)state;
    Table *table = table_of(ROWS);
    uint64_t before = table_bytes(table);
    for (Value key = 0; key < 40; key++) {
        assert_found(table, 1, &key, 0, ROWS);
        assert_found(table, 1, &key, 1234, ROWS - 99);
        assert_found(table, 3, (Value[]){key, key % 7}, 5, ROWS);
        assert_found(table, 6, (Value[]){key % 7, key + 1000}, 0, ROWS);
    }
    assert_true(table_bytes(table) > before);
    table_free(table);
}

static void whole_rows_and_any_rows(void **state) {
    (void)state;
    Table *table = table_of(100);
    assert_found(table, 0, NULL, 10, 90);
    assert_found(table, 7, (Value[]){55, 55 % 7, 55}, 0, 100);
    assert_found(table, 7, (Value[]){55, 55 % 7, 55}, 56, 100);
    assert_found(table, 7, (Value[]){55, 55 % 7, 55}, 0, 55);
    assert_found(table, 7, (Value[]){55, 1, 55}, 0, 100);
    assert_found(table, 4, (Value[]){101}, 0, 100);
    assert_found(table, 1, (Value[]){5}, 0, 0);
    table_free(table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_questions_leave_no_index),
        cmocka_unit_test(many_questions_are_worth_one),
        cmocka_unit_test(whole_rows_and_any_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
