/* The C interface: facts that a program adds, answers as rows, reasons as a tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "runtime/api/hence.h"
#include "runtime/api/hence_internal.h"

static const char ROADS[] = "relation road(from: symbol, to: symbol, km: float?).\n"
                            "relation way(from: symbol, to: symbol) \"{from} leads to {to}\".\n"
                            "relation opened(road: symbol, on: date).\n"
                            "type width = int 1..8. type surface = stone | tar.\n"
                            "relation lanes(road: symbol, count: width, kind: surface).\n"
                            "source survey \"Survey of roads, 1901\".\n"
                            "rule straight \"a road is a way\": way(X, Y) :- road(X, Y, _).\n"
                            "rule onward \"ways go on\": way(X, Z) :- way(X, Y), road(Y, Z, _).\n"
                            "claim there \"One gets from a to d\": way(a, d).\n"
                            "claim back \"One gets from d to a\": way(d, a).\n";

#define SYMBOL(text) ((hence_value){.kind = HENCE_SYMBOL, .as.symbol = {text, sizeof(text) - 1}})
#define INT(number) ((hence_value){.kind = HENCE_INT, .as.integer = (number)})
#define FLOAT(number) ((hence_value){.kind = HENCE_FLOAT, .as.real = (number)})
#define DATE(y, m, d) ((hence_value){.kind = HENCE_DATE, .as.date = {.year = (y), .month = (m), .day = (d)}})
#define NONE ((hence_value){.kind = HENCE_NONE})
#define ANY ((hence_value){.kind = HENCE_ANY})
#define COUNT(array) (sizeof(array) / sizeof *(array))

static hence_engine *engine_of(const char *rules) {
    hence_engine *engine = hence_new();
    assert_non_null(engine);
    assert_int_equal(hence_add_text(engine, "roads.hence", rules, strlen(rules)), HENCE_OK);
    return engine;
}

static const char *said(hence_engine *engine) {
    hence_text text;
    assert_int_equal(hence_messages(engine, HENCE_TEXT, &text), HENCE_OK);
    return text.bytes;
}

static void assert_said(hence_engine *engine, const char *words) {
    if (!strstr(said(engine), words)) fail_msg("'%s' is not in: %s", words, said(engine));
}

static void assert_runs(hence_engine *engine) {
    hence_status status = hence_run(engine);
    if (status != HENCE_OK) fail_msg("%s: %s", hence_status_name(status), said(engine));
}

static void assert_ok(hence_engine *engine, hence_status status) {
    if (status != HENCE_OK) fail_msg("%s: %s", hence_status_name(status), said(engine));
}

static void add_road(hence_engine *engine, const char *from, const char *to) {
    const hence_value values[] = {{.kind = HENCE_SYMBOL, .as.symbol = {from, strlen(from)}},
                                  {.kind = HENCE_SYMBOL, .as.symbol = {to, strlen(to)}},
                                  NONE};
    assert_ok(engine, hence_add_fact(engine, "road", values, COUNT(values)));
}

static size_t count_of(hence_engine *engine, const char *query) {
    hence_rows *rows;
    assert_ok(engine, hence_rows_open(engine, query, HENCE_HOLDS, &rows));
    size_t count = hence_rows_count(rows);
    hence_rows_close(rows);
    return count;
}

/* ---- facts in, rows out ---- */

static void a_file_of_a_rule_file_is_no_table_that_was_handed_over(void **state) {
    (void)state;
    static const char RULES[] = "relation road(from: symbol, to: symbol, km: float?).\n"
                                "relation mark(name: symbol).\n"
                                "load mark from \"rows 1.csv\".\n";
    hence_engine *engine = engine_of(RULES);
    add_road(engine, "a", "b");
    assert_ok(engine, hence_offer_text(engine, "rows 1.csv", "name\nred\nblue\n", 14));
    assert_runs(engine);
    assert_int_equal(count_of(engine, "mark"), 2);
    assert_int_equal(count_of(engine, "road"), 1);
    hence_free(engine);
}

static void facts_are_added_one_by_one(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    add_road(engine, "a", "b");
    add_road(engine, "b", "c");
    add_road(engine, "c", "d");
    add_road(engine, "a", "b"); /* again: facts are a set */
    assert_runs(engine);
    assert_int_equal(count_of(engine, "road"), 3);
    assert_int_equal(count_of(engine, "way"), 6);
    assert_int_equal(count_of(engine, "way(a, X)."), 3);
    assert_int_equal(count_of(engine, "way(a, d)"), 1);
    assert_int_equal(count_of(engine, "way(d, a)"), 0);
    hence_free(engine);
}

