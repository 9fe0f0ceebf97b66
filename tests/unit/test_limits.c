/* Limits hold wherever a run is: within a tenth of the memory, counted, and within some tenths of a second.
 *
 * The clock is no part of the tests but for what would be minutes too late.  LIMITS=1 in the environment goes through
 * all cases, with MOST=MiB of memory (64), and prints by how much each is over and late: a bench. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "runtime/api/hence.h"
#include "runtime/api/hence_internal.h"

#define NUMBERS "relation n(x: int). n(0). n(Y) :- n(X), Y = X + 1, Y < %u.\n"

/* Each would take minutes, or gigabytes, if nothing stopped it. */
typedef struct {
    const char *name, *rules;
    unsigned numbers; /* so many in n */
    bool is_small;    /* takes no memory to speak of */
    bool is_large;    /* takes memory sooner than time */
    bool is_tested;   /* else it is one of the bench alone */
} Case;

static const Case CASES[] = {
    {"a cross product", NUMBERS "relation q(x: int, y: int, z: int). q(X, Y, Z) :- n(X), n(Y), n(Z).", 3000, false,
     false, true},
    {"a cross product of dense rows", NUMBERS "relation q(x: int, y: int). q(X, Y) :- n(X), n(Y).", 300000, false,
     false, false},
    {"a join that finds nothing", NUMBERS "relation q(x: int). q(X) :- n(X), n(Y), n(Z), X + Y + Z < 0 - 5.", 5000,
     true, false, true},
    {"a join that finds few", NUMBERS "relation q(x: int). q(X) :- n(X), n(Y), n(Z), X * Y + Z = 7.", 5000, true, false,
     false},
    {"a denial",
     NUMBERS "relation m(x: int, y: int). relation q(x: int). q(X) :- n(X), n(Y), n(Z), not m(X, Y), X > Y + Z + 9999.",
     5000, true, false, false},
    {"a count", NUMBERS "relation q(c: int). q(C) :- C = count(X, Y, Z : n(X), n(Y), n(Z), X < Y + Z).", 5000, true,
     false, true},
    {"a sum by groups", NUMBERS "relation q(x: int, c: int). q(X, C) :- n(X), C = sum(Z, Y : n(Y), n(Z), X < Y).", 5000,
     true, false, false},
    {"a maximum", NUMBERS "relation q(c: int). q(C) :- C = max(X * Y + Z : n(X), n(Y), n(Z)).", 5000, true, false,
     false},
    {"groups without end",
     NUMBERS "relation q(x: int, y: int, c: int). q(X, Y, C) :- n(X), n(Y), C = count(Z : n(Z), Z < X + Y).", 5000,
     false, false, false},
    {"distinct values of an aggregate",
     NUMBERS "relation q(c: int). q(C) :- C = count(V : n(X), n(Y), V = X * 5000 + Y).", 20000, false, false, false},
    {"a closure",
     NUMBERS "relation e(x: int, y: int). e(X, Y) :- n(X), Y = (X * 7919 + 1) mod 20000. e(X, Y) :- n(X), Y = (X * "
             "104729 + 3) mod 20000. relation p(x: int, y: int). p(X, Y) :- e(X, Y). p(X, Z) :- p(X, Y), e(Y, Z).",
     20000, false, false, true},
    {"texts that grow",
     NUMBERS "relation t(s: symbol, x: int). t(\"ab\", 0). t(S, Y) :- t(R, X), Y = X + 1, Y < 60, S = concat(R, R).",
     10, false, true, true},
    {"texts without end",
     NUMBERS
     "relation t(s: symbol). t(S) :- n(X), n(Y), A = concat(\"a rather long text, number \", X), S = concat(A, Y).",
     20000, false, false, true},
    {"floats without end", NUMBERS "relation t(s: float). t(S) :- n(X), n(Y), S = float(X) + float(Y) * 0.00001.",
     20000, false, false, false},
    {"a search in texts",
     NUMBERS
     "relation t(s: symbol). t(S) :- n(X), S = concat(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", X). "
     "relation q(s: symbol). q(A) :- t(A), t(B), n(X), X < 100, contains(concat(A, B), \"aaaaaaaaaaaaaaaaaaab\").",
     5000, false, false, true},
    {"a game",
     NUMBERS "relation w(x: int). relation m(x: int, y: int). m(X, Y) :- n(X), n(Z), Z < 500, Y = (X * 31 + Z * 17) "
             "mod 20000. w(X) :- m(X, Y), not w(Y).",
     20000, false, false, true},
    {"arguments",
     NUMBERS "relation p(x: int, y: int). relation z(x: int). presumably p(X, Y) :- n(X), n(Y) unless z(X). presumably "
             "-p(X, Y) :- n(X), n(Y). presumably z(1).",
     5000, false, false, true},
    {"a key", NUMBERS "relation p(x: int, y: int) key(x). p(X, Y) :- n(X), n(Y).", 5000, false, true, true},
    {"rounds without end", NUMBERS "relation r(x: int). r(0). r(Y) :- r(X), Y = X + 1.", 10, false, false, false},
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static bool is_bench(void) { return getenv("LIMITS") != NULL; }

