/* Facts and sources in and out: tables and bibliographies from memory, folders on the disk. */
#include "tests/support/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/io/disk.h"
#include "runtime/io/exchange.h"

typedef struct {
    const char *path, *text;
} File;

typedef struct {
    Program *program;
    Store *store;
    Sources *sources;
    Diags *diags;
    const File *files; /* ended by one without a path */
    RelId member;      /* member(state, body, since?) */
    Text messages;
    bool is_loaded;
} Bench;

static Column column(Program *program, const char *name, TypeId type, bool is_optional) {
    return (Column){intern(values_symbols(program->values), str_of(name)), type, is_optional};
}

static RelId add_table(Program *program, const char *name, const Column *columns, uint32_t arity) {
    return program_add_relation(
        program, (Relation){.name = intern(values_symbols(program->values), str_of(name)),
                            .arity = arity,
                            .columns = arena_copy(&program->arena, columns, (arity + 1) * sizeof *columns),
                            .contrary = NO_ID,
                            .is_declared = true,
                            .has_facts = true,
                            .span = NO_SPAN});
}

static void set_up(Bench *b) {
    *b = (Bench){.program = program_new(), .sources = sources_new()};
    b->diags = diags_new(b->sources);
    const Column columns[] = {column(b->program, "state", TYPE_ID_SYMBOL, false),
                              column(b->program, "body", TYPE_ID_SYMBOL, false),
                              column(b->program, "since", TYPE_ID_INT, true),
                              {NO_SYMBOL, TYPE_ID_ANY, false}};
    b->member = add_table(b->program, "member", columns, 3);
    text_init(&b->messages);
}

static void tear_down(Bench *b) {
    text_clear(&b->messages);
    store_free(b->store);
    diags_free(b->diags);
    sources_free(b->sources);
    program_free(b->program);
}

static bool read_file_of(void *context, const char *path, Text *bytes) {
    for (const File *file = context; file->path; file++)
        if (strcmp(file->path, path) == 0) {
            text_add(bytes, str_of(file->text));
            return true;
        }
    return false;
}

/* Loads every file, tables into `relation`. */
static void load(Bench *b, RelId relation, const File *files) {
    for (const File *file = files; file->path; file++) {
        const char *dot = strrchr(file->path, '.');
        LoadFormat format = strcmp(dot, ".bib") == 0   ? LOAD_BIBLIOGRAPHY
                            : strcmp(dot, ".tsv") == 0 ? LOAD_TSV
                                                       : LOAD_CSV;
        vec_push(&b->program->agenda->loads, ((Load){.format = format,
                                                     .relation = relation,
                                                     .name = str_of(file->path),
                                                     .path = str_of(file->path),
                                                     .span = NO_SPAN}));
    }
    if (!b->store) b->store = store_new(b->program);
    File none = {NULL, NULL};
    b->is_loaded = exchange_load_from(b->program, b->store, b->sources, b->diags, read_file_of,
                                      (void *)(b->files ? b->files
                                               : files  ? files
                                                        : &none));
    diags_print(b->diags, &b->messages, false);
}

static uint32_t rows_of(const Bench *b, RelId relation) { return table_count(store_table(b->store, relation)); }

static void row_is(const Bench *b, RelId relation, RowId row, const char *expected) {
    Text text;
    text_init(&text);
    atom_print(b->program, relation, table_row(store_table(b->store, relation), row), &text);
    assert_string_equal(text.bytes, expected);
    text_clear(&text);
}

static void says(const Bench *b, const char *part) {
    if (!b->messages.bytes || !strstr(b->messages.bytes, part))
        fail_msg("expected %s in\n%s", part, b->messages.bytes ? b->messages.bytes : "");
}

/* ---- in ---- */

