/* Dates: the calendar, reading, precision. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/base/value.h"

static void every_day_of_four_centuries_comes_back(void **state) {
    (void)state;
    Date expected = {1800, 1, 1, DATE_DAY};
    for (int64_t days = date_to_days(expected); expected.year < 2200; days++) {
        Date date = date_from_days(days);
        assert_true(date.year == expected.year && date.month == expected.month && date.day == expected.day);
        assert_true(date_to_days(date) == days);
        expected.day++; /* the calendar by counting */
        if (date_is_valid(expected)) continue;
        expected.day = 1;
        if (++expected.month == 13) expected.month = 1, expected.year++;
    }
}

static void the_epoch_and_its_neighbours_are_where_they_belong(void **state) {
    (void)state;
    assert_int_equal(date_to_days((Date){1970, 1, 1, DATE_DAY}), 0);
    assert_int_equal(date_to_days((Date){1969, 12, 31, DATE_DAY}), -1);
    assert_int_equal(date_to_days((Date){2000, 3, 1, DATE_DAY}), 11017);
    assert_int_equal(date_to_days((Date){1, 1, 1, DATE_DAY}), -719162);
}

static void coarse_dates_are_read_with_their_precision(void **state) {
    (void)state;
    Date date;
    assert_true(str_to_date(STR("2013"), &date));
    assert_true(date.year == 2013 && date.month == 1 && date.day == 1 && date.precision == DATE_YEAR);
    assert_true(str_to_date(STR("2013-10"), &date));
    assert_true(date.month == 10 && date.day == 1 && date.precision == DATE_MONTH);
    assert_true(str_to_date(STR("2013-10-31"), &date));
    assert_true(date.day == 31 && date.precision == DATE_DAY);
}

static void what_is_no_date_is_refused(void **state) {
    (void)state;
    const char *wrong[] = {"2015-02-29", "1900-02-29", "2015-04-31",  "2015-00-10", "2015-10-00",  "2015-13",
                           "0000-01-01", "15-01-01",   "2015-1-1",    "2015/01/01", "2015-01-01 ", "",
                           "20155",      "2015-",      "-2015-01-01", "2015-0a"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Date date = {7, 7, 7, DATE_DAY};
        if (str_to_date(str_of(wrong[i]), &date)) fail_msg("%s was read", wrong[i]);
        assert_int_equal(date.year, 7); /* untouched */
    }
    Date date;
    assert_true(str_to_date(STR("2000-02-29"), &date));
}

static void dates_order_by_their_first_day_and_the_longer_stretch_first(void **state) {
    (void)state;
    Values *values = values_new();
    const char *ascending[] = {"2012-12-31", "2013", "2013-01", "2013-01-01", "2013-01-02", "2013-02"};
    for (size_t i = 1; i < sizeof ascending / sizeof *ascending; i++) {
        Date before, after;
        assert_true(str_to_date(str_of(ascending[i - 1]), &before));
        assert_true(str_to_date(str_of(ascending[i]), &after));
        assert_true(value_compare(values, value_date(values, before), value_date(values, after)) < 0);
        assert_true(value_compare(values, value_date(values, after), value_date(values, before)) > 0);
    }
    values_free(values);
}

static void dates_print_as_they_were_read(void **state) {
    (void)state;
    Values *values = values_new();
    const char *dates[][2] = {{"0800-01-02", "0800-01-02"}, {"2013-10", "\"2013-10\""}, {"2013", "\"2013\""}};
    for (size_t i = 0; i < 3; i++) {
        Date date;
        Text plain = {0}, literal = {0};
        assert_true(str_to_date(str_of(dates[i][0]), &date));
        value_print_plain(values, value_date(values, date), &plain);
        value_print(values, value_date(values, date), &literal);
        assert_string_equal(plain.bytes, dates[i][0]);
        assert_string_equal(literal.bytes, dates[i][1]);
        text_clear(&plain);
        text_clear(&literal);
    }
    values_free(values);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_four_centuries_comes_back),
        cmocka_unit_test(the_epoch_and_its_neighbours_are_where_they_belong),
        cmocka_unit_test(coarse_dates_are_read_with_their_precision),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(dates_order_by_their_first_day_and_the_longer_stretch_first),
        cmocka_unit_test(dates_print_as_they_were_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
