/* Values: equal words where the values are equal, and text that reads back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/program/builtin.h"

static int setup(void **state) { return (*state = values_new()) ? 0 : 1; }
static int teardown(void **state) {
    values_free(*state);
    return 0;
}

static void integers_of_any_size_come_back(void **state) {
    static const int64_t NUMBERS[] = {
        0, -1, 1, SMALL_INT_MIN, SMALL_INT_MAX, SMALL_INT_MIN - 1, SMALL_INT_MAX + 1, INT64_MIN, INT64_MAX};
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        Value v = value_int(*state, NUMBERS[i]);
        assert_int_equal(value_kind(*state, v), KIND_INT);
        assert_true(value_to_int(*state, v) == NUMBERS[i]);
        assert_int_equal(v, value_int(*state, NUMBERS[i]));
    }
}

static void equal_values_are_equal_words(void **state) {
    assert_int_equal(value_symbol(*state, STR("a")), value_symbol(*state, STR("a")));
    assert_int_not_equal(value_symbol(*state, STR("a")), value_symbol(*state, STR("b")));
    assert_int_equal(value_float(*state, 0.0), value_float(*state, -0.0));
    assert_int_not_equal(value_float(*state, 1.0), value_int(*state, 1));
    assert_int_equal(value_kind(*state, VALUE_NONE), KIND_NONE);
}

/* Many, so that tables grow; some that both have, some of each alone. */
static void a_table_takes_over_all_values_of_another(void **state) {
    enum { MANY = 3000 };
    for (int few = 0; few < 2; few++) {
        Values *to = values_new();
        const int own = few ? 40 : MANY;
        Value there[MANY][3], here;
        for (int i = 0; i < own; i++) {
            Text name;
            text_init(&name);
            text_printf(&name, "both %d", i * 2);
            (void)value_symbol(to, text_str(&name));
            (void)value_float(to, i * 2 + 0.5);
            text_clear(&name);
        }
        for (int i = 0; i < MANY; i++) {
            Text name;
            text_init(&name);
            text_printf(&name, "both %d", i * 3);
            there[i][0] = value_symbol(*state, text_str(&name));
            there[i][1] = value_float(*state, i * 3 + 0.5);
            there[i][2] = value_int(*state, INT64_C(1) << 40 | i);
            text_clear(&name);
        }
        ValueMap map = values_take_over(to, *state);
        for (int i = 0; i < MANY; i++)
            for (int k = 0; k < 3; k++) {
                const Value v = value_mapped(&map, there[i][k]);
                assert_int_equal(value_kind(to, v), value_kind(*state, there[i][k]));
                assert_true(values_carry(*state, to, there[i][k], &here)); /* found by its worth */
                assert_int_equal(v, here);
            }
        assert_int_equal(value_mapped(&map, VALUE_NONE), VALUE_NONE);
        assert_int_equal(value_mapped(&map, value_of_small_int(-7)), value_of_small_int(-7));
        const Value fresh = value_symbol(to, STR("fresh"));
        assert_true(str_equal(value_text(to, fresh), STR("fresh")));
        value_map_clear(&map);
        values_free(to);
    }
}

static void a_value_is_carried_to_another_table(void **state) {
    Values *other = values_new();
    Value carried;
    (void)value_symbol(other, STR("b"));
    assert_false(values_carry(*state, other, value_symbol(*state, STR("a")), &carried));
    const Value own = value_symbol(other, STR("a"));
    assert_true(values_carry(*state, other, value_symbol(*state, STR("a")), &carried));
    assert_int_equal(carried, own);
    assert_true(values_carry(*state, other, value_int(*state, INT64_MAX), &carried));
    assert_int_equal(carried, value_int(other, INT64_MAX));
    assert_true(values_carry(*state, other, value_float(*state, 2.5), &carried));
    assert_int_equal(carried, value_float(other, 2.5));
    assert_true(values_carry(*state, other, value_date(*state, (Date){1901, 2, 3, DATE_DAY}), &carried));
    assert_int_equal(carried, value_date(other, (Date){1901, 2, 3, DATE_DAY}));
    assert_true(values_carry(*state, other, VALUE_NONE, &carried));
    assert_int_equal(carried, VALUE_NONE);
    values_free(other);
}

static void prints_as(Values *values, Value v, const char *expected) {
    Text text;
    text_init(&text);
    value_print(values, v, &text);
    assert_string_equal(text.bytes, expected);
    text_clear(&text);
}

