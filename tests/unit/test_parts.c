/* A table read by several threads becomes what it becomes when one reads it: rows, symbols, lines and messages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/api/session.h"
#include "runtime/io/disk.h"
#include "runtime/io/parts.h"
#include "runtime/io/sheet_internal.h"

enum { SIZE = 1600000 };

typedef struct {
    const char *what, *suffix;
    const char *line_end;
    uint32_t odd_from; /* record from which on there is something of `odd` now and then */
    const char *odd;   /* a record; NULL */
    bool has_blank_lines, lacks_last_end, is_long;
} Kind;

static char folder[64], program_path[96], table_path[96];

static void write_program(const Kind *kind) {
    Text text;
    text_init(&text);
    text_printf(&text,
                "type in_kind = alpha | beta | gamma.\n"
                "relation seen(a: symbol, n: int, w: int, b: symbol, o: int?, x, f: float, k: in_kind, d: date).\n"
                "relation known(a: symbol).\nknown(alpha). known(s7).\n"
                "load seen from \"table.%s\".\n",
                kind->suffix);
    snprintf(table_path, sizeof table_path, "%s/table.%s", folder, kind->suffix);
    assert_true(disk_write(program_path, text_str(&text)));
    text_clear(&text);
}

static uint32_t draw(uint32_t *seed, uint32_t below) {
    *seed = *seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)*seed * below >> 32);
}

static void add_record(const Kind *kind, uint32_t *seed, Text *text) {
    static const char *const KINDS[] = {"alpha", "beta", "gamma"};
    static const char *const ANY[] = {"x", "007", "12", "-3.5", "2014-03-18", "\xC3\xBC", "99999999999"};
    const char s = strcmp(kind->suffix, "csv") == 0 ? ',' : '\t';
    text_printf(text, "s%u%c%d%c", draw(seed, 3000), s, (int)draw(seed, 2000) - 1000, s);
    text_printf(text, draw(seed, 900) ? "%u" : "%u00000000", draw(seed, 100));
    text_printf(text, "%ct%u%c", s, draw(seed, 50) * draw(seed, 50), s);
    if (draw(seed, 3)) text_printf(text, "%u", draw(seed, 9));
    text_printf(text, "%c%s%c%u.%u%c", s, ANY[draw(seed, 7)], s, draw(seed, 50), draw(seed, 4), s);
    text_printf(text, "%s%c20%02u", KINDS[draw(seed, 3)], s, 10 + draw(seed, 80));
}

static void write_table(const Kind *kind) {
    uint32_t seed = 7;
    Text text;
    text_init(&text);
    if (strcmp(kind->suffix, "facts") != 0) {
        text_lit(&text, "a,n,w,b,o,x,f,k,d\n");
        for (size_t i = 0; kind->suffix[0] == 't' && i < text.length; i++)
            if (text.bytes[i] == ',') text.bytes[i] = '\t';
    }
    for (uint32_t record = 0; text.length < SIZE; record++) {
        if (kind->odd && record >= kind->odd_from && (record == kind->odd_from || draw(&seed, 1500) == 0))
            text_add(&text, str_of(kind->odd));
        else if (kind->is_long && draw(&seed, 8000) == 0)
            for (uint32_t i = 0; i < 90000; i++) text_add_char(&text, 'y');
        add_record(kind, &seed, &text);
        text_add(&text, str_of(kind->line_end));
        if (kind->has_blank_lines && draw(&seed, 400) == 0) text_add(&text, str_of(kind->line_end));
    }
    if (kind->lacks_last_end) text.length -= strlen(kind->line_end);
    assert_true(disk_write(table_path, text_str(&text)));
    text_clear(&text);
}

static Session read_with(uint32_t threads) {
    const char *paths[] = {program_path};
    Session session;
    session_init(&session);
    session.threads = threads;
    (void)session_read(&session, paths, 1);
    return session;
}

static void messages_are_alike(const Session *one, const Session *many) {
    Text a, b;
    text_init(&a);
    text_init(&b);
    diags_print(one->diags, &a, false);
    diags_print(many->diags, &b, false);
    assert_true(str_equal(text_str(&a), text_str(&b)));
    text_clear(&a);
    text_clear(&b);
}