static void columns_are_found_by_name_and_an_optional_one_may_be_missing(void **state) {
    (void)state;
    Bench b;
    set_up(&b);
    load(&b, b.member,
         (const File[]){{"a.csv", "\xEF\xBB\xBF"
                                  "body,since,state\r\ncsto,1992,kazakhstan\r\n\r\nsco,,china\r\n"},
                        {"b.tsv", "state\tbody\nrussia\tthe, union"},
                        {NULL, NULL}});
    assert_true(b.is_loaded);
    assert_int_equal(rows_of(&b, b.member), 3);
    row_is(&b, b.member, 0, "member(kazakhstan, csto, 1992)");
    row_is(&b, b.member, 1, "member(china, sco, none)");
    row_is(&b, b.member, 2, "member(russia, \"the, union\", none)");
    tear_down(&b);
}

static void columns_without_names_are_taken_in_order(void **state) {
    (void)state;
    Bench b;
    set_up(&b);
    RelId edge = relation(b.program, "edge", 2);
    load(&b, edge, (const File[]){{"edge.csv", "from,to,id\n1,\"2\",e1\n2014-03-18,007,e2\n"}, {NULL, NULL}});
    assert_true(b.is_loaded);
    row_is(&b, edge, 0, "edge(1, \"2\")");
    row_is(&b, edge, 1, "edge(2014-03-18, \"007\")");
    RelId found;
    RowId row;
    assert_true(store_find_label(b.store, intern(values_symbols(b.program->values), STR("e2")), &found, &row));
    assert_int_equal(row, 1);
    tear_down(&b);
}

static void a_relation_without_columns_holds_or_not(void **state) {
    (void)state;
    Bench b;
    set_up(&b);
    RelId rains = relation(b.program, "rains", 0);
    load(&b, rains, (const File[]){{"rains.csv", "holds\nyes\n"}, {NULL, NULL}});
    assert_true(b.is_loaded);
    assert_int_equal(rows_of(&b, rains), 1);
    tear_down(&b);
}

static void bibliographies_come_before_the_tables_that_cite_them(void **state) {
    (void)state;
    Bench b;
    set_up(&b);
    load(&b, b.member,
         (const File[]){{"a.csv", "id,state,body,source\nf1,kazakhstan,csto,\"s1 \"\"p. 5\"\"; s2\"\n"},
                        {"s.bib", "@book{s1, title = {One}}\n@book{s2, title = {Two}}\n"},
                        {NULL, NULL}});
    assert_true(b.is_loaded);
    Origin origin = store_origin(b.store, b.member, 0, 0);
    assert_true(str_equal(intern_text(values_symbols(b.program->values), origin.label), STR("f1")));
    assert_int_equal(origin.span.begin, 2);
    assert_int_equal(origin.cites.count, 2);
    assert_true(str_equal(origin.cites.items[0].locator, STR("p. 5")));
    tear_down(&b);
}

static void without_its_bibliography_a_table_is_not_blamed_for_its_keys(void **state) {
    (void)state;
    Bench b;
    set_up(&b);
    const File files[] = {{"a.csv", "state,body,source\nkazakhstan,csto,s1\n"}, {NULL, NULL}};
    b.files = files;
    load(&b, b.member, (const File[]){{"a.csv", ""}, {"gone.bib", ""}, {NULL, NULL}});
    assert_false(b.is_loaded);
    assert_int_equal(diags_error_count(b.diags), 1);
    says(&b, "E0701");
    says(&b, "cannot read 'gone.bib'");
    assert_int_equal(rows_of(&b, b.member), 1);
    tear_down(&b);
}

static void an_unknown_key_is_told_where_it_stands_with_the_nearest_one(void **state) {
    (void)state;
    Bench b;
    set_up(&b);
    load(&b, b.member,
         (const File[]){{"a.csv", "state,body,source\nkazakhstan,csto,olcot\n"},
                        {"s.bib", "@book{olcott, title = {One}}\n"},
                        {NULL, NULL}});
    says(&b, "a.csv:2: error[E0710]: unknown citation key 'olcot'");
    says(&b, "did you mean 'olcott'?");
    tear_down(&b);
}

