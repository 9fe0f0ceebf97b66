/* Functions, conditions and comparisons of the language, where test_value.c does not look. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <float.h>

#include "lang/program/builtin.h"

static int setup(void **state) { return (*state = values_new()) ? 0 : 1; }
static int teardown(void **state) {
    values_free(*state);
    return 0;
}

static Value day(Values *values, const char *text) {
    Date date;
    assert_true(str_to_date(str_of(text), &date));
    return value_date(values, date);
}

static Value word(Values *values, const char *text) { return value_symbol(values, str_of(text)); }
static Value number(Values *values, int64_t n) { return value_int(values, n); }
static Value decimal(Values *values, double n) { return value_float(values, n); }

static Value result_of(Values *values, Builtin fn, Value a, Value b, Value c) {
    Value result = VALUE_NONE;
    assert_int_equal(builtin_apply(fn, values, (Value[]){a, b, c}, &result), FAULT_NONE);
    return result;
}

static Fault fault_of(Values *values, Builtin fn, Value a, Value b, Value c) {
    Value result = word(values, "untouched");
    Fault fault = builtin_apply(fn, values, (Value[]){a, b, c}, &result);
    if (fault) assert_int_equal(result, word(values, "untouched"));
    return fault;
}

static void names_are_found_with_their_number_of_arguments(void **state) {
    (void)state;
    Builtin fn;
    Condition condition;
    Aggregate aggregate;
    assert_true(builtin_find(STR("substring"), 3, &fn) && fn == FN_SUBSTRING);
    assert_false(builtin_find(STR("substring"), 2, &fn));
    assert_false(builtin_find(STR("+"), 2, &fn)); /* operators are not called by name */
    assert_false(builtin_find(STR("mod"), 2, &fn));
    assert_true(builtin_name_exists(STR("substring")) && builtin_name_exists(STR("contains")));
    assert_false(builtin_name_exists(STR("mod")) || builtin_name_exists(STR("count")) || builtin_name_exists(STR("")));
    assert_true(condition_find(STR("ends_with"), &condition) && condition == IS_ENDS_WITH);
    assert_true(aggregate_find(STR("avg"), &aggregate) && aggregate == AGG_AVG);
    assert_false(aggregate_find(STR("median"), &aggregate));
    assert_string_equal(aggregate_name(AGG_MAX), "max");
    assert_string_equal(compare_name(OP_LE), "=<");
}

static void mixed_numbers_become_floats_and_stay_finite(void **state) {
    Values *v = *state;
    assert_int_equal(result_of(v, FN_ADD, number(v, 1), decimal(v, 0.5), 0), decimal(v, 1.5));
    assert_int_equal(result_of(v, FN_DIVIDE, decimal(v, 1), number(v, 4), 0), decimal(v, 0.25));
    assert_int_equal(fault_of(v, FN_MULTIPLY, decimal(v, DBL_MAX), number(v, 2), 0), FAULT_OVERFLOW);
    assert_int_equal(fault_of(v, FN_DIVIDE, decimal(v, 1), decimal(v, 0), 0), FAULT_ZERO_DIVISOR);
    assert_int_equal(fault_of(v, FN_MOD, decimal(v, 1), number(v, 2), 0), FAULT_KIND);
    assert_int_equal(fault_of(v, FN_ADD, word(v, "a"), number(v, 2), 0), FAULT_KIND);
}

static void the_least_integer_has_no_opposite(void **state) {
    Values *v = *state;
    assert_int_equal(fault_of(v, FN_NEGATE, number(v, INT64_MIN), 0, 0), FAULT_OVERFLOW);
    assert_int_equal(fault_of(v, FN_ABS, number(v, INT64_MIN), 0, 0), FAULT_OVERFLOW);
    assert_int_equal(result_of(v, FN_MOD, number(v, INT64_MIN), number(v, -1), 0), number(v, 0));
    assert_int_equal(result_of(v, FN_ABS, number(v, -5), 0, 0), number(v, 5));
    assert_int_equal(result_of(v, FN_NEGATE, decimal(v, 0), 0, 0), decimal(v, 0));
}

static void division_and_mod_fit_together(void **state) {
    Values *v = *state;
    for (int64_t a = -7; a <= 7; a++)
        for (int64_t b = -3; b <= 3; b++) {
            if (b == 0) continue;
            int64_t quotient = value_to_int(v, result_of(v, FN_DIVIDE, number(v, a), number(v, b), 0));
            int64_t rest = value_to_int(v, result_of(v, FN_MOD, number(v, a), number(v, b), 0));
            assert_int_equal(quotient * b + rest, a);
            assert_true(rest == 0 || (rest < 0) == (a < 0));
        }
}

