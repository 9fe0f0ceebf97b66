/* Indexes of growing relations and groups of complete ones find the rows of a key, in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/store/groups.h"
#include "runtime/store/relation.h"

enum { COUNT = 3000 };

static Table *filled(uint32_t count) {
    Table *table = table_new(3);
    for (uint32_t i = 0; i < count; i++) table_insert(table, (const Value[]){i % 7, i % 11, i}, NULL);
    return table;
}

static void an_index_gives_the_rows_of_a_key_in_order(void **state) {
    (void)state;
    Table *table = filled(COUNT);
    const Index *index = table_index(table, 3);
    RowId expected = 5; /* 5 mod 7, 5 mod 11, so every 77th */
    for (RowId row = index_first(index, (const Value[]){5, 5}, 0); row != NO_ROW;
         row = index_next(index, row), expected += 77)
        assert_int_equal(row, expected);
    assert_true(expected >= COUNT);
    assert_int_equal(index_first(index, (const Value[]){5, 5}, 6), 82);
    assert_int_equal(index_first(index, (const Value[]){9, 5}, 0), NO_ROW);
    table_free(table);
}

static void an_index_grows_with_its_table(void **state) {
    (void)state;
    Table *table = filled(10);
    const Index *index = table_index(table, 4);
    assert_int_equal(index_first(index, (const Value[]){2000}, 0), NO_ROW);
    for (uint32_t i = 10; i < COUNT; i++) table_insert(table, (const Value[]){1, 1, i}, NULL);
    index = table_index(table, 4);
    for (Value v = 0; v < COUNT; v++) assert_int_equal(index_first(index, &v, 0), v);
    table_free(table);
}

static void chain_by_ranges(Index *index, uint32_t count, uint32_t *late) {
    ChainRange ranges[24] = {0};
    while (index_rows_missing(index) > 0) {
        const uint32_t missing = index_rows_missing(index);
        RowId to = index_begin_ranges(index);
        for (uint32_t i = count; i-- > 0;) { /* in any order */
            index_extend_range(index, &ranges[i], i, count, to);
            *late += (uint32_t)ranges[i].late.count;
        }
        index_end_ranges(index, ranges, count, to);
        assert_true(index_rows_missing(index) < missing);
    }
    for (uint32_t i = 0; i < count; i++) vec_free(&ranges[i].late);
}

static void an_index_chained_by_ranges_of_slots_is_the_same(void **state) {
    (void)state;
    uint32_t late = 0;
    for (uint32_t keys = 3; keys < 60000; keys = keys * 5 + 1) {
        Table *one = table_new(2), *two = table_new(2);
        for (uint32_t i = 0, end = 10; end < 40000; end *= 3) {
            for (; i < end; i++) {
                const Value row[] = {i * UINT32_C(2654435761) % keys, i};
                table_insert(one, row, NULL);
                table_insert(two, row, NULL);
            }
            const Index *whole = table_index(one, 1);
            Index *index = table_index_as_is(two, 1);
            chain_by_ranges(index, 1 + end % 24, &late);
            for (Value key = 0; key < keys && key < 5000; key++) {
                RowId row = index_first(whole, &key, 0), same = index_first(index, &key, 0);
                for (; row != NO_ROW && row == same; row = index_next(whole, row)) same = index_next(index, same);
                assert_int_equal(row, same);
            }
        }
        table_free(one);
        table_free(two);
    }
    assert_true(late > 0);
}

static void a_batch_of_look_ups_gives_what_single_ones_give(void **state) {
    (void)state;
    Table *table = filled(COUNT);
    const Index *index = table_index(table, 3);
    Value a[700], b[700];
    RowId first[700];
    for (uint32_t i = 0; i < 700; i++) a[i] = i % 9, b[i] = i % 13;
    index_probe(index, (const Value *const[]){a, b}, 700, first);
    for (uint32_t i = 0; i < 700; i++) assert_int_equal(first[i], index_first(index, (const Value[]){a[i], b[i]}, 0));
    table_free(table);
}

static void check_groups(Table *table, uint64_t columns, const Value *const *keys, uint32_t count) {
    const Groups *groups = table_groups(table, columns);
    const Index *index = table_index(table, columns);
    uint32_t begin[700], end[700];
    groups_probe(groups, keys, count, begin, end);
    for (uint32_t i = 0; i < count; i++) {
        Value key[3];
        for (uint32_t k = 0; k < groups->key_count; k++) key[k] = keys[k][i];
        RowId row = index_first(index, key, 0);
        for (uint32_t e = begin[i]; e < end[i]; e++) {
            while (table_is_hidden(table, row)) row = index_next(index, row);
            assert_int_equal(groups->entries[e], groups->has_values ? table_row(table, row)[2] : row);
            row = index_next(index, row);
        }
        while (row != NO_ROW && table_is_hidden(table, row)) row = index_next(index, row);
        assert_int_equal(row, NO_ROW);
    }
}