static void columns_bring_values_of_each_kind_and_rows_give_them_back(void **state) {
    (void)state;
    hence_engine *engine = hence_new();
    static const char RULES[] = "relation all(s: symbol, i: int, f: float, d: date, x, o: symbol?).\n";
    const char *const symbols[] = {"b", "a b", "Ж"}, *const others[] = {NULL, "", "o"};
    const size_t lengths[] = {1, 3, 2};
    const int64_t integers[] = {1, INT64_MAX, INT64_MIN};
    const double reals[] = {0.5, -0.0, 1e300};
    const hence_date dates[] = {{2014, 3, 18, 0}, {2014, 3, 0, 0}, {2014, 0, 0, 0}};
    const hence_value values[] = {INT(7), SYMBOL("seven"), FLOAT(7.5)};
    const hence_column columns[] = {{.kind = HENCE_SYMBOL, .as.symbols = symbols, .lengths = lengths},
                                    {.kind = HENCE_INT, .as.integers = integers},
                                    {.kind = HENCE_FLOAT, .as.reals = reals},
                                    {.kind = HENCE_DATE, .as.dates = dates},
                                    {.kind = HENCE_ANY, .as.values = values},
                                    {.kind = HENCE_SYMBOL, .as.symbols = others}};
    assert_ok(engine, hence_add_text(engine, "r.hence", RULES, strlen(RULES)));
    assert_ok(engine, hence_add_columns(engine, "all", columns, COUNT(columns), 3));
    assert_runs(engine);
    hence_rows *rows;
    hence_value row[3][6];
    assert_ok(engine, hence_rows_open(engine, "all", HENCE_HOLDS, &rows));
    assert_int_equal(hence_rows_width(rows), 6);
    assert_string_equal(hence_rows_name(rows, 3).bytes, "d");
    assert_string_equal(hence_rows_name(rows, 6).bytes, "");
    assert_int_equal(hence_rows_next(rows, row[0], 2), 2);
    assert_int_equal(hence_rows_next(rows, row[2], 2), 1);
    assert_int_equal(hence_rows_next(rows, row[2], 2), 0);
    assert_string_equal(row[0][0].as.symbol.bytes, "a b"); /* in the order of values */
    assert_string_equal(row[1][0].as.symbol.bytes, "b");
    assert_string_equal(row[2][0].as.symbol.bytes, "Ж");
    assert_true(row[0][1].as.integer == INT64_MAX && row[2][1].as.integer == INT64_MIN);
    assert_true(row[1][2].kind == HENCE_FLOAT && row[1][2].as.real == 0.5 && row[2][2].as.real == 1e300);
    assert_false(signbit(row[0][2].as.real));
    assert_true(row[1][3].as.date.day == 18 && row[0][3].as.date.day == 0 && row[0][3].as.date.month == 3);
    assert_true(row[2][3].as.date.month == 0 && row[2][3].as.date.year == 2014);
    assert_true(row[1][4].kind == HENCE_INT && row[0][4].kind == HENCE_SYMBOL && row[2][4].kind == HENCE_FLOAT);
    assert_true(row[1][5].kind == HENCE_NONE && row[0][5].kind == HENCE_SYMBOL && row[0][5].as.symbol.length == 0);
    hence_free(engine);
}

static void named_columns_come_in_any_order_with_ids_and_sources(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    const char *const to[] = {"b", "d"}, *const from[] = {"a", "b"}, *const ids[] = {"r1", "r2"},
                      *const sources[] = {"survey \"p. 3\"", NULL};
    const hence_column columns[] = {{.name = "to", .kind = HENCE_SYMBOL, .as.symbols = to},
                                    {.name = "id", .kind = HENCE_SYMBOL, .as.symbols = ids},
                                    {.name = "from", .kind = HENCE_SYMBOL, .as.symbols = from},
                                    {.name = "source", .kind = HENCE_SYMBOL, .as.symbols = sources}};
    assert_ok(engine, hence_add_columns(engine, "road", columns, COUNT(columns), 2));
    assert_runs(engine);
    hence_text text;
    assert_int_equal(hence_ask(engine, HENCE_WHY, "there", NULL, &text), HENCE_OK);
    assert_non_null(strstr(text.bytes, "r1"));
    assert_non_null(strstr(text.bytes, "[Survey of roads, 1901, p. 3]"));
    hence_free(engine);
}

static void cells_are_what_those_of_a_table_would_be(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    const hence_value road[] = {SYMBOL("a"), INT(7), INT(3)}, opened[] = {SYMBOL("a"), SYMBOL("1901-05")},
                      lanes[] = {SYMBOL("a"), SYMBOL("3"), SYMBOL("tar")};
    assert_ok(engine, hence_add_fact(engine, "road", road, 3));
    assert_ok(engine, hence_add_fact(engine, "opened", opened, 2));
    assert_ok(engine, hence_add_fact(engine, "lanes", lanes, 3));
    assert_runs(engine);
    assert_int_equal(count_of(engine, "road(a, \"7\", 3.0)"), 1);
    hence_rows *rows;
    hence_value row[2];
    assert_ok(engine, hence_rows_open(engine, "opened", HENCE_HOLDS, &rows));
    assert_int_equal(hence_rows_next(rows, row, 1), 1);
    assert_true(row[1].kind == HENCE_DATE && row[1].as.date.month == 5 && row[1].as.date.day == 0);
    assert_int_equal(count_of(engine, "lanes(a, 3, tar)"), 1);
    hence_free(engine);
}