static hence_engine *engine_of(const Case *c, hence_limits limits) {
    char rules[2048];
    hence_engine *engine = hence_new();
    /* NOLINTNEXTLINE: formats are those above */
    int length = snprintf(rules, sizeof rules, c->rules, c->numbers);
    assert_int_equal(hence_add_text(engine, "case.hence", rules, (size_t)length), HENCE_OK);
    assert_int_equal(hence_set_limits(engine, &limits), HENCE_OK);
    return engine;
}

static void assert_stopped(hence_engine *engine, const Case *c, hence_status status, const char *why) {
    hence_text text;
    hence_messages(engine, HENCE_TEXT, &text);
    if (status != HENCE_STOPPED) fail_msg("%s: %s: %s", c->name, hence_status_name(status), text.bytes);
    if (!strstr(hence_stop_reason(engine), why)) fail_msg("%s: stopped by %s", c->name, hence_stop_reason(engine));
}

static void memory_is_within_a_tenth(void **state) {
    (void)state;
    const uint64_t MOST = (getenv("MOST") ? strtoull(getenv("MOST"), NULL, 10) : is_bench() ? 64 : 32) << 20;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        const Case *c = &CASES[i];
        if (c->is_small || !(c->is_tested || is_bench())) continue;
        for (uint32_t threads = 1; threads <= (is_bench() ? 2u : 1u); threads++) {
            hence_engine *engine = engine_of(c, (hence_limits){.bytes = MOST, .threads = threads, .seconds = 60});
            hence_status status = hence_run(engine);
            double share = (double)mem_peak(engine_account(engine)) / (double)MOST;
            if (is_bench())
                printf("%-32s %u threads: %3.0f %% of the memory, %s\n", c->name, threads, 100 * share,
                       hence_stop_reason(engine));
            if (!is_bench()) assert_stopped(engine, c, status, "memory");
            if (share > 1.1 && !is_bench()) fail_msg("%s, %u threads: %.2f times the memory", c->name, threads, share);
            hence_free(engine);
        }
    }
}

static void time_is_kept(void **state) {
    (void)state;
    const double most = 0.2, late = 20;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        const Case *c = &CASES[i];
        if (c->is_large || !(c->is_tested || is_bench())) continue;
        for (uint32_t threads = 1; threads <= 2; threads++) {
            hence_engine *engine =
                engine_of(c, (hence_limits){.seconds = most, .threads = threads, .bytes = UINT64_C(4) << 30});
            double begun = now();
            hence_status status = hence_run(engine);
            double took = now() - begun;
            if (is_bench())
                printf("%-32s %u threads: %.2f s late, %s\n", c->name, threads, took - most, hence_stop_reason(engine));
            if (!is_bench()) assert_stopped(engine, c, status, "time");
            if (took - most > late && !is_bench())
                fail_msg("%s, %u threads: %.1f s late", c->name, threads, took - most);
            hence_free(engine);
        }
    }
}

/* Gives the rules, and a table, at which somebody loses patience. */
typedef struct {
    hence_engine *engine;
    const char *rules, *table;
    size_t length;
    bool cancels;
} Reader;

