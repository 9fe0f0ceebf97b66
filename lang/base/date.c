/* Dates: days since 1970 and back, reading, checking.
 *
 * The Gregorian calendar, also before it was introduced.  The year is counted from March, so that the leap day is its
 * last: H. Hinnant, chrono-Compatible Low-Level Date Algorithms, 2013. */
#include "lang/base/value.h"

static const int32_t FIRST_YEAR = 1, LAST_YEAR = 9999; /* what four digits can say */

static bool is_leap(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static unsigned days_in(int32_t year, unsigned month) {
    static const unsigned char DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : DAYS[month - 1];
}

bool date_is_valid(Date date) {
    if (date.year < FIRST_YEAR || date.year > LAST_YEAR || date.month < 1 || date.month > 12) return false;
    if (date.precision == DATE_YEAR && date.month != 1) return false;
    if (date.precision != DATE_DAY && date.day != 1) return false;
    return date.day >= 1 && date.day <= days_in(date.year, date.month);
}

int64_t date_to_days(Date date) {
    int64_t year = (int64_t)date.year - (date.month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

Date date_from_days(int64_t days) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* from March */
    Date date = {.precision = DATE_DAY};
    date.day = (uint8_t)(day_of_year - (153 * month + 2) / 5 + 1);
    date.month = (uint8_t)(month < 10 ? month + 3 : month - 9);
    date.year = (int32_t)(year_of_era + era * 400 + (date.month <= 2));
    return date;
}

static bool read_digits(const char *text, unsigned count, int32_t *number) {
    *number = 0;
    for (unsigned i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return false;
        *number = *number * 10 + (text[i] - '0');
    }
    return true;
}

bool str_to_date(Str text, Date *date) {
    int32_t year, month = 1, day = 1;
    if (text.length != 4 && text.length != 7 && text.length != 10) return false;
    if (!read_digits(text.text, 4, &year)) return false;
    if (text.length >= 7 && (text.text[4] != '-' || !read_digits(text.text + 5, 2, &month))) return false;
    if (text.length == 10 && (text.text[7] != '-' || !read_digits(text.text + 8, 2, &day))) return false;
    Date read = {year, (uint8_t)month, (uint8_t)day,
                 text.length == 10  ? DATE_DAY
                 : text.length == 7 ? DATE_MONTH
                                    : DATE_YEAR};
    if (!date_is_valid(read)) return false;
    *date = read;
    return true;
}