static void symbols_are_alike(const Session *one, const Session *many) {
    const Interner *a = values_symbols(one->program->values), *b = values_symbols(many->program->values);
    assert_int_equal(intern_count(a), intern_count(b));
    for (Symbol s = 0; s < intern_count(a); s++) assert_true(str_equal(intern_text(a, s), intern_text(b, s)));
}

static void rows_are_alike(const Session *one, const Session *many, RelId id) {
    const Table *a = store_table(one->given, id), *b = store_table(many->given, id);
    assert_int_equal(table_count(a), table_count(b));
    for (RowId row = 0; row < table_count(a); row++) {
        const Value *x = table_row(a, row), *y = table_row(b, row);
        if (memcmp(x, y, table_arity(a) * sizeof *x) != 0) fail_msg("row %u differs", (unsigned)row);
        uint32_t count = store_origin_count(one->given, id, row);
        if (count != store_origin_count(many->given, id, row)) fail_msg("row %u has other origins", (unsigned)row);
        if (count == 0) continue;
        Span from = store_origin(one->given, id, row, 0).span, to = store_origin(many->given, id, row, 0).span;
        if (from.source != to.source || from.begin != to.begin) fail_msg("row %u has another line", (unsigned)row);
    }
}

static void is_read_alike(const Kind *kind) {
    write_program(kind);
    write_table(kind);
    Session one = read_with(1);
    assert_non_null(one.program);
    for (uint32_t threads = 2; threads <= 5; threads += threads == 3 ? 2 : 1) {
        Session many = read_with(threads);
        messages_are_alike(&one, &many);
        symbols_are_alike(&one, &many);
        for (RelId id = 0; id < one.given->tables.count; id++) rows_are_alike(&one, &many, id);
        session_clear(&many);
    }
    session_clear(&one);
    remove(table_path);
}

/* ---- what is plain ---- */

static void plain_tables_are_read_alike(void **state) {
    (void)state;
    static const Kind KINDS[] = {
        {.suffix = "facts", .line_end = "\n"},
        {.suffix = "tsv", .line_end = "\r\n", .has_blank_lines = true},
        {.suffix = "csv", .line_end = "\r", .lacks_last_end = true},
        {.suffix = "facts", .line_end = "\n", .lacks_last_end = true, .has_blank_lines = true},
    };
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) is_read_alike(&KINDS[i]);
}

/* ---- what is not ---- */

static void mistakes_are_told_alike(void **state) {
    (void)state;
    static const Kind KINDS[] = {
        {.suffix = "facts", .line_end = "\n", .odd_from = 9000, .odd = "too few\tcells\n"},
        {.suffix = "facts", .line_end = "\n", .odd_from = 15000, .odd = "s\tnone\t1\tt\t\tx\t1.5\talpha\t2014\n"},
        {.suffix = "facts", .line_end = "\n", .odd_from = 15000, .odd = "s\t1\t1\tt\t\tx\t1.5\tdelta\t2014\n"},
        {.suffix = "tsv", .line_end = "\n", .odd_from = 20000, .odd = "\xFF\t1\t1\tt\t\tx\t1.5\tbeta\t2014\n"},
        {.suffix = "csv", .line_end = "\n", .odd_from = 20000, .odd = "\"never closed"},
    };
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) is_read_alike(&KINDS[i]);
}

static void what_is_unusual_is_read_alike(void **state) {
    (void)state;
    static const Kind KINDS[] = {
        {.suffix = "csv",
         .line_end = "\n",
         .odd_from = 12000,
         .odd = "\"two\n\"\"lines\"\"\",1,1,t,,x,1.5,beta,2014\n"},
        {.suffix = "tsv", .line_end = "\r\n", .odd_from = 25000, .odd = "\"\"\t1\t1\tt\t\tx\t1.5\tbeta\t2014\r\n"},
        {.suffix = "facts", .line_end = "\n", .is_long = true},
        {.suffix = "facts", .line_end = "\r", .is_long = true, .has_blank_lines = true},
    };
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) is_read_alike(&KINDS[i]);
}

/* ---- how far it comes ---- */