static void groups_agree_with_an_index(void **state) {
    (void)state;
    Table *table = filled(COUNT);
    Value a[700], b[700], far[700];
    for (uint32_t i = 0; i < 700; i++) a[i] = i % 9, b[i] = i % 13, far[i] = i * 1000003;
    check_groups(table, 1, (const Value *const[]){a}, 700);
    check_groups(table, 2, (const Value *const[]){b}, 700);
    check_groups(table, 3, (const Value *const[]){a, b}, 700);
    check_groups(table, 4, (const Value *const[]){far}, 700);
    table_insert(table, (const Value[]){UINT32_MAX - 1, 3, 5}, NULL); /* now the first column is spread too far */
    check_groups(table, 1, (const Value *const[]){a}, 700);
    table_free(table);
}

static void groups_leave_hidden_rows_out(void **state) {
    (void)state;
    Table *table = filled(COUNT);
    Value a[700], b[700];
    for (uint32_t i = 0; i < 700; i++) a[i] = i % 9, b[i] = i % 13;
    check_groups(table, 3, (const Value *const[]){a, b}, 700);
    for (RowId row = 0; row < COUNT; row += 3) table_hide(table, row);
    check_groups(table, 3, (const Value *const[]){a, b}, 700);
    table_free(table);
}

static void backwards(void *context, PartTask *task, void *of, uint32_t parts) {
    *(uint32_t *)context += parts;
    while (parts-- > 0) task(of, parts);
}

/* Some keys that come often, many that come once; column 2 tells the rows apart. */
static Table *many(uint32_t count) {
    Table *table = table_new(3);
    for (uint32_t i = 0; i < count; i++)
        table_insert(table, (const Value[]){i % 3 ? i % 9 : i * UINT32_C(2654435761), i % 13, i}, NULL);
    return table;
}

static void are_the_same(const Groups *a, const Groups *b) {
    assert_int_equal(a->group_count, b->group_count);
    assert_int_equal(a->slot_count, b->slot_count);
    assert_memory_equal(a->starts, b->starts, ((size_t)a->group_count + 1) * sizeof *a->starts);
    assert_memory_equal(a->entries, b->entries, a->starts[a->group_count] * sizeof *a->entries);
    assert_int_equal(a->slots != NULL, b->slots != NULL);
    if (a->slots) assert_memory_equal(a->slots, b->slots, a->slot_count * sizeof *a->slots);
    if (a->slots) assert_memory_equal(a->samples, b->samples, a->group_count * sizeof *a->samples);
}

static void groups_of_many_rows_are_the_same_whoever_makes_them(void **state) {
    (void)state;
    enum { MANY = 50000 };
    Table *one = many(MANY), *two = many(MANY);
    Value a[700], b[700], c[700];
    uint32_t parts = 0;
    const Crew crew = {backwards, &parts};
    for (uint32_t i = 0; i < 700; i++)
        a[i] = i % 2 ? i % 9 : i * 3 * UINT32_C(2654435761), b[i] = i % 13, c[i] = i * 71;
    const Value *const keys[8][3] = {{NULL}, {a}, {b}, {a, b}, {c}, {a, c}, {b, c}, {a, b, c}};
    for (int hidden = 0; hidden < 2; hidden++) {
        for (uint64_t columns = 0; columns < 8; columns++) {
            parts = 0;
            are_the_same(table_groups(one, columns), table_groups_by(two, columns, &crew));
            assert_int_equal(parts > 0, columns > 0);
            if (columns == 1 || columns == 2 || columns == 3) check_groups(two, columns, keys[columns], 700);
            uint32_t begin[700], end[700], found = 0;
            groups_probe(table_groups(two, columns), keys[columns], 700, begin, end);
            for (uint32_t i = 0; i < 700; i++) found += end[i] > begin[i];
            assert_true(found > 0 || columns > 4);
        }
        for (RowId row = 0; row < MANY; row += 5) table_hide(one, row), table_hide(two, row);
    }
    table_free(one);
    table_free(two);
}

static void an_empty_table_has_no_groups(void **state) {
    (void)state;
    Table *table = table_new(2);
    uint32_t begin, end;
    for (uint64_t columns = 0; columns < 3; columns++) {
        groups_probe(table_groups(table, columns), (const Value *const[]){(const Value[]){0}}, 1, &begin, &end);
        assert_int_equal(begin, end);
    }
    table_free(table);
}

static void distinct_values_are_about_known(void **state) {
    (void)state;
    Table *table = filled(COUNT);
    assert_true(table_distinct(table, 1) == 7);
    assert_true(table_distinct(table, 4) > COUNT / 4.0 && table_distinct(table, 4) <= COUNT);
    assert_true(table_distinct(table, 7) == COUNT);
    assert_true(table_distinct(table, 0) == 1);
    table_free(table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_gives_the_rows_of_a_key_in_order),
        cmocka_unit_test(an_index_chained_by_ranges_of_slots_is_the_same),
        cmocka_unit_test(an_index_grows_with_its_table),
        cmocka_unit_test(a_batch_of_look_ups_gives_what_single_ones_give),
        cmocka_unit_test(groups_agree_with_an_index),
        cmocka_unit_test(groups_leave_hidden_rows_out),
        cmocka_unit_test(groups_of_many_rows_are_the_same_whoever_makes_them),
        cmocka_unit_test(an_empty_table_has_no_groups),
        cmocka_unit_test(distinct_values_are_about_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
