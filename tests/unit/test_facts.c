/* New facts: what of a file is new, known, contradicting or wrong, and where its columns go. */
#include "tests/support/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lang/compile/compile.h"
#include "runtime/io/disk.h"
#include "runtime/io/rejected.h"

static const char PROGRAM[] = "source s1 \"One\". source s2 \"Two\".\n"
                              "type role = full | observer.\n"
                              "relation member(who: symbol, body: symbol, role: role?, since: int?).\n"
                              "relation people(who: symbol, at: int, number: int, bound: symbol?) key(who, at).\n"
                              "f1: member(kz, csto, full, 1992) cite s1.\n"
                              "people(who: kz, at: 2015, number: 17).\n"
                              "f3: -member(uz, csto, full, 2013).\n"
                              "rule r1: member(X, sco, full, 2001) :- people(X, 2001, _, _).\n"
                              "map member to member(who: arg1, body: arg2, role: arg3, since: year_from).\n"
                              "map gone to -member(who: arg1, body: arg2, role: \"full\", since: year_from).\n"
                              "map people to people(who: arg1, at: year_from, number: number, bound: bound).\n"
                              "map value: \">{n}\" to number: \"{n}\", bound: more_than.\n"
                              "map value: \"{n}\" to number: \"{n}\".\n"
                              "map note: \"{sources}\" to source: \"{sources}\".\n"
                              "map remark: \"{any}\" to nothing.\n"
                              "relation paid(who: symbol, what: symbol). relation owes(who: symbol, what: symbol).\n"
                              "contrary paid(W, X), owes(W, X).\n"
                              "f4: owes(kz, fee). f5: presumably paid(uz, fine).\n";

typedef struct {
    const char *path, *text;
} File;

typedef struct {
    Sources *sources;
    Diags *diags;
    Program *program;
    Store *store;
    Intake intake;
    FactReport report;
    Text messages;
} Desk;

static void set_up(Desk *d) {
    *d = (Desk){.sources = sources_new()};
    text_init(&d->messages);
    d->diags = diags_new(d->sources);
    SourceId source = source_add(d->sources, STR("program.hence"), str_of(PROGRAM));
    d->program = compile_source(source, NULL, NULL, NULL, d->sources, d->diags);
    diags_print(d->diags, &d->messages, false);
    if (!d->program) fail_msg("%s", d->messages.bytes);
    d->store = store_new(d->program);
    store_give_program(d->store);
    d->intake = (Intake){d->program, d->store, d->sources, d->diags, true, 1, NULL, NULL, NULL, NULL};
}

static void tear_down(Desk *d) {
    fact_report_clear(&d->report);
    text_clear(&d->messages);
    store_free(d->store);
    program_free(d->program);
    diags_free(d->diags);
    sources_free(d->sources);
}

static bool give_text(void *context, const char *path, Text *bytes) {
    const File *file = context;
    if (strcmp(file->path, path) != 0) return false;
    text_add(bytes, str_of(file->text));
    return true;
}

/* Reads `text` as the file that `what` names. */
static bool read_as(Desk *d, const char *what, const char *text) {
    const char *sign = strchr(what, '=');
    File file = {sign ? sign + 1 : what, text};
    bool is_read = facts_read(&d->intake, what, give_text, &file, &d->report);
    text_empty(&d->messages);
    diags_print(d->diags, &d->messages, false);
    return is_read;
}

static void counts_are(const Desk *d, uint32_t fresh, uint32_t duplicate, uint32_t contradicting, uint32_t rejected) {
    assert_int_equal(d->report.fresh, fresh);
    assert_int_equal(d->report.duplicate, duplicate);
    assert_int_equal(d->report.contradicting, contradicting);
    assert_int_equal(d->report.rejected, rejected);
    assert_int_equal(d->report.read, fresh + duplicate + contradicting + rejected);
}

static void note_is(const Desk *d, size_t i, uint32_t line, Clash clash, const char *id, const char *other_id,
                    const char *reason) {
    assert_true(i < d->report.notes.count);
    const FactNote *note = &d->report.notes.items[i];
    assert_int_equal(note->line, line);
    assert_int_equal(note->clash, clash);
    assert_true(str_equal(note->id, str_of(id)));
    assert_true(str_equal(note->other_id, str_of(other_id)));
    if (!str_equal(note->reason, str_of(reason))) fail_msg("%.*s", STR_FMT(note->reason));
}