/* ---- what is wrong ---- */

static void what_does_not_fit_is_named_by_row_and_column(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    const char *const roads[] = {"a", "b", "c", "d"}, *const kinds[] = {"tar", "stoen", "tar", NULL};
    const int64_t counts[] = {1, 2, 9, 3};
    const hence_column columns[] = {{.kind = HENCE_SYMBOL, .as.symbols = roads},
                                    {.kind = HENCE_INT, .as.integers = counts},
                                    {.kind = HENCE_SYMBOL, .as.symbols = kinds}};
    assert_ok(engine, hence_add_columns(engine, "lanes", columns, 3, 4));
    assert_int_equal(hence_run(engine), HENCE_BAD_DATA);
    assert_false(hence_has_run(engine));
    assert_said(engine, "rows of lanes:2: error[E0711]");
    assert_said(engine, "did you mean 'stone'?");
    assert_said(engine, "rows of lanes:3: error[E0711]: '9' in column 'count'");
    assert_said(engine, "rows of lanes:4: error[E0712]: column 'kind' is empty");
    size_t taken;
    assert_ok(engine, hence_take_back(engine, "lanes", NULL, 0, &taken));
    assert_int_equal(taken, 4);
    assert_runs(engine);
    assert_int_equal(count_of(engine, "lanes"), 0);
    hence_free(engine);
}

static void values_that_cannot_be_are_refused_at_once_and_nothing_is_added(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    const char *const from[] = {"a", "\xFF", "c"}, *const to[] = {"b", "c", "d"};
    const double km[] = {1, 2, NAN};
    const hence_column columns[] = {{.name = "from", .kind = HENCE_SYMBOL, .as.symbols = from},
                                    {.name = "to", .kind = HENCE_SYMBOL, .as.symbols = to},
                                    {.name = "km", .kind = HENCE_FLOAT, .as.reals = km}};
    assert_int_equal(hence_add_columns(engine, "road", columns, 3, 3), HENCE_BAD_DATA);
    assert_said(engine, "rows of road:2: error[E0711]: the value in column 'from' is not UTF-8");
    assert_said(engine, "rows of road:3: error[E0711]: the value in column 'km' is not a finite number");
    assert_int_equal(hence_add_columns(engine, "road", columns, 2, 3), HENCE_BAD_DATA); /* and again */
    assert_int_equal(hence_add_columns(engine, "road", columns, 2, 3), HENCE_BAD_DATA);
    assert_int_equal(hence_add_columns(engine, "road", columns, 3, 3), HENCE_BAD_DATA);
    hence_text text;
    assert_int_equal(hence_messages(engine, HENCE_JSON, &text), HENCE_OK);
    assert_non_null(strstr(text.bytes, "\"file\":\"rows of road\",\"line\":2"));
    const hence_value no_day[] = {SYMBOL("a"), DATE(2014, 2, 30)}, no_month[] = {SYMBOL("a"), DATE(2014, 0, 3)};
    assert_int_equal(hence_add_fact(engine, "opened", no_day, 2), HENCE_BAD_DATA);
    assert_said(engine, "is no day, month or year of the calendar");
    assert_int_equal(hence_add_fact(engine, "opened", no_month, 2), HENCE_BAD_DATA);
    assert_runs(engine);
    assert_int_equal(count_of(engine, "road"), 0);
    hence_free(engine);
}

static void relations_and_columns_that_are_not_there_are_told_with_what_was_meant(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    const char *const cells[] = {"a"};
    const hence_column columns[] = {{.name = "frmo", .kind = HENCE_SYMBOL, .as.symbols = cells},
                                    {.name = "to", .kind = HENCE_SYMBOL, .as.symbols = cells}};
    const hence_value values[] = {SYMBOL("a")};
    assert_ok(engine, hence_add_columns(engine, "road", columns, 2, 1));
    assert_int_equal(hence_run(engine), HENCE_BAD_DATA);
    assert_said(engine, "'road' has no column 'frmo'");
    assert_said(engine, "did you mean 'from'?");
    assert_ok(engine, hence_take_back(engine, "road", NULL, 0, NULL));
    assert_ok(engine, hence_add_fact(engine, "road", values, 1));
    assert_int_equal(hence_run(engine), HENCE_BAD_DATA);
    assert_said(engine, "1 column is given, but 'road' has 3");
    assert_ok(engine, hence_take_back(engine, "road", NULL, 0, NULL));
    assert_ok(engine, hence_add_fact(engine, "raod", values, 1));
    assert_int_equal(hence_run(engine), HENCE_BAD_RULES);
    assert_said(engine, "facts of raod:1: error[E0203]"); /* not of the statement that loads them */
    assert_said(engine, "did you mean 'road'?");
    hence_free(engine);
}

