/* Plans: the order of literals, how each finds its rows, and what blocks carry. */
#include "tests/support/build.h"
#include "runtime/plan/plan.h"

typedef struct {
    Program *program;
    Store *store;
    RelId edge, path, few;
    Arena arena;
} Scene;

static void open_scene(Scene *s) {
    s->program = program_new();
    s->edge = relation(s->program, "edge", 2);
    s->path = relation(s->program, "path", 2);
    s->few = relation(s->program, "few", 2);
    for (int64_t i = 0; i < 300; i++) fact(s->program, s->edge, i, (i + 1) % 300);
    for (int64_t i = 0; i < 3; i++) fact(s->program, s->few, i, i);
    arena_init(&s->arena);
}

static Plan plan_of(Scene *s, uint32_t rule_number, uint32_t delta) {
    assert_true(program_order(s->program, NULL, NULL));
    s->store = store_new(s->program);
    store_give_program(s->store);
    const Rule *planned = &s->program->rules.items[rule_number];
    const Component *component = &s->program->components.items[s->program->relations.items[planned->head].component];
    return plan_rule(s->store, component, rule_number, delta, &s->arena);
}

static void close_scene(Scene *s) {
    arena_clear(&s->arena);
    store_free(s->store);
    program_free(s->program);
}

static void the_smaller_relation_comes_first(void **state) {
    (void)state;
    Scene s;
    open_scene(&s);
    Literal body[] = {atom(s.program, LIT_ATOM, s.edge, var(X), var(Y)),
                      atom(s.program, LIT_ATOM, s.few, var(Y), var(Z))};
    rule(s.program, s.path, var(X), var(Z), body, 2, 3);
    Plan plan = plan_of(&s, 0, NO_ID);
    assert_int_equal(plan.steps[0].literal->relation, s.few);
    assert_int_equal(plan.steps[0].access, ACCESS_SCAN);
    assert_int_equal(plan.steps[1].access, ACCESS_GROUPS);
    assert_int_equal(plan.steps[1].bound, 2);
    close_scene(&s);
}

/* Rows of many(X, Y), as many of each Y as of the others, and kind(Y) of one Y: whether the first comes first. */
static bool many_comes_first(int64_t different) {
    Scene s;
    open_scene(&s);
    RelId many = relation(s.program, "many", 2), kind = relation(s.program, "kind", 1);
    for (int64_t i = 0; i < 20000; i++) fact(s.program, many, i, i % different);
    fact(s.program, kind, 0, 0);
    Literal body[] = {atom(s.program, LIT_ATOM, many, var(X), var(Y)), atom(s.program, LIT_ATOM, kind, var(Y), var(Y))};
    rule(s.program, s.path, var(X), var(Y), body, 2, 2);
    Plan plan = plan_of(&s, 0, NO_ID);
    bool is_many = plan.steps[0].literal->relation == many;
    if (is_many) assert_true(plan.steps[1].is_test);
    close_scene(&s);
    return is_many;
}

static void a_large_relation_is_not_grouped_to_look_most_of_it_up(void **state) {
    (void)state;
    assert_true(many_comes_first(4));
    assert_false(many_comes_first(1000));
}

static void the_delta_comes_first_and_what_grows_is_read_in_chains(void **state) {
    (void)state;
    Scene s;
    open_scene(&s);
    Literal body[] = {atom(s.program, LIT_ATOM, s.path, var(X), var(Y)),
                      atom(s.program, LIT_ATOM, s.path, var(Y), var(Z))};
    rule(s.program, s.path, var(X), var(Z), body, 2, 3);
    Plan plan = plan_of(&s, 0, 1);
    assert_int_equal(plan.steps[0].number, 1);
    assert_int_equal(plan.steps[0].reading, READ_DELTA);
    assert_int_equal(plan.steps[1].reading, READ_OLD);
    assert_int_equal(plan.steps[1].access, ACCESS_CHAIN);
    store_free(s.store);
    plan = plan_of(&s, 0, 0);
    assert_int_equal(plan.steps[1].reading, READ_ALL);
    close_scene(&s);
}