static void all_mistakes_of_all_files_are_told_and_good_rows_kept(void **state) {
    (void)state;
    Bench b;
    set_up(&b);
    load(&b, b.member,
         (const File[]){{"a.csv", "state,body,since\nkazakhstan,csto,1992\nrussia,csto,soon\n,cis,1991\nchina\n"
                                  "\"x\"y,z,1\nkyrgyzstan,cis,1991\n\"open,cis,1991\n"},
                        {"b.csv", "state,boddy,since\n"},
                        {"c.csv", ""},
                        {"d.csv", "state,body,state\n"},
                        {"e.csv", "state,body\n\xFF,cis\n"},
                        {NULL, NULL}});
    assert_false(b.is_loaded);
    static const char *const PARTS[] = {"a.csv:3: error[E0709]", "a.csv:4: error[E0712]", "a.csv:5: error[E0706]",
                                        "a.csv:6: error[E0707]", "a.csv:8: error[E0707]", "b.csv:1: error[E0703]",
                                        "did you mean 'body'?",  "c.csv:1: error[E0702]", "d.csv:1: error[E0705]",
                                        "e.csv:2: error[E0708]"};
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) says(&b, PARTS[i]);
    assert_int_equal(rows_of(&b, b.member), 2);
    row_is(&b, b.member, 1, "member(kyrgyzstan, cis, 1991)");
    tear_down(&b);
}

static void an_id_names_one_row(void **state) {
    (void)state;
    Bench b;
    set_up(&b);
    load(&b, b.member,
         (const File[]){{"a.csv", "id,state,body\nf1,kazakhstan,csto\nf1,kazakhstan,csto\n"}, {NULL, NULL}});
    assert_true(b.is_loaded);
    says(&b, "a.csv:3: warning[W0701]");
    assert_int_equal(store_origin_count(b.store, b.member, 0), 1);
    vec_empty(&b.program->agenda->loads);
    load(&b, b.member, (const File[]){{"b.csv", "id,state,body\nf1,russia,csto\n"}, {NULL, NULL}});
    assert_false(b.is_loaded);
    says(&b, "b.csv:2: error[E0713]: id 'f1' already names another fact");
    says(&b, "a.csv:2: first used here");
    assert_int_equal(rows_of(&b, b.member), 1);
    tear_down(&b);
}

static void long_tables_know_the_line_of_every_row(void **state) {
    (void)state;
    enum { ROWS = 3000 };
    Bench b;
    set_up(&b);
    Text table;
    text_init(&table);
    text_lit(&table, "state,body,since\n");
    for (int i = 0; i < ROWS; i++) text_printf(&table, "s%d,\"two\nlines\",%d\n", i, i);
    load(&b, b.member, (const File[]){{"long.csv", table.bytes}, {NULL, NULL}});
    assert_true(b.is_loaded);
    assert_int_equal(rows_of(&b, b.member), ROWS);
    for (RowId row = 0; row < ROWS; row += 7)
        assert_int_equal(store_origin(b.store, b.member, row, 0).span.begin, 2 * row + 2);
    text_clear(&table);
    tear_down(&b);
}

static void after_a_hundred_mistakes_of_a_file_the_others_are_counted(void **state) {
    (void)state;
    Bench b;
    set_up(&b);
    Text table;
    text_init(&table);
    text_lit(&table, "state,body,since\n");
    for (int i = 0; i < 105; i++) text_printf(&table, "s,b,x%d\n", i);
    load(&b, b.member, (const File[]){{"bad.csv", table.bytes}, {NULL, NULL}});
    assert_int_equal(diags_error_count(b.diags), 101);
    says(&b, "E0799");
    says(&b, "and 5 more errors");
    text_clear(&table);
    tear_down(&b);
}

/* ---- out ---- */