static void rounding_goes_half_away_from_zero(void **state) {
    Values *v = *state;
    assert_int_equal(result_of(v, FN_ROUND, decimal(v, 2.5), 0, 0), number(v, 3));
    assert_int_equal(result_of(v, FN_ROUND, decimal(v, -2.5), 0, 0), number(v, -3));
    assert_int_equal(result_of(v, FN_ROUND, decimal(v, 0.49999999999999994), 0, 0), number(v, 0));
    assert_int_equal(result_of(v, FN_ROUND, decimal(v, 4503599627370495.5), 0, 0), number(v, 4503599627370496));
    assert_int_equal(result_of(v, FN_ROUND, decimal(v, 4503599627370497.0), 0, 0), number(v, 4503599627370497));
    assert_int_equal(fault_of(v, FN_ROUND, decimal(v, 9.3e18), 0, 0), FAULT_OVERFLOW);
    assert_int_equal(result_of(v, FN_ROUND, decimal(v, -9223372036854775808.0), 0, 0), number(v, INT64_MIN));
    assert_int_equal(result_of(v, FN_FLOAT, number(v, 3), 0, 0), decimal(v, 3));
}

static void dates_move_by_days(void **state) {
    Values *v = *state;
    assert_int_equal(result_of(v, FN_ADD, day(v, "2016-02-28"), number(v, 2), 0), day(v, "2016-03-01"));
    assert_int_equal(result_of(v, FN_SUBTRACT, day(v, "2000-01-01"), number(v, 1), 0), day(v, "1999-12-31"));
    assert_int_equal(result_of(v, FN_SUBTRACT, day(v, "2014-03-10"), day(v, "2014-01-01"), 0), number(v, 68));
    assert_int_equal(fault_of(v, FN_ADD, day(v, "9999-12-31"), number(v, 1), 0), FAULT_RANGE);
    assert_int_equal(fault_of(v, FN_SUBTRACT, day(v, "2014-03-10"), number(v, INT64_MIN), 0), FAULT_RANGE);
    assert_int_equal(fault_of(v, FN_ADD, day(v, "2014-03"), number(v, 1), 0), FAULT_PARTIAL_DATE);
    assert_int_equal(fault_of(v, FN_SUBTRACT, day(v, "2014-03-10"), day(v, "2014"), 0), FAULT_PARTIAL_DATE);
    assert_int_equal(fault_of(v, FN_ADD, day(v, "2014-03-10"), day(v, "2014-03-10"), 0), FAULT_KIND);
    assert_int_equal(fault_of(v, FN_MULTIPLY, day(v, "2014-03-10"), number(v, 2), 0), FAULT_KIND);
}

static void parts_of_a_date_must_be_given(void **state) {
    Values *v = *state;
    assert_int_equal(result_of(v, FN_YEAR, day(v, "2014"), 0, 0), number(v, 2014));
    assert_int_equal(result_of(v, FN_MONTH, day(v, "2014-03"), 0, 0), number(v, 3));
    assert_int_equal(result_of(v, FN_DAY, day(v, "2014-03-10"), 0, 0), number(v, 10));
    assert_int_equal(fault_of(v, FN_MONTH, day(v, "2014"), 0, 0), FAULT_PARTIAL_DATE);
    assert_int_equal(fault_of(v, FN_DAY, day(v, "2014-03"), 0, 0), FAULT_PARTIAL_DATE);
    assert_int_equal(fault_of(v, FN_YEAR, number(v, 2014), 0, 0), FAULT_KIND);
}

static void texts_are_joined_and_cut_by_characters(void **state) {
    Values *v = *state;
    assert_int_equal(result_of(v, FN_CONCAT, word(v, "n"), number(v, 7), 0), word(v, "n7"));
    assert_int_equal(result_of(v, FN_CONCAT, day(v, "2014-03"), decimal(v, 1), 0), word(v, "2014-031.0"));
    assert_int_equal(result_of(v, FN_SUBSTRING, word(v, "абвгд"), number(v, 4), number(v, 99)), word(v, "гд"));
    assert_int_equal(result_of(v, FN_SUBSTRING, word(v, "абвгд"), number(v, 99), number(v, INT64_MAX)), word(v, ""));
    assert_int_equal(result_of(v, FN_SUBSTRING, word(v, "абв"), number(v, 1), number(v, 0)), word(v, ""));
    assert_int_equal(fault_of(v, FN_SUBSTRING, word(v, "абв"), number(v, 0), number(v, 1)), FAULT_RANGE);
    assert_int_equal(fault_of(v, FN_SUBSTRING, word(v, "абв"), number(v, 1), number(v, -1)), FAULT_RANGE);
    assert_int_equal(result_of(v, FN_LOWER, word(v, "ҚАЗАҚ ΣΊΣΥΦΟΣ ÀÉ"), 0, 0), word(v, "қазақ σίσυφοσ àé"));
    assert_int_equal(fault_of(v, FN_UPPER, number(v, 1), 0, 0), FAULT_KIND);
}