static void misuse_is_told_and_changes_nothing(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    const hence_value values[] = {SYMBOL("a"), SYMBOL("b"), NONE};
    const char *const cells[] = {"a"};
    const hence_column half[] = {{.name = "from", .kind = HENCE_SYMBOL, .as.symbols = cells},
                                 {.kind = HENCE_SYMBOL, .as.symbols = cells}},
                       none[] = {{.kind = HENCE_SYMBOL}}, odd[] = {{.kind = (hence_kind)9, .as.symbols = cells}};
    assert_ok(engine, hence_add_fact(engine, "road", values, 3));
    assert_runs(engine);
    assert_int_equal(hence_add_fact(engine, "", values, 3), HENCE_MISUSE);
    assert_int_equal(hence_add_fact(engine, NULL, values, 3), HENCE_MISUSE);
    assert_int_equal(hence_add_fact(engine, "road", NULL, 3), HENCE_MISUSE);
    assert_int_equal(hence_add_fact(engine, "road", values, 99), HENCE_MISUSE);
    assert_int_equal(hence_add_fact(engine, "-", values, 3), HENCE_MISUSE);
    assert_int_equal(hence_add_columns(engine, "road", half, 2, 1), HENCE_MISUSE);
    assert_int_equal(hence_add_columns(engine, "road", none, 1, 1), HENCE_MISUSE);
    assert_int_equal(hence_add_columns(engine, "road", odd, 1, 1), HENCE_MISUSE);
    assert_int_equal(hence_add_columns(engine, "road", half, 1, (size_t)UINT32_MAX), HENCE_MISUSE);
    assert_int_equal(hence_add_fact(NULL, "road", values, 3), HENCE_MISUSE);
    hence_rows *rows = (hence_rows *)engine;
    assert_int_equal(hence_rows_open(engine, " ", HENCE_HOLDS, &rows), HENCE_MISUSE);
    assert_null(rows);
    assert_int_equal(hence_rows_open(engine, "road(", HENCE_HOLDS, &rows), HENCE_BAD_QUESTION);
    assert_null(rows);
    assert_int_equal(hence_rows_next(NULL, NULL, 1), 0);
    assert_int_equal(hence_reasons_step(NULL, 0, NULL), HENCE_MISUSE);
    assert_int_equal(count_of(engine, "road"), 1);
    hence_free(engine);
}

/* ---- taking back ---- */

static void facts_are_taken_back_by_value_and_by_pattern(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    size_t taken;
    add_road(engine, "a", "b");
    add_road(engine, "a", "c");
    add_road(engine, "b", "d");
    const char *const from[] = {"a", "e"}, *const to[] = {"d", "f"};
    const double km[] = {1, 2};
    const hence_column columns[] = {{.kind = HENCE_SYMBOL, .as.symbols = from},
                                    {.kind = HENCE_SYMBOL, .as.symbols = to},
                                    {.kind = HENCE_FLOAT, .as.reals = km}};
    assert_ok(engine, hence_add_columns(engine, "road", columns, 3, 2));
    assert_runs(engine);
    assert_int_equal(count_of(engine, "road"), 5);
    const hence_value exactly[] = {SYMBOL("a"), SYMBOL("b"), NONE}, nowhere[] = {SYMBOL("a"), SYMBOL("zz"), ANY},
                      from_a[] = {SYMBOL("a"), ANY, ANY}, far[] = {ANY, ANY, FLOAT(2)};
    assert_ok(engine, hence_take_back(engine, "road", exactly, 3, &taken));
    assert_int_equal(taken, 1);
    assert_false(hence_has_run(engine));
    assert_ok(engine, hence_take_back(engine, "road", nowhere, 3, &taken));
    assert_int_equal(taken, 0);
    assert_ok(engine, hence_take_back(engine, "road", far, 3, &taken));
    assert_int_equal(taken, 1);
    assert_ok(engine, hence_take_back(engine, "road", from_a, 3, &taken));
    assert_int_equal(taken, 2);
    assert_runs(engine);
    assert_int_equal(count_of(engine, "road"), 1);
    assert_int_equal(count_of(engine, "road(b, d, X)"), 1);
    add_road(engine, "a", "b"); /* and given again */
    assert_runs(engine);
    assert_int_equal(count_of(engine, "way(a, d)"), 1);
    hence_free(engine);
}