static bool give(void *context, const char *path, hence_sink *sink) {
    const Reader *reading = context;
    bool is_table = strcmp(path, "p.csv") == 0;
    if (is_table && reading->cancels) hence_cancel(reading->engine);
    return is_table ? hence_give(sink, reading->table, reading->length)
                    : hence_give(sink, reading->rules, strlen(reading->rules));
}

/* Reading is part of the run: what it leaves out is never taken for what is not so. */
static void tables_are_read_within_the_limits(void **state) {
    (void)state;
    enum { ROWS = 200000 };
    static const char RULES[] = "relation p(x: int, y: symbol). load p from \"p.csv\". relation lone(x: int).\n"
                                "lone(X) :- p(X, _), Y = X + 1, not p(Y, _). claim last \"last\": lone(7).";
    char *table = malloc(ROWS * 24);
    size_t length = (size_t)sprintf(table, "x,y\n");
    for (int i = 0; i < ROWS; i++) length += (size_t)sprintf(table + length, "%d,name %d\n", i, i);
    const hence_limits limits[] = {{.bytes = 10 << 20}, {.rows = 0}};
    for (size_t i = 0; i < COUNT(limits); i++) {
        Reader reading = {hence_new(), RULES, table, length, i == 1};
        hence_engine *engine = reading.engine;
        hence_text text;
        hence_add_file(engine, "case.hence");
        hence_set_reader(engine, give, &reading);
        hence_set_limits(engine, &limits[i]);
        assert_int_equal(hence_run(engine), i == 1 ? HENCE_CANCELLED : HENCE_STOPPED);
        hence_messages(engine, HENCE_TEXT, &text);
        assert_non_null(strstr(text.bytes, "while tables were read"));
        if (limits[i].bytes) assert_true(mem_peak(engine_account(engine)) < limits[i].bytes * 11 / 10);
        assert_true(hence_has_run(engine));
        hence_rows *rows;
        hence_rows_open(engine, "lone", HENCE_HOLDS, &rows);
        assert_int_equal(hence_rows_count(rows), 0);
        hence_free(engine);
    }
    free(table);
}

/* ---- rules that are large themselves ---- */

/* A piece that stands once, and one that is repeated with its number. */
typedef struct {
    const char *name, *head, *piece, *tail;
    unsigned count;
} Large;

static const Large LARGE[] = {
    {"alternatives", "relation q(x: int). relation r(x: int). p(0).\n",
     "p(X) :- (q(X); r(X)), (q(X); r(X)), (q(X); r(X)), (q(X); r(X)), (q(X); r(X)), (q(X); r(X)), (q(X); r(X)), (q(X); "
     "r(X)), X > %u.\n",
     "", 400},
    {"facts", "", "p(%u, 1).\n", "", 60000},
    {"a body", "p(0).\nq(X) :- p(X)", ",\nX < %u", ".", 60000},
    {"relations", "", "relation r%u(x: int).\n", "", 60000},
    {"rules", "p(0).\n", "q%u(X) :- p(X).\n", "", 30000},
    {"claims", "p(0).\n", "claim c%u \"c\": p(1).\n", "", 30000},
    {"arguments", "p(0).\n", "presumably q%u(X) :- p(X). presumably -q%1$u(X) :- p(X).\n", "", 15000},
    {"aggregates", "p(0).\n", "q%u(N) :- N = count(X : p(X)).\n", "", 30000},
    {"all of them", "p(0).\n", "q%u(X) :- p(X), forall(p(Y), Y > X).\n", "", 30000},
    {"scenarios", "p(0).\n", "scenario s%u \"s\" { assert p(1). }\n", "", 30000},
    {"tests", "p(0).\n", "test \"t%u\" { expect p(1). }\n", "", 30000},
    {"mistakes", "", "p%u(X) :- q%1$u(X).\n", "", 30000},
    {"a long text", "p(\"", "%u, and so on,\n", "\").", 600000},
    {"nesting", "p(0).\nq(X) :- p(X)", ", (p(%u), (p(1), (p(2), (p(3)))))\n", ".", 30000},
};

