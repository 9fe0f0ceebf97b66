/* Citations: in cells of tables, and in all of a program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/program/agenda.h"
#include "runtime/io/cites.h"

typedef struct {
    Program *program;
    Sources *sources;
    Diags *diags;
    Complaints complaints;
} Desk;

static void set_up(Desk *d, const char *const *keys) {
    *d = (Desk){program_new(), sources_new(), NULL, {0}};
    d->diags = diags_new(d->sources);
    d->complaints = (Complaints){.diags = d->diags, .source = source_name_only(d->sources, STR("t.csv"))};
    for (; *keys; keys++)
        vec_push(&d->program->bibliography, ((Bibitem){.key = intern(values_symbols(d->program->values), str_of(*keys)),
                                                       .kind = STR("book"),
                                                       .span = NO_SPAN}));
}

static void tear_down(Desk *d) {
    diags_free(d->diags);
    sources_free(d->sources);
    program_free(d->program);
}

static Cites read_cell(Desk *d, const char *cell, bool checks_keys) {
    return cites_read(d->program, &d->program->arena, &d->complaints, str_of(cell), 4, checks_keys);
}

/* What was read, as key<locator>key<locator>. */
static void cell_is(Desk *d, const char *cell, const char *expected) {
    Text text;
    text_init(&text);
    Cites cites = read_cell(d, cell, false);
    for (uint32_t i = 0; i < cites.count; i++) {
        text_add(&text, intern_text(values_symbols(d->program->values), cites.items[i].key));
        text_printf(&text, "<%.*s>", STR_FMT(cites.items[i].locator));
        assert_int_equal(cites.items[i].span.begin, 4);
    }
    text_add_char(&text, '\0');
    assert_string_equal(text.bytes, expected);
    text_clear(&text);
}

static bool says(const Desk *d, const char *part) {
    Text text;
    text_init(&text);
    diags_print(d->diags, &text, false);
    bool is_there = text.bytes && strstr(text.bytes, part);
    text_clear(&text);
    return is_there;
}

static void a_cell_holds_several_keys_with_locators(void **state) {
    (void)state;
    Desk d;
    set_up(&d, (const char *const[]){NULL});
    cell_is(&d, "", "");
    cell_is(&d, " ; ;", "");
    cell_is(&d, "s01", "s01<>");
    cell_is(&d, "  s01;s02 ; s03;", "s01<>s02<>s03<>");
    cell_is(&d, "s01 \"pp. 3; 5\"; s02\"ch. 1\"", "s01<pp. 3; 5>s02<ch. 1>");
    cell_is(&d, "s01\n\"\"", "s01<>");
    assert_int_equal(diags_error_count(d.diags), 0);
    tear_down(&d);
}

static void what_is_no_list_is_told_and_what_came_before_kept(void **state) {
    (void)state;
    static const char *const CELLS[] = {"s01; a, b", "s01; a b", "s01; \"p. 1\"", "s01; a \"open", "s01; a \"x\" y"};
    for (size_t i = 0; i < sizeof CELLS / sizeof *CELLS; i++) {
        Desk d;
        set_up(&d, (const char *const[]){NULL});
        cell_is(&d, CELLS[i], "s01<>");
        assert_int_equal(diags_error_count(d.diags), 1);
        assert_true(says(&d, "t.csv:4: error[E0714]"));
        tear_down(&d);
    }
}

static void unknown_keys_are_told_only_where_they_are_checked(void **state) {
    (void)state;
    Desk d;
    set_up(&d, (const char *const[]){"olcott", "young", NULL});
    read_cell(&d, "yuong; nothing", false);
    assert_int_equal(diags_error_count(d.diags), 0);
    assert_int_equal(read_cell(&d, "young; yuong; krasner", true).count, 3);
    assert_int_equal(diags_error_count(d.diags), 2);
    assert_true(says(&d, "unknown citation key 'yuong'"));
    assert_true(says(&d, "did you mean 'young'?"));
    assert_true(says(&d, "no bibliography or source statement has it"));
    tear_down(&d);
}

static Cites one(Desk *d, const char *key, uint32_t line) {
    Cite *cite = arena_array(&d->program->arena, Cite, 1);
    *cite = (Cite){intern(values_symbols(d->program->values), str_of(key)), STR(""), {0, line, line}};
    return (Cites){cite, 1};
}

static void facts_rules_claims_and_scenarios_are_all_looked_at(void **state) {
    (void)state;
    Desk d;
    set_up(&d, (const char *const[]){"known", NULL});
    program_add_relation(d.program,
                         (Relation){.name = NO_SYMBOL, .contrary = NO_ID}); /* number 0, which all speak of */
    program_add_fact(d.program, (Fact){.label = NO_SYMBOL, .cites = one(&d, "known", 1)});
    program_add_fact(d.program, (Fact){.label = NO_SYMBOL, .cites = one(&d, "of_fact", 2)});
    program_add_rule(d.program, (Rule){.label = NO_SYMBOL, .cites = one(&d, "of_rule", 3)});
    vec_push(&d.program->agenda->claims, ((Claim){.cites = one(&d, "of_claim", 4)}));
    Change *change = arena_array(&d.program->arena, Change, 1);
    *change = (Change){.kind = CHANGE_ASSERT, .cites = one(&d, "of_change", 5)};
    vec_push(&d.program->agenda->scenarios, ((Scenario){.changes = change, .change_count = 1}));
    cites_check(d.program, d.diags);
    assert_int_equal(diags_error_count(d.diags), 4);
    assert_true(says(&d, "'of_fact'") && says(&d, "'of_rule'") && says(&d, "'of_claim'") && says(&d, "'of_change'"));
    tear_down(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_holds_several_keys_with_locators),
        cmocka_unit_test(what_is_no_list_is_told_and_what_came_before_kept),
        cmocka_unit_test(unknown_keys_are_told_only_where_they_are_checked),
        cmocka_unit_test(facts_rules_claims_and_scenarios_are_all_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