static void named_columns_are_taken_back_by_place_once_they_have_run(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    size_t taken;
    const char *const from[] = {"a", "b", "c"}, *const to[] = {"b", "c", "d"}, *const ids[] = {"r1", "r2", "r3"};
    const double km[] = {1, 2, 3};
    const hence_column whole[] = {{.name = "to", .kind = HENCE_SYMBOL, .as.symbols = to},
                                  {.name = "id", .kind = HENCE_SYMBOL, .as.symbols = ids},
                                  {.name = "km", .kind = HENCE_FLOAT, .as.reals = km},
                                  {.name = "from", .kind = HENCE_SYMBOL, .as.symbols = from}},
                       half[] = {{.name = "to", .kind = HENCE_SYMBOL, .as.symbols = from},
                                 {.name = "from", .kind = HENCE_SYMBOL, .as.symbols = to}};
    const hence_value one[] = {SYMBOL("b"), SYMBOL("c"), FLOAT(2)}, unmeasured[] = {ANY, SYMBOL("b"), NONE},
                      to_d[] = {ANY, SYMBOL("d"), ANY};
    assert_ok(engine, hence_add_columns(engine, "road", whole, 4, 3));
    assert_ok(engine, hence_add_columns(engine, "road", half, 2, 3));
    assert_int_equal(hence_take_back(engine, "road", one, 3, &taken), HENCE_MISUSE);
    assert_said(engine, "once they have run");
    assert_runs(engine);
    assert_int_equal(count_of(engine, "road"), 6);
    assert_ok(engine, hence_take_back(engine, "road", one, 3, &taken));
    assert_int_equal(taken, 1);
    assert_ok(engine, hence_take_back(engine, "road", unmeasured, 3, &taken)); /* known without a run between */
    assert_int_equal(taken, 1);
    assert_ok(engine, hence_take_back(engine, "road", to_d, 3, &taken));
    assert_int_equal(taken, 1);
    assert_runs(engine);
    assert_int_equal(count_of(engine, "road"), 3);
    assert_int_equal(count_of(engine, "road(c, b, K)"), 0);
    hence_free(engine);
}

static void what_was_never_added_is_told(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    size_t taken = 7;
    const hence_value two[] = {SYMBOL("a"), SYMBOL("b")};
    add_road(engine, "a", "b");
    assert_int_equal(hence_take_back(engine, "raod", NULL, 0, &taken), HENCE_BAD_DATA);
    assert_int_equal(taken, 0);
    assert_said(engine, "no fact of 'raod' was added");
    assert_said(engine, "did you mean 'road'?");
    assert_int_equal(hence_take_back(engine, "road", two, 2, NULL), HENCE_BAD_DATA);
    assert_said(engine, "no fact of 'road' was added with 2 values");
    assert_ok(engine, hence_take_back(engine, "road", NULL, 0, &taken));
    assert_int_equal(taken, 1);
    assert_ok(engine, hence_take_back(engine, "road", NULL, 0, &taken)); /* known, if there is none any more */
    assert_int_equal(taken, 0);
    assert_runs(engine);
    hence_free(engine);
}

static void denied_facts_are_values_of_the_contrary(void **state) {
    (void)state;
    hence_engine *engine = engine_of("relation open_(road: symbol, year: int?). relation closed(road: symbol).\n"
                                     "closed(X) :- -open_(X, _).\n");
    const char *const names[] = {"high", "low", "mill"};
    const hence_column columns[] = {{.name = "road", .kind = HENCE_SYMBOL, .as.symbols = names}};
    const hence_value high[] = {SYMBOL("high"), NONE}, mill[] = {SYMBOL("mill"), NONE};
    hence_rows *rows;
    hence_value values[8];
    size_t taken;
    assert_ok(engine, hence_add_fact(engine, "open_", high, 2));
    assert_ok(engine, hence_add_columns(engine, "-open_", columns, 1, 2));
    assert_ok(engine, hence_add_fact(engine, "-open_", mill, 2));
    assert_runs(engine); /* high is said and denied */
    assert_int_equal(count_of(engine, "closed"), 2);
    assert_ok(engine, hence_rows_open(engine, "-open_", HENCE_HOLDS, &rows));
    assert_int_equal(hence_rows_next(rows, values, 4), 2);
    assert_string_equal(values[0].as.symbol.bytes, "low");
    hence_rows_close(rows);
    assert_ok(engine, hence_take_back(engine, "-open_", high, 2, &taken));
    assert_int_equal(taken, 1);
    assert_runs(engine);
    assert_int_equal(count_of(engine, "open_"), 1);
    assert_ok(engine, hence_take_back(engine, "-open_", NULL, 0, &taken));
    assert_int_equal(taken, 2);
    assert_int_equal(hence_add_fact(engine, "-", high, 2), HENCE_MISUSE);
    hence_free(engine);
}

/* ---- rows and reasons ---- */

static void rows_are_over_when_the_engine_changes(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    hence_rows *rows, *others;
    hence_reasons *reasons;
    hence_value row[3];
    hence_reason reason;
    add_road(engine, "a", "d");
    add_road(engine, "d", "e");
    assert_runs(engine);
    assert_ok(engine, hence_rows_open(engine, "road", HENCE_HOLDS, &rows));
    assert_ok(engine, hence_rows_open(engine, "way", HENCE_HOLDS, &others));
    assert_ok(engine, hence_reasons_open(engine, "there", &reasons));
    assert_int_equal(hence_rows_next(rows, row, 1), 1);
    assert_int_equal(hence_rows_next(others, row, 1), 1);
    assert_int_equal(hence_rows_next(rows, row, 1), 1); /* several at a time */
    assert_ok(engine, hence_reasons_step(reasons, 0, &reason));
    add_road(engine, "e", "f");
    assert_int_equal(hence_rows_next(others, row, 1), 0);
    assert_int_equal(hence_reasons_count(reasons), 0);
    assert_int_equal(hence_reasons_step(reasons, 0, &reason), HENCE_MISUSE);
    hence_rows_close(rows);
    hence_reasons_close(reasons);
    assert_runs(engine);
    hence_free(engine); /* and `others` with it */
}