static void file_is(const char *folder, const char *name, const char *expected) {
    char path[200];
    Text bytes;
    text_init(&bytes);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!disk_read(NULL, path, &bytes)) fail_msg("%s is missing", path);
    assert_string_equal(bytes.bytes, expected);
    text_clear(&bytes);
    remove(path);
}

static void give(Bench *b, RelId relation, const Value *row) {
    store_give(b->store, relation, row, (Origin){NO_SYMBOL, {NULL, 0}, NO_SPAN}, NULL);
}

static void a_folder_has_a_file_for_each_relation_its_rows_sorted(void **state) {
    (void)state;
    Bench b;
    set_up(&b);
    Values *values = b.program->values;
    RelId edge = relation(b.program, "edge", 1), wide = relation(b.program, "edge", 2);
    RelId rains = relation(b.program, "it/rains", 0), denied = program_contrary(b.program, rains);
    b.store = store_new(b.program);
    const Value russia = value_symbol(values, STR("russia")), china = value_symbol(values, STR("china, \"prc\""));
    const Value sco = value_symbol(values, STR("sco")), text = value_symbol(values, STR("10"));
    give(&b, b.member, (const Value[]){russia, sco, value_int(values, 2001)});
    give(&b, b.member, (const Value[]){china, sco, VALUE_NONE});
    give(&b, edge, (const Value[]){text});
    give(&b, edge, (const Value[]){value_int(values, 10)});
    give(&b, edge, (const Value[]){value_int(values, 9)});
    give(&b, edge, (const Value[]){value_int(values, 8)});
    table_hide(store_table(b.store, edge), 3);
    give(&b, denied, (const Value[]){0});
    char folder[] = "/tmp/hence_exchange_XXXXXX", deep[64];
    assert_non_null(mkdtemp(folder));
    snprintf(deep, sizeof deep, "%s/a/b", folder);
    assert_true(exchange_write_folder(b.sources, b.store, deep, b.diags));
    file_is(deep, "member.csv", "state,body,since\n\"china, \"\"prc\"\"\",sco,\nrussia,sco,2001\n");
    file_is(deep, "edge.1.csv", "c1\n9\n10\n\"10\"\n");
    file_is(deep, "edge.2.csv", "c1,c2\n");
    file_is(deep, "it%2Frains.csv", "holds\n");
    file_is(deep, "it%2Frains.not.csv", "holds\nyes\n");
    (void)wide;
    assert_int_equal(rmdir(deep), 0); /* nothing else was left there */
    snprintf(deep, sizeof deep, "%s/a", folder);
    rmdir(deep);
    rmdir(folder);
    tear_down(&b);
}

static void a_folder_that_cannot_be_made_is_an_error(void **state) {
    (void)state;
    Bench b;
    set_up(&b);
    b.store = store_new(b.program);
    assert_false(exchange_write_folder(b.sources, b.store, "/dev/null/out", b.diags));
    diags_print(b.diags, &b.messages, false);
    says(&b, "E0718");
    tear_down(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_by_name_and_an_optional_one_may_be_missing),
        cmocka_unit_test(columns_without_names_are_taken_in_order),
        cmocka_unit_test(a_relation_without_columns_holds_or_not),
        cmocka_unit_test(bibliographies_come_before_the_tables_that_cite_them),
        cmocka_unit_test(without_its_bibliography_a_table_is_not_blamed_for_its_keys),
        cmocka_unit_test(an_unknown_key_is_told_where_it_stands_with_the_nearest_one),
        cmocka_unit_test(all_mistakes_of_all_files_are_told_and_good_rows_kept),
        cmocka_unit_test(an_id_names_one_row),
        cmocka_unit_test(long_tables_know_the_line_of_every_row),
        cmocka_unit_test(after_a_hundred_mistakes_of_a_file_the_others_are_counted),
        cmocka_unit_test(a_folder_has_a_file_for_each_relation_its_rows_sorted),
        cmocka_unit_test(a_folder_that_cannot_be_made_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