static void not_given_is(const Desk *d, const char *text) {
    assert_string_equal(d->report.not_given.bytes ? d->report.not_given.bytes : "", text);
}

static void says(const Desk *d, const char *part) {
    if (!d->messages.bytes || !strstr(d->messages.bytes, part))
        fail_msg("no '%s' in:\n%s", part, d->messages.bytes ? d->messages.bytes : "");
}

static RelId rel(const Desk *d, const char *name, uint32_t arity, bool is_negative) {
    return program_find_relation(d->program, intern(values_symbols(d->program->values), str_of(name)), arity,
                                 is_negative);
}

static void holds(Desk *d, const char *name, bool is_negative, RowId row, const char *atom) {
    RelId id = rel(d, name, 4, is_negative);
    Text text;
    text_init(&text);
    assert_true(row < table_count(store_table(d->store, id)));
    atom_print(d->program, id, table_row(store_table(d->store, id), row), &text);
    assert_string_equal(text.bytes, atom);
    text_clear(&text);
}

/* ---- tables of several relations ---- */

static void rows_go_where_the_maps_say(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "new.csv",
                        "id,relation,arg1,arg2,arg3,year_from,value,note,remark\n"
                        "n1,member,ru,csto,,,,s1; s2,\n"
                        "n2,gone,ge,csto,,2009,,s1,left\n"
                        "n3,people,ru,,,2015,>140,,\n"
                        "n4,people,cn,,,2015,1380,,\n"));
    counts_are(&d, 4, 0, 0, 0);
    holds(&d, "member", false, 1, "member(ru, csto, none, none)");
    holds(&d, "member", true, 1, "-member(ge, csto, full, 2009)");
    holds(&d, "people", false, 1, "people(ru, 2015, 140, more_than)");
    holds(&d, "people", false, 2, "people(cn, 2015, 1380, none)");
    Origin origin = store_origin(d.store, rel(&d, "member", 4, false), 1, 0);
    assert_int_equal(origin.cites.count, 2);
    assert_int_equal(origin.span.begin, 2);
    tear_down(&d);
}

static void what_a_row_does_not_take_is_not_dropped(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "new.csv",
                        "relation,arg1,arg2,arg3,year_from,value\n"
                        "member,ru,csto,,,7\n"
                        "people,ru,csto,,2015,140\n"
                        "people,cn,,,2015,1380\n"));
    counts_are(&d, 1, 0, 0, 2);
    note_is(&d, 0, 2, CLASH_NONE, "", "",
            "'7' in column 'number' goes nowhere: rows of 'member' do not take it (empty the cell, or map the column)");
    note_is(
        &d, 1, 3, CLASH_NONE, "", "",
        "'csto' in column 'arg2' goes nowhere: rows of 'people' do not take it (empty the cell, or map the column)");
    tear_down(&d);
}

static void a_column_that_no_map_reads_is_warned_of(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "new.csv", "relation,arg1,arg2,yearfrom,colour\nmember,ru,csto,1992,red\n"));
    counts_are(&d, 1, 0, 0, 0);
    says(&d, "new.csv:1: warning[W0705]: no map reads column 'colour'");
    says(&d, "no map reads column 'yearfrom'\n      = did you mean 'year_from'?");
    tear_down(&d);
}

static void an_unknown_kind_of_row_is_rejected_with_the_nearest_name(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "new.csv", "relation,arg1,arg2\nmembr,ru,csto\n,ru,csto\nwar,ru,ge\n"));
    counts_are(&d, 0, 0, 0, 3);
    note_is(&d, 0, 2, CLASH_NONE, "", "", "no map takes rows of 'membr' (did you mean 'member'?)");
    note_is(&d, 1, 3, CLASH_NONE, "", "", "the row names no relation (fill in its column 'relation')");
    tear_down(&d);
}

static void a_move_does_not_overwrite(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "new.csv",
                        "relation,arg1,year_from,value,number,bound\n"
                        "people,ru,2015,>140,,about\n"
                        "people,cn,2015,,1380,about\n"));
    counts_are(&d, 1, 0, 0, 1);
    holds(&d, "people", false, 1, "people(cn, 2015, 1380, about)");
    tear_down(&d);
}