/* A table after its first batch, with three threads for the rest. */
typedef struct {
    Session session;
    Store *store;
    Intake intake;
    Rows *rows;
    Window window;
    Sheeting sheeting;
} Started;

static void start(Started *t) {
    uint32_t records[GRID_BATCH];
    *t = (Started){.session = read_with(1)};
    t->store = store_new(t->session.program);
    t->intake =
        (Intake){t->session.program, t->store, t->session.sources, t->session.diags, true, 3, NULL, NULL, NULL, NULL};
    t->rows = mem_alloc(sizeof *t->rows);
    const Load *load = &t->session.program->agenda->loads.items[0];
    assert_true(window_open(&t->window, table_path));
    assert_true(rows_open(t->rows, &t->intake, load->name, &t->window, csv_form(load->format)));
    assert_true(sheet_match(t->rows, load->relation, &t->sheeting));
    rows_make_room(t->rows, t->rows->grid.width);
    assert_true(grid_next(&t->rows->grid));
    rows_take(t->rows, &t->sheeting.outlet, records, sound_records(&t->rows->grid, records));
}

static void finish(Started *t) {
    rows_close(t->rows);
    mem_free(t->rows);
    window_close(&t->window);
    store_free(t->store);
    session_clear(&t->session);
}

/* Where the window stands when the threads are done, as a part of the file. */
static double share_of_threads(const Kind *kind) {
    Started t;
    write_program(kind);
    write_table(kind);
    start(&t);
    parts_take(t.rows, &t.sheeting.outlet);
    uint64_t at = t.window.passed + (uint64_t)(t.rows->grid.csv.at - t.window.begin);
    double share = (double)at / (double)t.window.size;
    finish(&t);
    remove(table_path);
    return share;
}

static void threads_come_as_far_as_all_is_plain(void **state) {
    (void)state;
    double share = share_of_threads(&(Kind){.suffix = "facts", .line_end = "\n", .lacks_last_end = true});
    assert_true(share == 1);
    share = share_of_threads(&(Kind){.suffix = "tsv", .line_end = "\r\n"});
    assert_true(share == 1);
    share = share_of_threads(&(Kind){.suffix = "facts", .line_end = "\n", .odd_from = 20000, .odd = "too few\n"});
    assert_true(share > 0.4 && share < 0.8);
}

/* ---- no memory ---- */

/* Whether the threads came to their end before the n-th allocation. */
static bool is_taken_with_failure(Started *t, uint64_t n) {
    MemAccount *account = mem_account_new();
    MemAccount *before = mem_enter(account);
    volatile bool has_finished = false;
    assert_non_null(account);
    if (mem_try(account)) {
        start(t);
        mem_fail_at(account, n);
        parts_take(t->rows, &t->sheeting.outlet);
        mem_fail_at(account, 0);
        finish(t);
        mem_end_try(account);
        has_finished = true;
    }
    mem_enter(before);
    mem_account_free(account);
    return has_finished;
}

/* The first allocations are those before there are threads: then the file stays open, as it does for one thread. */
static void running_out_of_memory_ends_cleanly(void **state) {
    (void)state;
    static Started t;
    const Kind kind = {.suffix = "facts", .line_end = "\n"};
    uint64_t n = 1, open = 0;
    write_program(&kind);
    write_table(&kind);
    for (; !is_taken_with_failure(&t, n); n += 1 + n / 16)
        if (t.window.file >= 0) open++, close(t.window.file);
    assert_true(n > 100);
    assert_true(open < 20);
    remove(table_path);
}

static int make_folder(void **state) {
    (void)state;
    const char *root = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/hence_parts_XXXXXX", root && strlen(root) < 30 ? root : "/tmp");
    if (!mkdtemp(folder)) return -1;
    snprintf(program_path, sizeof program_path, "%s/p.hence", folder);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    remove(program_path);
    return rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_tables_are_read_alike),        cmocka_unit_test(mistakes_are_told_alike),
        cmocka_unit_test(what_is_unusual_is_read_alike),      cmocka_unit_test(threads_come_as_far_as_all_is_plain),
        cmocka_unit_test(running_out_of_memory_ends_cleanly),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