static void undecided_rows_are_asked_for_apart(void **state) {
    (void)state;
    static const char MOVES[] = "relation move(a: symbol, b: symbol). relation win(who: symbol).\n"
                                "win(X) :- move(X, Y), not win(Y).\n";
    hence_engine *engine = engine_of(MOVES);
    hence_rows *rows;
    hence_value row[1];
    const char *const from[] = {"a", "b", "c"}, *const to[] = {"b", "a", "d"};
    const hence_column columns[] = {{.kind = HENCE_SYMBOL, .as.symbols = from},
                                    {.kind = HENCE_SYMBOL, .as.symbols = to}};
    assert_ok(engine, hence_add_columns(engine, "move", columns, 2, 3));
    assert_runs(engine);
    assert_int_equal(count_of(engine, "win"), 1);
    assert_ok(engine, hence_rows_open(engine, "win", HENCE_UNDECIDED, &rows));
    assert_int_equal(hence_rows_count(rows), 2);
    assert_string_equal(hence_rows_name(rows, 0).bytes, "who");
    assert_int_equal(hence_rows_next(rows, row, 1), 1);
    assert_string_equal(row[0].as.symbol.bytes, "a");
    hence_rows_close(rows);
    assert_ok(engine, hence_rows_open(engine, "win(X), move(X, a)", HENCE_UNDECIDED, &rows));
    assert_int_equal(hence_rows_count(rows), 1);
    hence_free(engine);
}

static void what_is_lacking_is_a_tree(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    hence_lacks *lacks;
    hence_lack node, rule, premise, below;
    add_road(engine, "a", "b");
    assert_runs(engine);
    assert_ok(engine, hence_lacks_open(engine, "back", 0, &lacks));
    assert_ok(engine, hence_lacks_node(lacks, 0, &node));
    assert_int_equal(node.kind, HENCE_LACK_ATOM);
    assert_string_equal(node.words.bytes, "back");
    assert_string_equal(node.sentence.bytes, "d leads to a");
    assert_string_equal(node.standing.bytes, "unsupported");
    assert_true(node.part_count >= 2);
    bool is_straight = false, goes_on = false;
    for (size_t i = 0; i < node.part_count; i++) {
        assert_ok(engine, hence_lacks_node(lacks, node.parts[i], &rule));
        assert_int_equal(rule.kind, HENCE_LACK_RULE);
        is_straight = is_straight || strcmp(rule.id.bytes, "straight") == 0;
        for (size_t k = 0; k < rule.part_count; k++) {
            assert_ok(engine, hence_lacks_node(lacks, rule.parts[k], &premise));
            assert_int_equal(premise.kind, HENCE_LACK_PREMISE);
            if (premise.part_count == 0) continue;
            assert_true(premise.is_lacking);
            assert_ok(engine, hence_lacks_node(lacks, premise.parts[0], &below));
            assert_int_equal(below.kind, HENCE_LACK_ATOM);
            goes_on = true;
        }
    }
    assert_true(is_straight && goes_on);
    assert_ok(engine, hence_lacks_node(lacks, node.parts[0], &rule));
    assert_true(strstr(rule.place.bytes, "roads.hence:") != NULL);
    assert_int_equal(hence_lacks_node(lacks, hence_lacks_count(lacks), &node), HENCE_MISUSE);
    add_road(engine, "d", "a"); /* it hangs on nothing */
    assert_ok(engine, hence_lacks_node(lacks, 0, &node));
    assert_string_equal(node.words.bytes, "back");
    hence_lacks_close(lacks);
    assert_runs(engine);
    assert_int_equal(hence_lacks_open(engine, "back", 0, &lacks), HENCE_NEGATIVE);
    assert_null(lacks);
    assert_int_equal(hence_lacks_open(engine, "baack(", 0, &lacks), HENCE_BAD_QUESTION);
    assert_int_equal(hence_lacks_open(engine, " ", 0, &lacks), HENCE_MISUSE);
    assert_int_equal(hence_lacks_count(NULL), 0);
    hence_lacks_close(NULL);
    hence_free(engine);
}