/* ---- the columns of one relation ---- */

static void the_file_or_a_name_says_whose_columns_they_are(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    static const char TABLE[] = "who,body\nru,csto\n";
    assert_true(read_as(&d, "in/member.csv", TABLE));
    counts_are(&d, 1, 0, 0, 0);
    fact_report_clear(&d.report);
    assert_true(read_as(&d, "-member=new.csv", TABLE));
    counts_are(&d, 0, 0, 1, 0);
    fact_report_clear(&d.report);
    assert_true(read_as(&d, "member.not.csv", TABLE));
    counts_are(&d, 0, 1, 0, 0);
    fact_report_clear(&d.report);
    assert_true(read_as(&d, "member=a=b.tsv", "who\tbody\ncn\tsco, all of it\n"));
    counts_are(&d, 1, 0, 0, 0);
    fact_report_clear(&d.report);
    assert_false(read_as(&d, "new.csv", TABLE));
    says(&d, "new.csv:1: error[E0722]: the table has no column 'relation', and no relation is called 'new'");
    fact_report_clear(&d.report);
    assert_false(read_as(&d, "membr=new.csv", TABLE));
    says(&d, "no relation is called 'membr'");
    says(&d, "did you mean 'member'?");
    tear_down(&d);
}

static void files_that_are_no_tables_are_errors(void **state) {
    (void)state;
    static const char *const FILES[][2] = {{"", "error[E0702]: the table is empty"},
                                           {"\n\n", "error[E0702]"},
                                           {"who,boddy\n", "error[E0703]"},
                                           {"who,who,body\n", "error[E0705]"},
                                           {"who\n", "error[E0704]: the table has no column 'body'"},
                                           {"\xFF\xFEw\1", "error[E0708]: the table is UTF-16"},
                                           {"who,\"body", "error[E0707]"}};
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        Desk d;
        set_up(&d);
        assert_false(read_as(&d, "member.csv", FILES[i][0]));
        says(&d, FILES[i][1]);
        counts_are(&d, 0, 0, 0, 0);
        tear_down(&d);
    }
    Desk d;
    set_up(&d);
    File file = {"there.csv", ""};
    assert_false(facts_read(&d.intake, "member=not_there.csv", give_text, &file, &d.report));
    assert_true(diags_has(d.diags, E0701));
    tear_down(&d);
}

static void marks_and_line_ends_of_other_systems_do_not_matter(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "member.csv", "\xEF\xBB\xBFwho,body,role\r\n\r\nru,csto,full\r\ncn,sco,boss\r\n"));
    counts_are(&d, 1, 0, 0, 1);
    not_given_is(&d,
                 "who,body,role,reason\ncn,sco,boss,'boss' in column 'role' is not in role (it is full | observer)\n");
    tear_down(&d);
}

/* ---- what becomes of rows ---- */

static void a_known_row_is_a_duplicate_and_bears_its_new_source(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "member.csv",
                        "id,who,body,role,since,source\n"
                        "f1,kz,csto,full,1992,s1\n"
                        "f1,kz,csto,full,1992,s2\n"
                        "n1,kz,csto,full,1992,s2\n"
                        ",kz,csto,full,1992,\n"));
    counts_are(&d, 0, 4, 0, 0);
    note_is(&d, 0, 2, CLASH_NONE, "f1", "f1", "");
    note_is(&d, 2, 4, CLASH_NONE, "n1", "f1", "");
    note_is(&d, 3, 5, CLASH_NONE, "", "f1", "");
    assert_int_equal(store_origin_count(d.store, rel(&d, "member", 4, false), 0), 3);
    tear_down(&d);
}