static void literals_print_as_they_are_written(void **state) {
    Date day, month;
    assert_true(str_to_date(STR("2014-03-10"), &day));
    assert_true(str_to_date(STR("2014-03"), &month));
    prints_as(*state, value_symbol(*state, STR("kazakhstan")), "kazakhstan");
    prints_as(*state, value_symbol(*state, STR("two \"words\"")), "\"two \\\"words\\\"\"");
    prints_as(*state, value_int(*state, -7), "-7");
    prints_as(*state, value_float(*state, 0.1), "0.1");
    prints_as(*state, value_float(*state, 2), "2.0");
    prints_as(*state, value_date(*state, day), "2014-03-10");
    assert_int_equal(value_to_date(*state, value_date(*state, month)).precision, DATE_MONTH);
}

static void there_is_no_thirtieth_of_february(void **state) {
    (void)state;
    Date date;
    assert_false(str_to_date(STR("2015-02-30"), &date));
    assert_false(str_to_date(STR("2015-13-01"), &date));
    assert_true(str_to_date(STR("2016-02-29"), &date));
    assert_int_equal(date_to_days((Date){1970, 1, 1, DATE_DAY}), 0);
    for (int64_t days = -800000; days < 800000; days += 997) assert_true(date_to_days(date_from_days(days)) == days);
}

static Fault apply(Values *values, Builtin fn, Value a, Value b, Value *result) {
    return builtin_apply(fn, values, (Value[]){a, b, VALUE_NONE}, result);
}

static void arithmetic_is_checked(void **state) {
    Value r = VALUE_NONE, most = value_int(*state, INT64_MAX), least = value_int(*state, INT64_MIN);
    Value one = value_int(*state, 1), minus_one = value_int(*state, -1), zero = value_int(*state, 0);
    assert_int_equal(apply(*state, FN_ADD, most, one, &r), FAULT_OVERFLOW);
    assert_int_equal(apply(*state, FN_SUBTRACT, least, one, &r), FAULT_OVERFLOW);
    assert_int_equal(apply(*state, FN_MULTIPLY, most, most, &r), FAULT_OVERFLOW);
    assert_int_equal(apply(*state, FN_DIVIDE, least, minus_one, &r), FAULT_OVERFLOW);
    assert_int_equal(apply(*state, FN_DIVIDE, one, zero, &r), FAULT_ZERO_DIVISOR);
    assert_int_equal(apply(*state, FN_MOD, one, zero, &r), FAULT_ZERO_DIVISOR);
    assert_int_equal(apply(*state, FN_ADD, one, VALUE_NONE, &r), FAULT_NO_VALUE);
    assert_int_equal(apply(*state, FN_DIVIDE, value_int(*state, -7), value_int(*state, 2), &r), FAULT_NONE);
    assert_int_equal(value_to_int(*state, r), -3);
    assert_int_equal(apply(*state, FN_MOD, value_int(*state, -7), value_int(*state, 2), &r), FAULT_NONE);
    assert_int_equal(value_to_int(*state, r), -1);
}

static void text_functions_count_characters(void **state) {
    Value r = VALUE_NONE, word = value_symbol(*state, STR("Қазақстан"));
    assert_int_equal(apply(*state, FN_LENGTH, word, VALUE_NONE, &r), FAULT_NONE);
    assert_int_equal(value_to_int(*state, r), 9);
    assert_int_equal(
        builtin_apply(FN_SUBSTRING, *state, (Value[]){word, value_int(*state, 2), value_int(*state, 3)}, &r),
        FAULT_NONE);
    assert_true(str_equal(value_text(*state, r), STR("аза")));
    assert_int_equal(apply(*state, FN_UPPER, value_symbol(*state, STR("straße é я")), VALUE_NONE, &r), FAULT_NONE);
    assert_true(str_equal(value_text(*state, r), STR("STRAßE É Я")));
}

static void an_integer_and_a_float_compare_by_size(void **state) {
    bool holds = false;
    assert_int_equal(compare_apply(OP_EQ, *state, value_int(*state, 3), value_float(*state, 3.0), &holds), FAULT_NONE);
    assert_true(holds);
    Value large = value_int(*state, INT64_MAX), near_it = value_float(*state, 9223372036854775807.0);
    assert_int_equal(compare_apply(OP_LT, *state, large, near_it, &holds), FAULT_NONE);
    assert_true(holds); /* the float is 2^63 */
    assert_int_equal(compare_apply(OP_LT, *state, large, value_symbol(*state, STR("a")), &holds), FAULT_KIND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_of_any_size_come_back),
        cmocka_unit_test(equal_values_are_equal_words),
        cmocka_unit_test(a_table_takes_over_all_values_of_another),
        cmocka_unit_test(a_value_is_carried_to_another_table),
        cmocka_unit_test(literals_print_as_they_are_written),
        cmocka_unit_test(there_is_no_thirtieth_of_february),
        cmocka_unit_test(arithmetic_is_checked),
        cmocka_unit_test(text_functions_count_characters),
        cmocka_unit_test(an_integer_and_a_float_compare_by_size),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