static char *text_of(const Large *c, size_t *length) {
    size_t room = strlen(c->head) + strlen(c->tail) + c->count * (strlen(c->piece) + 24) + 1;
    char *text = malloc(room), *at = text;
    at += sprintf(at, "%s", c->head);
    for (unsigned i = 0; i < c->count; i++) at += sprintf(at, c->piece, i); /* NOLINT: formats are those above */
    at += sprintf(at, "%s", c->tail);
    *length = (size_t)(at - text);
    return text;
}

static void assert_place(hence_engine *engine, const char *name, const char *limit) {
    hence_text text;
    hence_messages(engine, HENCE_TEXT, &text);
    const char *code = strstr(text.bytes, "error[E0802]"), *place = strstr(text.bytes, "case.hence");
    if (!code || !strstr(code, limit)) fail_msg("%s: %.300s", name, text.bytes);
    if (!place) fail_msg("%s: no place: %.300s", name, text.bytes);
}

static void rules_are_read_within_the_memory(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(LARGE); i++) {
        size_t length;
        char *rules = text_of(&LARGE[i], &length);
        hence_engine *engine = hence_new();
        hence_add_text(engine, "case.hence", rules, length);
        uint64_t before = mem_used(engine_account(engine)), most = before + (2 << 20);
        hence_set_limits(engine, &(hence_limits){.bytes = most});
        hence_status status = hence_run(engine);
        double share = (double)mem_peak(engine_account(engine)) / (double)most;
        if (is_bench())
            printf("%-32s %3.0f %% of the memory, %s\n", LARGE[i].name, 100 * share, hence_stop_reason(engine));
        if (status != HENCE_STOPPED) fail_msg("%s: %s", LARGE[i].name, hence_status_name(status));
        assert_place(engine, LARGE[i].name, "the limit of memory");
        assert_string_equal(hence_stop_reason(engine), "the limit of memory");
        if (share > 1.1) fail_msg("%s: %.2f times the memory", LARGE[i].name, share);
        free(rules);
        hence_add_text(engine, "case.hence", "p(1).", 5); /* nothing is left of it */
        hence_set_limits(engine, NULL);
        assert_int_equal(hence_run(engine), HENCE_OK);
        assert_true(mem_used(engine_account(engine)) < before + (1 << 20));
        hence_free(engine);
    }
}

static double processor_time(void) {
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* Without a limit they take from some tenths of a second to some seconds;
 * under a limit that is always past, next to nothing. */
static void rules_are_read_within_the_time(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(LARGE); i++) {
        size_t length;
        char *rules = text_of(&LARGE[i], &length);
        hence_engine *engine = hence_new();
        hence_add_text(engine, "case.hence", rules, length);
        hence_set_limits(engine, &(hence_limits){.seconds = 1e-6});
        double begun = processor_time();
        assert_int_equal(hence_run(engine), HENCE_STOPPED);
        double took = processor_time() - begun;
        if (is_bench()) printf("%-32s %.3f s, %s\n", LARGE[i].name, took, hence_stop_reason(engine));
        if (took > 1) fail_msg("%s: %.2f s", LARGE[i].name, took);
        free(rules);
        hence_free(engine);
    }
}

/* What is looked up after a run keeps to its time too: this would go through 5000^3 rows. */
static void questions_keep_to_the_time(void **state) {
    (void)state;
    static const char RULES[] = "relation n(x: int). n(0). n(Y) :- n(X), Y = X + 1, Y < 5000. relation w(x: int). "
                                "w(X) :- n(X), n(Y), n(Z), X + Y + Z < 0. claim d \"d\": w(1).";
    static const hence_question QUESTIONS[] = {HENCE_WHY, HENCE_WHYNOT, HENCE_RESTS, HENCE_NEED, HENCE_STABLE};
    for (size_t i = 0; i < COUNT(QUESTIONS); i++) {
        hence_engine *engine = hence_new();
        hence_text answer;
        hence_add_text(engine, "case.hence", RULES, sizeof RULES - 1);
        hence_set_limits(engine, &(hence_limits){.seconds = 0.2});
        assert_int_equal(hence_run(engine), HENCE_STOPPED);
        double begun = processor_time();
        (void)hence_ask(engine, QUESTIONS[i], "w(1)", NULL, &answer);
        double took = processor_time() - begun;
        if (is_bench()) printf("question %zu: %.2f s\n", i, took);
        if (took > 5) fail_msg("question %zu: %.1f s", i, took);
        hence_free(engine);
    }
}