static void contradicting_rows_are_told_with_both_ids_and_given(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "new.csv",
                        "id,relation,arg1,arg2,arg3,year_from,value\n"
                        "n1,member,uz,csto,full,2013,\n"
                        "n2,people,kz,,,2015,18\n"
                        "n3,people,ru,,,2015,143\n"
                        "n4,people,ru,,,2015,144\n"));
    counts_are(&d, 1, 0, 3, 0);
    note_is(&d, 0, 2, CLASH_CONTRARY, "n1", "f3", "");
    note_is(&d, 1, 3, CLASH_KEY, "n2", "", "");
    note_is(&d, 2, 5, CLASH_KEY, "n4", "n3", "");
    assert_true(str_equal(d.report.notes.items[1].other, STR("people(kz, 2015, 17, none)")));
    assert_int_equal(table_count(store_table(d.store, rel(&d, "people", 4, false))), 4);
    not_given_is(&d, "");
    tear_down(&d);
}

static void declared_contraries_count_and_a_reported_fact_stays_reported(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "paid.csv", "id,who,what\nn1,kz,fee\nn2,ru,fee\nf5,uz,fine\n"));
    counts_are(&d, 1, 1, 1, 0);
    note_is(&d, 0, 4, CLASH_NONE, "f5", "f5", "");
    note_is(&d, 1, 2, CLASH_CONTRARY, "n1", "f4", "");
    RelId given = program_given(d.program, rel(&d, "paid", 2, false));
    assert_int_not_equal(given, rel(&d, "paid", 2, false));
    assert_int_equal(table_count(store_table(d.store, given)), 2); /* f5 is known as a report, and not given now */
    tear_down(&d);
}

static void an_id_that_names_something_else_is_not_taken(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "member.csv", "id,who,body\nf1,ru,csto\nr1,ru,csto\n"));
    counts_are(&d, 0, 0, 1, 1);
    note_is(&d, 0, 2, CLASH_ID, "f1", "f1", "");
    note_is(&d, 1, 3, CLASH_NONE, "", "", "id 'r1' already names a rule or a claim");
    not_given_is(&d, "id,who,body,reason\n"
                     "f1,ru,csto,id 'f1' already names another fact\n"
                     "r1,ru,csto,id 'r1' already names a rule or a claim\n");
    assert_int_equal(table_count(store_table(d.store, rel(&d, "member", 4, false))), 1);
    tear_down(&d);
}

static void rejected_rows_are_kept_as_written_with_their_reasons(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "member.csv",
                        "who,body,since,source\n"
                        "\"a \"\"b\"\"\",\"12\",soon,s9\n"
                        "ru\n"
                        "ru,csto,1,s1,x\n"
                        "\"ru\"x,csto,1,s1\n"
                        "ru,csto,2002,s9\n"
                        "cn,csto,2002,s9\n"
                        "uz,csto,2012,s1\n"
                        "\"tj,csto,1,s1\n"));
    counts_are(&d, 1, 0, 0, 7);
    not_given_is(&d,
                 "who,body,since,source,reason\n"
                 "\"a \"\"b\"\"\",\"12\",soon,s9,\"'soon' in column 'since' is not a whole number (only digits, a "
                 "sign, and a point in a float; a unit or a bound has its own column)\"\n"
                 "ru,,,,\"the row has 1 cell, the header 4 (an empty cell needs its separator too)\"\n"
                 "ru,csto,1,s1,x,\"the row has 5 cells, the header 4 (a cell with a comma in it stands in quotes)\"\n"
                 "\"\"\"ru\"\"x,csto,1,s1\",,,,something stands behind a closing quote (a quoted cell ends with its "
                 "quote; a quote inside is doubled)\n"
                 "ru,csto,2002,s9,unknown citation key 's9' (no bibliography or source statement has it)\n"
                 "cn,csto,2002,s9,unknown citation key 's9' (no bibliography or source statement has it)\n"
                 "\"\"\"tj,csto,1,s1\",,,,a quote is opened in this row and never closed (close it; a quote inside "
                 "a quoted cell is doubled)\n");
    tear_down(&d);
}

static void mended_rows_are_read_again_with_their_old_reasons_set_aside(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    assert_true(read_as(&d, "member=rejected.csv",
                        "who,body,since,reason\nru,csto,2002,\"not, a year\"\ncn,csto,late,\"not, a year\"\n"));
    counts_are(&d, 1, 0, 0, 1);
    not_given_is(&d, "who,body,since,reason\ncn,csto,late,\"'late' in column 'since' is not a whole number (only "
                     "digits, a sign, and a point in a float; a unit or a bound has its own column)\"\n");
    tear_down(&d);
}