static void only_what_is_read_later_is_carried(void **state) {
    (void)state;
    Scene s;
    open_scene(&s);
    Literal body[] = {atom(s.program, LIT_ATOM, s.few, var(X), var(Y)),
                      atom(s.program, LIT_ATOM, s.edge, var(Y), var(Z)),
                      atom(s.program, LIT_ATOM, s.edge, var(X), term_any())};
    rule(s.program, s.path, var(X), var(Z), body, 3, 3);
    Plan plan = plan_of(&s, 0, NO_ID);
    assert_int_equal(plan.steps[0].fresh_count, 2);
    assert_true(plan.steps[1].literal == &s.program->rules.items[0].body[1] || plan.steps[1].is_test);
    const Step *last = &plan.steps[2];
    assert_int_equal(last->carried_count, last->is_test ? 2 : 1);
    close_scene(&s);
}

static void filters_run_as_soon_as_they_can(void **state) {
    (void)state;
    Scene s;
    open_scene(&s);
    Arena *arena = &s.program->arena;
    Literal body[] = {atom(s.program, LIT_ATOM, s.few, var(X), var(Y)),
                      atom(s.program, LIT_ATOM, s.edge, var(Y), var(Z)),
                      atom(s.program, LIT_NOT, s.few, var(Y), var(X)),
                      {.kind = LIT_COMPARE,
                       .op = OP_NE,
                       .left = expr_var(arena, X, NO_SPAN),
                       .right = expr_var(arena, Y, NO_SPAN),
                       .span = NO_SPAN}};
    rule(s.program, s.path, var(X), var(Z), body, 4, 3);
    Plan plan = plan_of(&s, 0, NO_ID);
    const uint32_t order[] = {0, 3, 2, 1};
    for (uint32_t i = 0; i < 4; i++) assert_int_equal(plan.steps[i].number, order[i]);
    assert_int_equal(plan.steps[2].access, ACCESS_WHOLE);
    close_scene(&s);
}

static void a_plan_can_be_read(void **state) {
    (void)state;
    Scene s;
    open_scene(&s);
    Literal body[] = {atom(s.program, LIT_ATOM, s.path, var(X), var(Y)),
                      atom(s.program, LIT_ATOM, s.edge, var(Y), var(Z))};
    rule(s.program, s.path, var(X), var(Z), body, 2, 3);
    Plan plan = plan_of(&s, 0, 0);
    Text text;
    text_init(&text);
    plan_print(s.program, &plan, &text);
    text_add_char(&text, '\0');
    assert_string_equal(text.bytes, "path(:0, :2) :- path(:0, :1), edge(:1, :2).\n"
                                    "  scan delta path(:0, :1), about 0 rows\n"
                                    "  probe edge(:1, :2) on 0, about 1 rows\n");
    text_clear(&text);
    close_scene(&s);
}

/* 200 rows of path, known as sets. */
static void fill_path(Scene *s) {
    Table *path = store_table(s->store, s->path);
    table_allow_sets(path, 1);
    table_begin_run(path, 0, 1);
    for (int64_t i = 0; i < 200; i++) {
        Value row[] = {value_int(s->program->values, i % 7), value_int(s->program->values, i)};
        table_insert_batch(path, row, 1);
    }
    s->store->round = 2;
    assert_non_null(table_sets(path));
}

static Plan plan_with_sets(Scene *s, uint32_t delta) {
    (void)plan_of(s, 0, delta);
    fill_path(s);
    const Component *component = &s->program->components.items[s->program->relations.items[s->path].component];
    return plan_rule(s->store, component, 0, delta, &s->arena);
}

static void a_variable_only_the_head_reads_is_given_as_a_set(void **state) {
    (void)state;
    for (uint32_t delta = 0; delta < 2; delta++) {
        Scene s;
        open_scene(&s);
        Literal body[] = {atom(s.program, LIT_ATOM, s.path, var(X), var(Y)),
                          atom(s.program, LIT_ATOM, s.path, var(Y), var(Z))};
        rule(s.program, s.path, var(X), var(Z), body, 2, 3);
        Plan before = plan_of(&s, 0, delta);
        assert_false(before.head_has_sets);
        assert_int_equal(before.set_step, NO_ID);
        store_free(s.store);
        Plan plan = plan_with_sets(&s, delta);
        assert_true(plan.head_has_sets);
        assert_int_equal(plan.set_step, delta == 0 ? 1 : 0);
        assert_true(plan.steps[plan.set_step].gives_set);
        assert_int_equal(plan.set_variable, Z);
        assert_int_equal(plan.steps[0].access, ACCESS_SCAN);
        assert_int_equal(plan.steps[1].access, ACCESS_SETS);
        close_scene(&s);
    }
}

