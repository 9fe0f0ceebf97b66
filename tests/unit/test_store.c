/* Stores: given rows and where they were stated; forks. */
#include "tests/support/build.h"

static Store *store_with(Program **program, RelId *p) {
    *program = program_new();
    *p = relation(*program, "p", 2);
    return store_new(*program);
}

static Origin origin(Symbol label, uint32_t line) { return (Origin){label, {NULL, 0}, {0, line, line}}; }

static void a_row_stated_several_times_keeps_all_its_origins_in_order(void **state) {
    (void)state;
    Program *program;
    RelId p;
    Store *store = store_with(&program, &p);
    bool is_new;
    RowId row = store_give(store, p, (const Value[]){1, 2}, origin(NO_SYMBOL, 10), &is_new);
    assert_true(is_new);
    store_give(store, p, (const Value[]){3, 4}, origin(NO_SYMBOL, 11), NULL);
    assert_int_equal(store_give(store, p, (const Value[]){1, 2}, origin(5, 12), &is_new), row);
    assert_false(is_new);
    store_give(store, p, (const Value[]){1, 2}, origin(6, 13), NULL);
    assert_int_equal(store_origin_count(store, p, row), 3);
    for (uint32_t i = 0; i < 3; i++) assert_int_equal(store_origin(store, p, row, i).span.begin, i ? 11 + i : 10);
    assert_int_equal(store_origin_count(store, p, row + 1), 1);
    assert_int_equal(store_origin_count(store, p, row + 2), 0);
    store_free(store);
    program_free(program);
}

static void rows_are_found_by_their_ids(void **state) {
    (void)state;
    Program *program;
    RelId p, relation_found;
    Store *store = store_with(&program, &p);
    for (Value v = 0; v < 1000; v++) store_give(store, p, (const Value[]){v, v}, origin(v * 3, v), NULL);
    RowId row;
    assert_true(store_find_label(store, 999 * 3, &relation_found, &row));
    assert_int_equal(row, 999);
    assert_int_equal(relation_found, p);
    assert_false(store_find_label(store, 1, &relation_found, &row));
    store_free(store);
    program_free(program);
}

static void rows_of_a_file_know_their_lines(void **state) {
    (void)state;
    Program *program;
    RelId p;
    Store *store = store_with(&program, &p);
    store_give(store, p, (const Value[]){0, 0}, origin(NO_SYMBOL, 7), NULL);
    const Value rows[] = {1, 1, 0, 0, 2, 2, 1, 1, 3, 3};
    const uint32_t lines[] = {2, 3, 4, 5, 6};
    assert_int_equal(store_give_batch(store, p, rows, lines, 5, 4), 3);
    store_give(store, p, (const Value[]){2, 2}, origin(9, 99), NULL);
    assert_int_equal(store_origin(store, p, 0, 0).span.begin, 7);
    assert_int_equal(store_origin(store, p, 1, 0).span.begin, 2);
    assert_int_equal(store_origin(store, p, 2, 0).span.begin, 4);
    assert_int_equal(store_origin(store, p, 2, 0).span.source, 4);
    assert_int_equal(store_origin(store, p, 3, 0).span.begin, 6);
    assert_int_equal(store_origin_count(store, p, 2), 2);
    assert_int_equal(store_origin(store, p, 2, 1).label, 9);
    store_free(store);
    program_free(program);
}

static bool drop_none_but_count(void *context, RelId r, RowId row) {
    (void)r, (void)row;
    ++*(uint32_t *)context;
    return false;
}

/* Stretches of lines that count up, with gaps, rows known before, and single rows between them. */
static void lines_are_kept_whether_they_count_up_or_not(void **state) {
    (void)state;
    enum { COUNT = 2000 };
    Program *program;
    RelId p;
    Store *store = store_with(&program, &p);
    Value rows[COUNT][2];
    uint32_t lines[COUNT], line = 2, expected[COUNT], fresh = 0;
    for (uint32_t i = 0; i < COUNT; i++) {
        bool is_known = i % 500 > 400 && i % 3 == 0;
        rows[i][0] = is_known ? 0 : i;
        rows[i][1] = 1;
        lines[i] = line++;
        if (i % 700 == 699) line += 5;
        if (!is_known || i == 0) expected[fresh++] = lines[i];
    }
    for (uint32_t i = 0, size; i < COUNT; i += size) {
        size = i < 100 ? 1 : i == 1000 ? 700 : 100;
        if (i + size > COUNT) size = COUNT - i;
        store_give_batch(store, p, &rows[i][0], lines + i, size, 3);
    }
    store_give(store, p, rows[5], origin(9, 99), NULL);
    store_expect(store, p, 100000);
    uint32_t asked = 0;
    Store *fork = store_fork(store, drop_none_but_count, &asked, NULL, NULL);
    assert_int_equal(asked, fresh); /* once for each row: who is asked takes notes */
    assert_int_equal(table_count(store_table(fork, p)), fresh);
    for (uint32_t i = 0; i < fresh; i++) {
        assert_int_equal(store_origin(store, p, i, 0).span.begin, expected[i]);
        assert_int_equal(store_origin(fork, p, i, 0).span.begin, expected[i]);
        assert_int_equal(store_origin(fork, p, i, 0).span.source, 3);
        assert_int_equal(store_origin_count(fork, p, i), i == 5 ? 2 : 1);
        assert_memory_equal(table_row(store_table(fork, p), i), table_row(store_table(store, p), i), 2 * sizeof(Value));
    }
    assert_int_equal(store_origin(fork, p, 5, 1).label, 9);
    store_free(fork);
    store_free(store);
    program_free(program);
}

static bool drop_odd(void *context, RelId r, RowId row) {
    (void)context, (void)r;
    return row % 2;
}

static void a_fork_has_the_given_rows_less_the_dropped_ones(void **state) {
    (void)state;
    Program *program;
    RelId p, relation_found;
    Store *store = store_with(&program, &p);
    const Value rows[] = {1, 1, 2, 2, 3, 3};
    store_give_batch(store, p, rows, (const uint32_t[]){5, 6, 7}, 3, 2);
    store_give(store, p, (const Value[]){3, 3}, origin(8, 20), NULL);
    table_begin_run(store_table(store, p), 0, 1);
    table_insert(store_table(store, p), (const Value[]){9, 9}, NULL); /* derived: not part of a fork */
    Store *fork = store_fork(store, drop_odd, NULL, NULL, NULL);
    assert_int_equal(table_count(store_table(fork, p)), 2);
    assert_int_equal(table_row(store_table(fork, p), 1)[0], 3);
    assert_int_equal(store_origin(fork, p, 1, 0).span.begin, 7);
    assert_int_equal(store_origin_count(fork, p, 1), 2);
    RowId row;
    assert_true(store_find_label(fork, 8, &relation_found, &row));
    assert_int_equal(row, 1);
    store_free(fork);
    store_free(store);
    program_free(program);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_stated_several_times_keeps_all_its_origins_in_order),
        cmocka_unit_test(rows_are_found_by_their_ids),
        cmocka_unit_test(rows_of_a_file_know_their_lines),
        cmocka_unit_test(lines_are_kept_whether_they_count_up_or_not),
        cmocka_unit_test(a_fork_has_the_given_rows_less_the_dropped_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