static void long_files_are_read_to_their_end(void **state) {
    (void)state;
    enum { ROWS = 5000 };
    Desk d;
    set_up(&d);
    Text table;
    text_init(&table);
    text_lit(&table, "id,relation,arg1,arg2,arg3,year_from,value\n");
    for (int i = 0; i < ROWS; i++) {
        if (i % 5 == 0) text_printf(&table, "n%d,member,a%d,csto,,soon,\n", i, i);
        if (i % 5 == 1) text_printf(&table, "n%d,member,a%d,csto,full,1992,\n", i, i);
        if (i % 5 == 2) text_printf(&table, "n%d,people,a%d,,,2015,>%d\n", i, i, i);
        if (i % 5 == 3) text_printf(&table, "n%d,people,a%d,,,2015,%d\n", i, i - 1, i);
        if (i % 5 == 4) text_printf(&table, "n%d,member,a%d,csto,full,1992,\n", i, i - 3);
    }
    assert_true(read_as(&d, "new.csv", table.bytes));
    counts_are(&d, 2 * ROWS / 5, ROWS / 5, ROWS / 5, ROWS / 5);
    assert_int_equal(d.report.notes.count, 3 * FACTS_LISTED);
    text_clear(&table);
    tear_down(&d);
}

static void rows_that_were_not_taken_go_to_a_file_each(void **state) {
    (void)state;
    Desk d;
    set_up(&d);
    FactReport reports[3];
    const File files[] = {
        {"member.csv", "who\nru\n"}, {"member.csv", "who,body\nru\n"}, {"member.tsv", "who\tbody\nru\n"}};
    for (int i = 0; i < 3; i++)
        facts_read(&d.intake, files[i].path, give_text, (void *)(uintptr_t)&files[i], &reports[i]);
    char folder[] = "/tmp/hence_facts_XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/rejected.csv", folder);
    assert_true(rejected_write(reports, 3, path, &d.intake));
    assert_int_equal(reports[0].written_to.length, 0);
    assert_true(str_equal(reports[1].written_to, str_of(path)));
    assert_int_equal(remove(path), 0);
    snprintf(path, sizeof path, "%s/rejected.2.tsv", folder);
    Text bytes;
    text_init(&bytes);
    assert_true(disk_read(NULL, path, &bytes));
    assert_string_equal(
        bytes.bytes,
        "who\tbody\treason\nru\t\t\"the row has 1 cell, the header 2 (an empty cell needs its separator too)\"\n");
    text_clear(&bytes);
    remove(path);
    assert_int_equal(rmdir(folder), 0);
    assert_false(rejected_write(reports, 3, "/dev/null/rejected.csv", &d.intake));
    assert_true(diags_has(d.diags, E0718));
    for (int i = 0; i < 3; i++) fact_report_clear(&reports[i]);
    tear_down(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_go_where_the_maps_say),
        cmocka_unit_test(what_a_row_does_not_take_is_not_dropped),
        cmocka_unit_test(a_column_that_no_map_reads_is_warned_of),
        cmocka_unit_test(an_unknown_kind_of_row_is_rejected_with_the_nearest_name),
        cmocka_unit_test(a_move_does_not_overwrite),
        cmocka_unit_test(the_file_or_a_name_says_whose_columns_they_are),
        cmocka_unit_test(files_that_are_no_tables_are_errors),
        cmocka_unit_test(marks_and_line_ends_of_other_systems_do_not_matter),
        cmocka_unit_test(a_known_row_is_a_duplicate_and_bears_its_new_source),
        cmocka_unit_test(contradicting_rows_are_told_with_both_ids_and_given),
        cmocka_unit_test(declared_contraries_count_and_a_reported_fact_stays_reported),
        cmocka_unit_test(an_id_that_names_something_else_is_not_taken),
        cmocka_unit_test(rejected_rows_are_kept_as_written_with_their_reasons),
        cmocka_unit_test(mended_rows_are_read_again_with_their_old_reasons_set_aside),
        cmocka_unit_test(long_files_are_read_to_their_end),
        cmocka_unit_test(rows_that_were_not_taken_go_to_a_file_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
