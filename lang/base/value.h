/* A value: one 32-bit word that is equal exactly where the value is equal.
 *
 *     0sssssss ssssssss ssssssss ssssssss   the symbol s
 *     10nnnnnn nnnnnnnn nnnnnnnn nnnnnnnn   the integer n, signed, 30 bits
 *     11wwwwww wwwwwwww wwwwwwww wwwwwwww   entry w of the table of wide values: other integers, floats, dates, none
 *
 * A word tells its own kind, so a column may mix kinds and a row prints without its types.  Rows of words keep tables
 * half as wide as 64-bit ones; arithmetic on wide values pays for a table look-up.
 * Integers are 64-bit, checked by those who compute.  Floats are never NaN; -0.0 becomes 0.0.
 * A date has a precision: a day, or a whole month or year. */
#ifndef HENCE_VALUE_H
#define HENCE_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/base/intern.h"
#include "lang/base/str.h"
#include "lang/base/text.h"

typedef uint32_t Value;

typedef enum { KIND_SYMBOL, KIND_INT, KIND_FLOAT, KIND_DATE, KIND_NONE } ValueKind;
typedef enum { DATE_DAY, DATE_MONTH, DATE_YEAR } DatePrecision;
typedef struct {
    int32_t year;
    uint8_t month, day; /* 1 where the precision is coarser */
    DatePrecision precision;
} Date;

typedef struct Values Values; /* the symbols and the wide values of one engine */

#define VALUE_NONE ((Value)0xC0000000u) /* the empty cell: entry 0 of the wide table */
#define SMALL_INT_MIN (-(INT64_C(1) << 29))
#define SMALL_INT_MAX ((INT64_C(1) << 29) - 1)

Values *values_new(void);
void values_free(Values *values); /* NULL is fine */
Interner *values_symbols(Values *values);

static inline bool value_is_symbol(Value v) { return v >> 31 == 0; }
static inline bool value_is_small_int(Value v) { return v >> 30 == 2; }
static inline int64_t value_small_int(Value v) { return (int64_t)(int32_t)(v << 2) >> 2; }

Value value_symbol(Values *values, Str text);
Value value_wide_int(Values *values, int64_t number); /* outside the small range */
Value value_float(Values *values, double number);     /* number must not be NaN */
Value value_date(Values *values, Date date);          /* must be valid */
static inline bool int_is_small(int64_t number) { return number >= SMALL_INT_MIN && number <= SMALL_INT_MAX; }
static inline Value value_of_small_int(int64_t number) { return ((uint32_t)number & 0x3FFFFFFFu) | 0x80000000u; }
static inline Value value_int(Values *values, int64_t number) {
    return int_is_small(number) ? value_of_small_int(number) : value_wide_int(values, number);
}

/* What the values of one table are in another, by their numbers there. */
typedef struct {
    Symbol *symbols;
    Value *wide;
} ValueMap;
/* Gives `to` all values of `from`, which must outlive it: their texts are borrowed. */
ValueMap values_take_over(Values *to, const Values *from);
void value_map_clear(ValueMap *map);
static inline Value value_mapped(const ValueMap *map, Value v) {
    return value_is_symbol(v) ? map->symbols[v] : value_is_small_int(v) ? v : map->wide[v & ~VALUE_NONE];
}

/* The value of one table as another one has it.
 * False if it is a symbol that is not there; nothing else can be missing. */
bool values_carry(const Values *from, Values *to, Value v, Value *other);
/* The same of a row; false if one of its symbols is not there. */
bool values_carry_row(const Values *from, Values *to, const Value *row, uint32_t count, Value *other);
Value values_bring(const Values *from, Values *to, Value v); /* likewise; a symbol that is not there is made */

ValueKind value_kind(const Values *values, Value v);
Str value_text(const Values *values, Value v); /* of a symbol; lives as long as values */
int64_t value_to_int(const Values *values, Value v);
double value_to_float(const Values *values, Value v); /* of an integer or a float */
Date value_to_date(const Values *values, Value v);

/* Bytes that so many new values may need at once, where their tables have to grow. */
uint64_t values_growth(const Values *values, uint32_t more);

/* A total order: none, then numbers by size (an integer before an equal float), then dates, then symbols by text. */
int value_compare(const Values *values, Value a, Value b);
/* The same, for who compares many: words that are equal, and small integers, without a call. */
static inline int value_order(const Values *values, Value a, Value b) {
    if (a == b) return 0;
    if (!value_is_small_int(a) || !value_is_small_int(b)) return value_compare(values, a, b);
    return value_small_int(a) < value_small_int(b) ? -1 : 1;
}
int value_compare_numbers(const Values *values, Value a, Value b); /* by size alone: 1 and 1.0 are equal */

/* As a Hence literal that reads back as the same value (kazakhstan, "two words", 3, 2.5, 2014-03-10). */
void value_print(const Values *values, Value v, Text *text);
/* As plain text, unquoted: for CSV cells, sentences, tables.  none is empty. */
void value_print_plain(const Values *values, Value v, Text *text);
void value_print_json(const Values *values, Value v, Text *text);

bool str_is_plain_symbol(Str text);             /* can stand without quotes in a rule */
void name_print_readable(Str name, Text *text); /* of a relation or column, in quotes unless it surely needs none */
bool str_to_int(Str text, int64_t *number);     /* whole text, optional sign; false on overflow too */
bool str_to_float(Str text, double *number);    /* digits on both sides of the point, or an exponent */
bool str_to_date(Str text, Date *date);         /* YYYY-MM-DD, YYYY-MM, YYYY; false if there is no such day */

bool date_is_valid(Date date);
int64_t date_to_days(Date date); /* days since 1970-01-01, proleptic Gregorian; first day */
Date date_from_days(int64_t days);

#endif