static void an_empty_cell_has_no_arithmetic(void **state) {
    Values *v = *state;
    for (int fn = 0; fn < FN_COUNT; fn++)
        assert_int_equal(fault_of(v, (Builtin)fn, VALUE_NONE, number(v, 1), number(v, 1)), FAULT_NO_VALUE);
}

static void conditions_look_at_bytes(void **state) {
    Values *v = *state;
    assert_true(condition_holds(IS_CONTAINS, v, word(v, "aaab"), word(v, "aab")));
    assert_true(condition_holds(IS_CONTAINS, v, word(v, "x"), word(v, "")));
    assert_false(condition_holds(IS_CONTAINS, v, word(v, "ab"), word(v, "abc")));
    assert_true(condition_holds(IS_STARTS_WITH, v, word(v, "abc"), word(v, "ab")));
    assert_false(condition_holds(IS_STARTS_WITH, v, word(v, "abc"), word(v, "bc")));
    assert_true(condition_holds(IS_ENDS_WITH, v, word(v, "abc"), word(v, "bc")));
}

static bool holds(Values *values, Value a, CompareOp op, Value b) {
    bool result = false;
    assert_int_equal(compare_apply(op, values, a, b, &result), FAULT_NONE);
    return result;
}

static void none_equals_only_itself_and_has_no_order(void **state) {
    Values *v = *state;
    assert_true(holds(v, VALUE_NONE, OP_EQ, VALUE_NONE));
    assert_true(holds(v, VALUE_NONE, OP_NE, number(v, 0)));
    assert_false(holds(v, VALUE_NONE, OP_LT, number(v, 0)) || holds(v, VALUE_NONE, OP_GE, number(v, 0)));
    assert_false(holds(v, VALUE_NONE, OP_LE, VALUE_NONE));
}

static void unlike_kinds_differ_and_have_no_order(void **state) {
    Values *v = *state;
    bool result;
    assert_true(holds(v, word(v, "1"), OP_NE, number(v, 1)));
    assert_int_equal(compare_apply(OP_LT, v, word(v, "1"), number(v, 1), &result), FAULT_KIND);
    assert_int_equal(compare_apply(OP_GE, v, day(v, "2014"), number(v, 2014), &result), FAULT_KIND);
}

static void numbers_compare_exactly(void **state) {
    Values *v = *state;
    int64_t exact = (INT64_C(1) << 53) + 1;
    assert_true(holds(v, number(v, exact), OP_GT, decimal(v, 9007199254740992.0)));
    assert_true(holds(v, decimal(v, 9007199254740992.0), OP_NE, number(v, exact)));
    assert_true(holds(v, number(v, -2), OP_LT, decimal(v, -1.5)));
    assert_true(holds(v, number(v, 1), OP_LE, decimal(v, 1)) && holds(v, number(v, 1), OP_EQ, decimal(v, 1)));
    assert_true(holds(v, number(v, 0), OP_GT, decimal(v, -0.5)));
}

static void a_coarse_date_is_before_another_only_with_all_its_days(void **state) {
    Values *v = *state;
    Value month = day(v, "2013-10"), year = day(v, "2013");
    assert_true(holds(v, month, OP_LT, day(v, "2013-11-01")));
    assert_false(holds(v, month, OP_LT, day(v, "2013-10-31")));
    assert_true(holds(v, month, OP_LE, day(v, "2013-10-31")));
    assert_true(holds(v, month, OP_GE, day(v, "2013-10-01")));
    assert_false(holds(v, month, OP_GE, day(v, "2013-10-02")) || holds(v, month, OP_LT, day(v, "2013-10-02")));
    assert_true(holds(v, year, OP_LT, day(v, "2014")) && holds(v, day(v, "2014"), OP_GT, year));
    assert_false(holds(v, year, OP_LT, month) || holds(v, year, OP_GT, month) || holds(v, year, OP_EQ, month));
    assert_true(holds(v, year, OP_LE, year) && holds(v, year, OP_EQ, year));
    assert_true(holds(v, day(v, "2013-12"), OP_LT, day(v, "2014-01")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(names_are_found_with_their_number_of_arguments),
        TEST(mixed_numbers_become_floats_and_stay_finite),
        TEST(the_least_integer_has_no_opposite),
        TEST(division_and_mod_fit_together),
        TEST(rounding_goes_half_away_from_zero),
        TEST(dates_move_by_days),
        TEST(parts_of_a_date_must_be_given),
        TEST(texts_are_joined_and_cut_by_characters),
        TEST(an_empty_cell_has_no_arithmetic),
        TEST(conditions_look_at_bytes),
        TEST(none_equals_only_itself_and_has_no_order),
        TEST(unlike_kinds_differ_and_have_no_order),
        TEST(numbers_compare_exactly),
        TEST(a_coarse_date_is_before_another_only_with_all_its_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