static void reasons_are_a_tree_with_shared_branches(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    hence_reasons *reasons;
    hence_reason step;
    const char *const from[] = {"a", "b"}, *const to[] = {"b", "d"}, *const ids[] = {"r1", "r2"},
                      *const cites[] = {"survey \"p. 3\"; survey \"p. 5\"", "survey"};
    const hence_column columns[] = {{.name = "from", .kind = HENCE_SYMBOL, .as.symbols = from},
                                    {.name = "to", .kind = HENCE_SYMBOL, .as.symbols = to},
                                    {.name = "id", .kind = HENCE_SYMBOL, .as.symbols = ids},
                                    {.name = "source", .kind = HENCE_SYMBOL, .as.symbols = cites}};
    assert_ok(engine, hence_add_columns(engine, "road", columns, 4, 2));
    assert_runs(engine);
    assert_ok(engine, hence_reasons_open(engine, "there", &reasons));
    assert_ok(engine, hence_reasons_step(reasons, 0, &step));
    assert_string_equal(step.atom.bytes, "there");
    assert_int_equal(step.premise_count, 1);
    assert_ok(engine, hence_reasons_step(reasons, step.premises[0], &step));
    assert_string_equal(step.atom.bytes, "way(a, d)");
    assert_string_equal(step.sentence.bytes, "a leads to d");
    assert_string_equal(step.id.bytes, "onward");
    assert_string_equal(step.gloss.bytes, "ways go on");
    assert_string_equal(step.place.bytes, "roads.hence:8");
    assert_int_equal(step.premise_count, 2);
    assert_false(step.is_given);
    size_t given = step.premises[1];
    assert_ok(engine, hence_reasons_step(reasons, step.premises[0], &step));
    assert_string_equal(step.id.bytes, "straight");
    assert_int_equal(step.premise_count, 1);
    assert_ok(engine, hence_reasons_step(reasons, step.premises[0], &step));
    assert_true(step.is_given && step.premise_count == 0);
    assert_string_equal(step.id.bytes, "r1");
    assert_string_equal(step.cites.bytes, "Survey of roads, 1901, p. 3; Survey of roads, 1901, p. 5");
    assert_ok(engine, hence_reasons_step(reasons, given, &step));
    assert_string_equal(step.id.bytes, "r2");
    assert_int_equal(hence_reasons_step(reasons, hence_reasons_count(reasons), &step), HENCE_MISUSE);
    assert_int_equal(hence_reasons_open(engine, "back", &reasons), HENCE_NEGATIVE);
    assert_null(reasons);
    assert_int_equal(hence_reasons_open(engine, "wya(a, d)", &reasons), HENCE_BAD_QUESTION);
    assert_said(engine, "did you mean 'way'?");
    hence_free(engine);
}

/* A chain as long as this is walked without a stack. */
static void deep_reasons_are_walked_to_their_end(void **state) {
    (void)state;
    enum { DEPTH = 1000000 };
    static const char RULES[] =
        "relation n(x: int). relation first(x: int). first(0).\n"
        "n(X) :- first(X). n(Y) :- n(X), Y = X + 1, Y < 1000000. claim end \"it ends\": n(999999).\n";
    hence_engine *engine = engine_of(RULES);
    hence_reasons *reasons;
    hence_reason step;
    assert_runs(engine);
    assert_ok(engine, hence_reasons_open(engine, "end", &reasons));
    assert_int_equal(hence_reasons_count(reasons), DEPTH + 2); /* the claim, so many numbers, and what is first */
    size_t depth = 0, at = 0;
    for (;; depth++) {
        assert_ok(engine, hence_reasons_step(reasons, at, &step));
        if (step.premise_count == 0) break;
        at = step.premises[0];
    }
    assert_int_equal(depth, DEPTH + 1);
    hence_reasons_close(reasons);
    hence_free(engine);
}

/* ---- with the rest ---- */

static void two_versions_have_the_facts_that_were_added(void **state) {
    (void)state;
    static const char OTHER[] =
        "relation road(from: symbol, to: symbol, km: float?). relation way(from: symbol, to: symbol).\n"
        "way(X, Y) :- road(X, Y, _). claim there \"One gets from a to d\": way(a, d).\n";
    hence_engine *engine = engine_of(ROADS);
    const char *const paths[] = {"other.hence"};
    hence_text text;
    add_road(engine, "a", "b");
    add_road(engine, "b", "d");
    assert_ok(engine, hence_offer_text(engine, "other.hence", OTHER, sizeof OTHER - 1));
    assert_runs(engine);
    hence_diff(engine, paths, 1, NULL, &text);
    assert_non_null(strstr(text.bytes, "there"));
    assert_non_null(strstr(text.bytes, "unsupported"));
    assert_null(strstr(text.bytes, "road(a, b)"));
    hence_free(engine);
}

static void a_report_has_the_fingerprint_of_added_facts(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    const hence_options json = {.format = HENCE_JSON};
    hence_text text;
    add_road(engine, "a", "d");
    assert_runs(engine);
    assert_int_equal(hence_ask(engine, HENCE_REPORT, NULL, &json, &text), HENCE_OK);
    const char *facts = strstr(text.bytes, "\"name\":\"facts of road\"");
    assert_non_null(facts);
    assert_null(strstr(text.bytes, "(added facts)"));
    char before[160];
    snprintf(before, sizeof before, "%.150s", facts);
    add_road(engine, "d", "e");
    assert_runs(engine);
    assert_int_equal(hence_ask(engine, HENCE_REPORT, NULL, &json, &text), HENCE_OK);
    assert_null(strstr(text.bytes, before));
    hence_free(engine);
}