static void a_variable_that_stands_elsewhere_is_no_set(void **state) {
    (void)state;
    for (uint32_t other = 0; other < 4; other++) {
        Scene s;
        open_scene(&s);
        const Expr *z = expr_var(&s.program->arena, Z, NO_SPAN);
        Literal body[] = {atom(s.program, LIT_ATOM, s.path, var(X), var(Y)),
                          atom(s.program, LIT_ATOM, s.path, var(Y), var(Z)),
                          {.kind = LIT_COMPARE, .op = OP_NE, .left = z, .right = z, .span = NO_SPAN}};
        if (other == 1) body[2] = atom(s.program, LIT_NOT, s.few, var(X), var(Z));
        if (other == 2) body[1] = atom(s.program, LIT_ATOM, s.path, var(Z), var(Z));
        rule(s.program, s.path, other == 3 ? var(Z) : var(X), var(Z), body, other < 2 ? 3 : 2, 3);
        Plan plan = plan_with_sets(&s, 0);
        assert_true(plan.head_has_sets);
        assert_int_equal(plan.set_step, NO_ID);
        for (uint32_t i = 0; i < plan.step_count; i++) assert_false(plan.steps[i].gives_set);
        close_scene(&s);
    }
}

static void a_test_is_made_by_the_step_that_gives_the_value(void **state) {
    (void)state;
    for (uint32_t denied = 0; denied < 2; denied++) {
        Scene s;
        open_scene(&s);
        Literal body[] = {atom(s.program, LIT_ATOM, s.path, var(X), var(Y)),
                          atom(s.program, LIT_ATOM, s.path, var(Y), var(Z)),
                          atom(s.program, denied ? LIT_NOT : LIT_ATOM, s.few, var(X), var(Z))};
        rule(s.program, s.path, var(X), var(Z), body, 3, 3);
        Plan plan = plan_with_sets(&s, 0);
        assert_int_equal(plan.step_count, 2);
        assert_int_equal(plan.steps[1].meet_count, 1);
        assert_int_equal(plan.steps[1].meets[0].number, denied ? 2 : plan.steps[1].number == 1 ? 2 : 1);
        s.store->without = 1u << WAY_MEETS;
        const Component *component = &s.program->components.items[s.program->relations.items[s.path].component];
        plan = plan_rule(s.store, component, 0, 0, &s.arena);
        assert_int_equal(plan.step_count, 3);
        close_scene(&s);
    }
}

/* They would find what is old each time, and all the rest of the rule again. */
static void what_is_new_is_not_looked_for_in_sets(void **state) {
    (void)state;
    Scene s;
    open_scene(&s);
    Term three = term_const(value_int(s.program->values, 3));
    Literal body[] = {atom(s.program, LIT_ATOM, s.path, three, three),
                      atom(s.program, LIT_ATOM, s.edge, var(X), var(Y))};
    rule(s.program, s.path, var(X), var(Y), body, 2, 2);
    Plan plan = plan_with_sets(&s, 0);
    assert_int_equal(plan.steps[0].reading, READ_DELTA);
    assert_int_equal(plan.steps[0].access, ACCESS_SCAN);
    assert_true(plan.steps[0].is_test);
    close_scene(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_smaller_relation_comes_first),
        cmocka_unit_test(a_large_relation_is_not_grouped_to_look_most_of_it_up),
        cmocka_unit_test(the_delta_comes_first_and_what_grows_is_read_in_chains),
        cmocka_unit_test(only_what_is_read_later_is_carried),
        cmocka_unit_test(filters_run_as_soon_as_they_can),
        cmocka_unit_test(a_plan_can_be_read),
        cmocka_unit_test(a_variable_only_the_head_reads_is_given_as_a_set),
        cmocka_unit_test(a_variable_that_stands_elsewhere_is_no_set),
        cmocka_unit_test(a_test_is_made_by_the_step_that_gives_the_value),
        cmocka_unit_test(what_is_new_is_not_looked_for_in_sets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