/* 500,000 rows take 4 MiB, and slots to find one in them as much again, for which there is no room; a claim is looked
 * for all the same, as often as it takes. */
static void a_claim_about_many_rows_needs_no_slots_for_them(void **state) {
    (void)state;
    const uint64_t most = 7 << 20;
    Case closure = {.rules = NUMBERS
                    "relation t(x: int, y: int). t(X, Y) :- n(X), Y = X + 1. t(X, Z) :- t(X, Y), n(Y), Z = Y + 1."
                    " claim c \"c\": t(1, 900). claim d \"d\": t(900, 1). claim e \"e\": not t(3, 800).",
                    .numbers = 1000};
    hence_engine *engine = engine_of(&closure, (hence_limits){.bytes = most});
    hence_text answer;
    assert_int_equal(hence_run(engine), HENCE_OK);
    for (int i = 0; i < 10; i++) assert_int_equal(hence_ask(engine, HENCE_CLAIMS, NULL, NULL, &answer), HENCE_OK);
    if (mem_peak(engine_account(engine)) > most) fail_msg("%lu bytes", (unsigned long)mem_peak(engine_account(engine)));
    hence_free(engine);
}

/* The run ends within the memory, and the place where it was stopped is told. */
static void expect_stop_at(hence_engine *engine, uint64_t most, const char *place) {
    hence_text text;
    assert_int_equal(hence_run(engine), HENCE_STOPPED);
    hence_messages(engine, HENCE_TEXT, &text);
    if (!strstr(text.bytes, place) || !strstr(text.bytes, "E0802")) fail_msg("%s", text.bytes);
    assert_true(mem_peak(engine_account(engine)) < most * 11 / 10);
    hence_free(engine);
}

/* What each literal gives is told apart from what is given at the same time, not from all variables of the rule. */
static void a_long_body_takes_memory_for_its_literals_and_not_for_pairs_of_them(void **state) {
    enum { LITERALS = 4000 };
    Text rules;
    (void)state;
    text_init(&rules);
    text_lit(&rules, "q(a, a). p(X0) :- q(X0, X1)");
    for (int i = 1; i < LITERALS; i++) text_printf(&rules, ", q(X%d, X%d)", i, i + 1);
    text_lit(&rules, ". r(X) :- p(X).");
    hence_engine *engine = hence_new();
    hence_add_text(engine, "case.hence", rules.bytes, rules.length);
    hence_set_limits(engine, &(hence_limits){.bytes = 24 << 20});
    assert_int_equal(hence_run(engine), HENCE_OK);
    hence_free(engine);
    text_clear(&rules);
}