static void suppositions_work_on_added_facts(void **state) {
    (void)state;
    hence_engine *engine = engine_of(ROADS);
    const char *const from[] = {"a"}, *const to[] = {"d"}, *const cites[] = {"survey"};
    const hence_column columns[] = {{.name = "from", .kind = HENCE_SYMBOL, .as.symbols = from},
                                    {.name = "to", .kind = HENCE_SYMBOL, .as.symbols = to},
                                    {.name = "source", .kind = HENCE_SYMBOL, .as.symbols = cites}};
    assert_ok(engine, hence_add_columns(engine, "road", columns, 3, 1));
    assert_ok(engine, hence_suppose_without_source(engine, "survey"));
    assert_runs(engine);
    assert_int_equal(count_of(engine, "road"), 0);
    assert_ok(engine, hence_suppose_nothing(engine));
    assert_runs(engine);
    assert_int_equal(count_of(engine, "road"), 1);
    hence_free(engine);
}

static void rules_read_the_sandbox_alone(void **state) {
    (void)state;
    static const char RULES[] = "relation p(x: symbol). load p from \"/proc/self/status.csv\".";
    static const char USES[] = "use \"/etc/passwd\".";
    const char *const cases[] = {RULES, USES};
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (int has_texts = 0; has_texts < 2; has_texts++) { /* then files are read in another way */
            hence_engine *engine = engine_of(cases[i]);
            assert_ok(engine, hence_set_sandbox(engine, "tests"));
            if (has_texts) assert_ok(engine, hence_offer_text(engine, "a.csv", "x\n", 2));
            assert_true(hence_run(engine) > HENCE_NEGATIVE);
            assert_said(engine, "is not read: it lies outside of the sandbox 'tests'");
            assert_int_equal(hence_set_sandbox(engine, "tests/nowhere"), HENCE_MISUSE);
            assert_said(engine, "no folder 'tests/nowhere' to read from");
            assert_ok(engine, hence_set_sandbox(engine, NULL));
            assert_true(hence_run(engine) > HENCE_NEGATIVE);
            assert_null(strstr(said(engine), "sandbox"));
            hence_free(engine);
        }
    }
}

static void running_out_of_memory_anywhere_is_a_status(void **state) {
    (void)state;
    for (uint64_t n = 1;; n += 1 + n / 8) {
        hence_engine *engine = engine_of(ROADS);
        hence_rows *rows = NULL;
        hence_reasons *reasons = NULL;
        const hence_value values[] = {SYMBOL("a"), SYMBOL("d"), FLOAT(2.5)};
        mem_fail_at(engine_account(engine), n);
        hence_status status = hence_add_fact(engine, "road", values, 3);
        if (status == HENCE_OK) status = hence_run(engine);
        if (status == HENCE_OK) status = hence_rows_open(engine, "way(X, Y)", HENCE_UNDECIDED, &rows);
        if (status == HENCE_OK) status = hence_reasons_open(engine, "there", &reasons);
        hence_rows_close(rows);
        bool is_done = status == HENCE_OK;
        hence_free(engine);
        if (is_done) break;
        assert_int_equal(status, HENCE_NO_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_a_rule_file_is_no_table_that_was_handed_over),
        cmocka_unit_test(facts_are_added_one_by_one),
        cmocka_unit_test(columns_bring_values_of_each_kind_and_rows_give_them_back),
        cmocka_unit_test(named_columns_come_in_any_order_with_ids_and_sources),
        cmocka_unit_test(cells_are_what_those_of_a_table_would_be),
        cmocka_unit_test(what_does_not_fit_is_named_by_row_and_column),
        cmocka_unit_test(values_that_cannot_be_are_refused_at_once_and_nothing_is_added),
        cmocka_unit_test(relations_and_columns_that_are_not_there_are_told_with_what_was_meant),
        cmocka_unit_test(misuse_is_told_and_changes_nothing),
        cmocka_unit_test(facts_are_taken_back_by_value_and_by_pattern),
        cmocka_unit_test(named_columns_are_taken_back_by_place_once_they_have_run),
        cmocka_unit_test(what_was_never_added_is_told),
        cmocka_unit_test(denied_facts_are_values_of_the_contrary),
        cmocka_unit_test(rows_are_over_when_the_engine_changes),
        cmocka_unit_test(undecided_rows_are_asked_for_apart),
        cmocka_unit_test(what_is_lacking_is_a_tree),
        cmocka_unit_test(reasons_are_a_tree_with_shared_branches),
        cmocka_unit_test(deep_reasons_are_walked_to_their_end),
        cmocka_unit_test(two_versions_have_the_facts_that_were_added),
        cmocka_unit_test(a_report_has_the_fingerprint_of_added_facts),
        cmocka_unit_test(suppositions_work_on_added_facts),
        cmocka_unit_test(rules_read_the_sandbox_alone),
        cmocka_unit_test(running_out_of_memory_anywhere_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
