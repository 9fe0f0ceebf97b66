/* A table that is written and read again is the same table: all of Unicode, quotes, line ends, empty text and none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/base/utf8.h"
#include "runtime/io/csv.h"
#include "runtime/io/exchange.h"

enum { COLUMNS = 6, ROWS = 40, TABLES = 300 };

static uint32_t next_random(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

static Program *make_program(void) {
    static const char *const NAMES[COLUMNS] = {"name", "anything", "whole", "real", "day", "remark"};
    static const TypeId TYPES[COLUMNS] = {TYPE_ID_SYMBOL, TYPE_ID_ANY,  TYPE_ID_INT,
                                          TYPE_ID_FLOAT,  TYPE_ID_DATE, TYPE_ID_SYMBOL};
    Program *program = program_new();
    Column *columns = arena_array(&program->arena, Column, COLUMNS);
    for (uint32_t i = 0; i < COLUMNS; i++)
        columns[i] = (Column){intern(values_symbols(program->values), str_of(NAMES[i])), TYPES[i], i >= 2};
    program_add_relation(program, (Relation){.name = intern(values_symbols(program->values), STR("table")),
                                             .arity = COLUMNS,
                                             .columns = columns,
                                             .contrary = NO_ID,
                                             .is_declared = true,
                                             .span = NO_SPAN});
    vec_push(&program->agenda->loads,
             ((Load){.format = LOAD_CSV, .name = STR("t.csv"), .path = STR("t.csv"), .span = NO_SPAN}));
    return program;
}

/* Any code point, but often the ones that matter to CSV; sometimes what looks like a number or a date. */
static Value random_text(Values *values, uint64_t *seed) {
    static const char *const ODD[] = {"",   " ",    "\"",         "\"\"", ",",   "\n",           "\r\n",
                                      "12", "-3.5", "2014-03-10", "none", "a;b", "\xEF\xBB\xBF", "1e5"};
    if (next_random(seed) % 4 == 0)
        return value_symbol(values, str_of(ODD[next_random(seed) % (sizeof ODD / sizeof *ODD)]));
    Text text;
    text_init(&text);
    for (uint32_t left = next_random(seed) % 12; left > 0; left--) {
        uint32_t c =
            next_random(seed) % 3 ? next_random(seed) % 0x110000 : (uint32_t) "\",\n\r\t; x"[next_random(seed) % 8];
        if (c == 0 || (c >= 0xD800 && c < 0xE000)) c = 'x';
        char bytes[4];
        text_add(&text, (Str){bytes, utf8_encode(c, bytes)});
    }
    Value v = value_symbol(values, text_str(&text));
    text_clear(&text);
    return v;
}

static Value random_float(Values *values, uint64_t *seed) {
    double x = (double)(int32_t)next_random(seed) / (double)(1 + next_random(seed) % 1000);
    return value_float(values, next_random(seed) % 8 ? x : x * 1e200);
}

static Value random_date(Values *values, uint64_t *seed) {
    Date date = date_from_days((int64_t)(next_random(seed) % 40000));
    date.precision = (DatePrecision)(next_random(seed) % 3);
    if (date.precision != DATE_DAY) date.day = 1;
    if (date.precision == DATE_YEAR) date.month = 1;
    return value_date(values, date);
}

static Value random_value(Values *values, uint32_t column, uint64_t *seed) {
    if (column >= 2 && next_random(seed) % 5 == 0) return VALUE_NONE;
    switch (column) {
    case 2:
        return value_int(values,
                         (int64_t)((uint64_t)next_random(seed) << 33 | next_random(seed)) >> next_random(seed) % 60);
    case 3: return random_float(values, seed);
    case 4: return random_date(values, seed);
    case 1:
        if (next_random(seed) % 3 == 0) return value_int(values, (int32_t)next_random(seed) - 1000000000);
        if (next_random(seed) % 3 == 0) return random_float(values, seed);
        return random_text(values, seed);
    default: return random_text(values, seed);
    }
}

static bool read_from_memory(void *context, const char *path, Text *bytes) {
    (void)path;
    text_add(bytes, text_str(context));
    return true;
}

static void what_is_written_is_read_again(void **state) {
    (void)state;
    for (uint64_t table = 1; table <= TABLES; table++) {
        uint64_t seed = table * 7919;
        Program *program = make_program();
        Store *written = store_new(program), *again = store_new(program);
        for (uint32_t i = 0; i < ROWS; i++) {
            Value row[COLUMNS];
            for (uint32_t c = 0; c < COLUMNS; c++) row[c] = random_value(program->values, c, &seed);
            store_give(written, 0, row, (Origin){NO_SYMBOL, {NULL, 0}, NO_SPAN}, NULL);
        }
        Text csv;
        text_init(&csv);
        csv_write_relation(program, written, 0, &csv);
        Sources *sources = sources_new();
        Diags *diags = diags_new(sources);
        if (!exchange_load_from(program, again, sources, diags, read_from_memory, &csv)) {
            Text text;
            text_init(&text);
            diags_print(diags, &text, false);
            fail_msg("table %u: %s\n%s", (unsigned)table, text.bytes, csv.bytes);
        }
        const Table *a = store_table(written, 0), *b = store_table(again, 0);
        if (table_count(a) != table_count(b))
            fail_msg("table %u: %u rows, read %u\n%s", (unsigned)table, table_count(a), table_count(b), csv.bytes);
        for (RowId r = 0; r < table_count(a); r++)
            if (table_find(b, table_row(a, r)) == NO_ROW)
                fail_msg("table %u: a row is lost\n%s", (unsigned)table, csv.bytes);
        diags_free(diags);
        sources_free(sources);
        text_clear(&csv);
        store_free(written);
        store_free(again);
        program_free(program);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_written_is_read_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