/* Of a file that is no part of the program. */
static void new_facts_are_read_within_the_memory(void **state) {
    (void)state;
    char path[80], what[96];
    (void)snprintf(path, sizeof path, "/tmp/hence-limits-%ld.csv", (long)getpid());
    (void)snprintf(what, sizeof what, "p=%s", path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs("x\n", file);
    for (int i = 0; i < 200000; i++) (void)fprintf(file, "%d\n", i);
    (void)fclose(file);
    const uint64_t most = 4 << 20;
    hence_engine *engine = hence_new();
    hence_add_text(engine, "case.hence", "relation p(x: int).", 19);
    hence_set_limits(engine, &(hence_limits){.bytes = most});
    assert_int_equal(hence_suppose_facts(engine, what), HENCE_OK);
    expect_stop_at(engine, most, ".csv:");
    (void)remove(path);
}

/* A line, a bibliography that nobody has room for. */
static void a_file_may_be_larger_than_the_memory(void **state) {
    (void)state;
    static const char *const RULES[] = {"relation p(x: symbol). load p from \"%s\".", "load bibliography \"%s\".",
                                        "use \"%s\"."};
    static const char *const ENDINGS[] = {"csv", "bib", "hence"};
    for (size_t i = 0; i < COUNT(RULES); i++) {
        char path[80], rules[200];
        (void)snprintf(path, sizeof path, "/tmp/hence-limits-%ld.%s", (long)getpid(), ENDINGS[i]);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        (void)fputs("x\nb\n", file);
        assert_int_equal(ftruncate(fileno(file), (off_t)200 << 20), 0); /* it takes no room on the disk */
        (void)fclose(file);
        hence_engine *engine = hence_new();
        const uint64_t most = 16 << 20;
        (void)snprintf(rules, sizeof rules, RULES[i], path); /* NOLINT */
        hence_add_text(engine, "case.hence", rules, strlen(rules));
        hence_set_limits(engine, &(hence_limits){.bytes = most});
        expect_stop_at(engine, most, i == 0 ? ".csv:3: error[E0802]" : "case.hence:1:");
        (void)remove(path);
    }
}

/* ---- copies of what is given ---- */

/* Two versions of a table: the second has one row more. */
typedef struct {
    char *table;
    size_t length, longer;
} Versions;

static bool give_version(void *context, const char *path, hence_sink *sink) {
    static const char RULES[] = "relation p(x: int). load p from \"%c.csv\". scenario s \"s\" { retract p(7). }\n"
                                "claim last \"last\": p(200000).\n";
    const Versions *versions = context;
    char rules[sizeof RULES];
    int length = snprintf(rules, sizeof rules, RULES, path[0]);
    if (strstr(path, ".hence")) return hence_give(sink, rules, (size_t)length);
    return hence_give(sink, versions->table, path[0] == 'a' ? versions->length : versions->longer);
}

static Versions versions_new(void) {
    enum { ROWS = 200000 };
    Versions versions = {.table = malloc(ROWS * 8 + 16)};
    size_t length = (size_t)sprintf(versions.table, "x\n");
    for (int i = 0; i < ROWS; i++) length += (size_t)sprintf(versions.table + length, "%d\n", i);
    versions.length = length;
    versions.longer = length + (size_t)sprintf(versions.table + length, "%d\n", ROWS);
    return versions;
}

/* Whatever does not find room any more: the tables, a copy of them, or what is found to be different. */
static void copies_and_versions_keep_to_the_memory(void **state) {
    (void)state;
    static const char *const OTHER[] = {"b.hence"};
    Versions versions = versions_new();
    for (uint64_t most = 2 << 20; most <= 16 << 20; most += 1 << 20) {
        hence_engine *engine = hence_new();
        hence_text answer;
        hence_add_file(engine, "a.hence");
        hence_set_reader(engine, give_version, &versions);
        hence_set_limits(engine, &(hence_limits){.bytes = most});
        hence_suppose_scenario(engine, "s");
        (void)hence_run(engine);
        hence_suppose_nothing(engine);
        hence_status status = hence_run(engine);
        if (status == HENCE_OK) status = hence_diff(engine, OTHER, 1, NULL, &answer);
        double share = (double)mem_peak(engine_account(engine)) / (double)most;
        if (is_bench()) printf("%2d MiB: %3.0f %% of the memory\n", (int)(most >> 20), 100 * share);
        if (share > 1.1) fail_msg("%d MiB: %.2f times the memory", (int)(most >> 20), share);
        if (most == 16 << 20) {
            assert_int_equal(status, HENCE_OK);
            assert_non_null(strstr(answer.bytes, "p(200000)"));
        }
        hence_free(engine);
    }
    free(versions.table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_within_a_tenth),
        cmocka_unit_test(time_is_kept),
        cmocka_unit_test(tables_are_read_within_the_limits),
        cmocka_unit_test(rules_are_read_within_the_memory),
        cmocka_unit_test(rules_are_read_within_the_time),
        cmocka_unit_test(questions_keep_to_the_time),
        cmocka_unit_test(a_claim_about_many_rows_needs_no_slots_for_them),
        cmocka_unit_test(new_facts_are_read_within_the_memory),
        cmocka_unit_test(a_long_body_takes_memory_for_its_literals_and_not_for_pairs_of_them),
        cmocka_unit_test(a_file_may_be_larger_than_the_memory),
        cmocka_unit_test(copies_and_versions_keep_to_the_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
