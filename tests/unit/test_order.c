/* The order of components: what is needed comes first, contraries before users, cycles through aggregates are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/program/program.h"

typedef struct {
    Program *program;
    uint32_t cycle_count, step_count; /* of the last cycle */
    CycleStep steps[16];
} World;

static int setup(void **state) {
    static World world;
    world = (World){.program = program_new()};
    *state = &world;
    return 0;
}

static int teardown(void **state) {
    program_free(((World *)*state)->program);
    return 0;
}

static RelId relation(World *world, const char *text) {
    return program_add_relation(world->program,
                                (Relation){.name = intern(values_symbols(world->program->values), str_of(text)),
                                           .contrary = NO_ID,
                                           .span = NO_SPAN});
}

typedef enum { PLAIN, NEGATED, LOOKED_UP } Use;

static Literal *use(World *world, RelId relation, Use how) {
    static const LiteralKind KINDS[] = {LIT_ATOM, LIT_NOT, LIT_LOOKUP};
    Literal *literal = arena_new(&world->program->arena, Literal);
    *literal = (Literal){.kind = KINDS[how], .relation = relation, .span = NO_SPAN};
    return literal;
}

static void rule(World *world, RelId head, RelId body, Use how) {
    program_add_rule(world->program,
                     (Rule){.head = head, .body = use(world, body, how), .literal_count = 1, .label = NO_SYMBOL});
}

static void remember_cycle(void *context, const CycleStep *steps, uint32_t count) {
    World *world = context;
    world->cycle_count++;
    world->step_count = count;
    for (uint32_t i = 0; i < count && i < 16; i++) world->steps[i] = steps[i];
}

static bool order(World *world) { return program_order(world->program, remember_cycle, world); }
static uint32_t place(const World *world, RelId relation) {
    return world->program->relations.items[relation].component;
}

static void what_is_needed_comes_first(void **state) {
    World *w = *state;
    RelId a = relation(w, "a"), b = relation(w, "b"), c = relation(w, "c"), d = relation(w, "d");
    rule(w, a, b, NEGATED);
    rule(w, b, c, PLAIN);
    rule(w, d, a, LOOKED_UP);
    assert_true(order(w));
    assert_true(place(w, c) < place(w, b) && place(w, b) < place(w, a) && place(w, a) < place(w, d));
    assert_int_equal(w->program->components.count, 4);
    for (uint32_t i = 0; i < 4; i++) assert_false(w->program->components.items[i].is_recursive);
}

static void relations_that_need_each_other_are_one_component(void **state) {
    World *w = *state;
    RelId even = relation(w, "even"), odd = relation(w, "odd"), self = relation(w, "self"), base = relation(w, "base");
    rule(w, even, odd, PLAIN);
    rule(w, odd, even, PLAIN);
    rule(w, even, base, NEGATED);
    rule(w, self, self, PLAIN);
    assert_true(order(w));
    assert_int_equal(place(w, even), place(w, odd));
    const Component *both = &w->program->components.items[place(w, even)];
    assert_int_equal(both->relation_count, 2);
    assert_int_equal(both->rule_count, 3);
    assert_int_equal(both->rules[2], 2);
    assert_true(both->is_recursive);
    assert_true(w->program->components.items[place(w, self)].is_recursive);
    assert_false(w->program->components.items[place(w, base)].is_recursive);
}

static void a_cycle_through_not_makes_a_component_alternating(void **state) {
    World *w = *state;
    RelId a = relation(w, "a"), b = relation(w, "b"), c = relation(w, "c"), d = relation(w, "d");
    rule(w, a, b, NEGATED);
    rule(w, b, a, PLAIN);
    rule(w, c, a, NEGATED);
    rule(w, d, d, PLAIN);
    rule(w, d, c, NEGATED);
    assert_true(order(w));
    assert_int_equal(w->cycle_count, 0);
    assert_true(w->program->components.items[place(w, a)].is_alternating);
    assert_false(w->program->components.items[place(w, c)].is_alternating);
    assert_false(w->program->components.items[place(w, d)].is_alternating);
}

static void a_cycle_through_an_aggregate_is_told_by_its_shortest_way(void **state) {
    World *w = *state;
    RelId a = relation(w, "a"), b = relation(w, "b"), c = relation(w, "c"), d = relation(w, "d");
    rule(w, a, b, PLAIN);     /* 0 */
    rule(w, b, c, PLAIN);     /* 1 */
    rule(w, c, d, PLAIN);     /* 2 */
    rule(w, d, a, LOOKED_UP); /* 3: of length 4 */
    rule(w, c, b, LOOKED_UP); /* 4: of length 2 */
    rule(w, c, c, NEGATED);   /* not such a cycle */
    assert_false(order(w));
    assert_int_equal(w->cycle_count, 1);
    assert_int_equal(w->step_count, 2);
    assert_true(w->steps[0].relation == c && w->steps[0].rule == 4 && w->steps[0].is_negative);
    assert_true(w->steps[1].relation == b && w->steps[1].rule == 1 && !w->steps[1].is_negative);
}

static void each_component_with_such_a_cycle_is_told_once(void **state) {
    World *w = *state;
    RelId a = relation(w, "a"), b = relation(w, "b"), c = relation(w, "c");
    rule(w, a, a, LOOKED_UP);
    rule(w, a, a, LOOKED_UP);
    rule(w, b, c, PLAIN);
    rule(w, c, b, LOOKED_UP);
    rule(w, b, a, PLAIN);
    assert_false(order(w));
    assert_int_equal(w->cycle_count, 2);
    assert_false(program_order(w->program, NULL, NULL)); /* nobody has to listen */
}

static void an_aggregate_over_itself_is_a_cycle(void **state) {
    World *w = *state;
    Column column = {NO_SYMBOL, TYPE_ID_ANY, false};
    RelId total = program_add_relation(
        w->program, (Relation){.name = NO_SYMBOL, .arity = 1, .columns = &column, .contrary = NO_ID});
    RelId rows = program_add_relation(w->program,
                                      (Relation){.name = NO_SYMBOL, .arity = 1, .columns = &column, .contrary = NO_ID});
    Term x = term_var(0);
    Literal fold = {.kind = LIT_ATOM, .relation = rows, .terms = &x},
            back = {.kind = LIT_ATOM, .relation = total, .terms = &x};
    program_add_rule(w->program, (Rule){.head = total,
                                        .terms = &x,
                                        .body = &fold,
                                        .literal_count = 1,
                                        .variable_count = 1,
                                        .is_fold = true,
                                        .aggregate = AGG_SUM,
                                        .label = NO_SYMBOL});
    program_add_rule(
        w->program,
        (Rule){.head = rows, .terms = &x, .body = &back, .literal_count = 1, .variable_count = 1, .label = NO_SYMBOL});
    assert_false(order(w));
    assert_int_equal(w->step_count, 2);
    assert_true(w->steps[0].is_negative);
}

static void contraries_come_before_those_who_use_either(void **state) {
    World *w = *state;
    RelId user = relation(w, "user"), p = relation(w, "p"), later = relation(w, "later"),
          not_p = program_contrary(w->program, p);
    rule(w, user, p, PLAIN);
    rule(w, not_p, later, PLAIN);
    assert_true(order(w));
    assert_true(place(w, not_p) < place(w, user) && place(w, p) < place(w, user));
    assert_true(place(w, later) < place(w, not_p));
}

static void a_contrary_that_needs_the_user_does_not_stop_the_order(void **state) {
    World *w = *state;
    RelId user = relation(w, "user"), p = relation(w, "p"), not_p = program_contrary(w->program, p);
    RelId q = relation(w, "q"), not_q = program_contrary(w->program, q), free_user = relation(w, "free");
    rule(w, user, p, PLAIN);
    rule(w, not_p, user, PLAIN); /* -p needs the user, who therefore cannot wait for it */
    rule(w, user, q, PLAIN);     /* but can wait for -q */
    rule(w, free_user, p, PLAIN);
    assert_true(order(w));
    assert_true(place(w, user) < place(w, not_p));
    assert_true(place(w, not_q) < place(w, user));
    assert_true(place(w, not_p) < place(w, free_user));
    assert_int_equal(w->program->components.count, w->program->relations.count); /* nothing was joined */
}

static void two_users_that_would_wait_for_each_other_do_not(void **state) {
    World *w = *state;
    RelId p = relation(w, "p"), q = relation(w, "q"), not_p = program_contrary(w->program, p),
          not_q = program_contrary(w->program, q);
    rule(w, not_q, p, PLAIN); /* waits for -p */
    rule(w, not_p, q, PLAIN); /* waits for -q */
    assert_true(order(w));
    assert_int_equal(w->program->components.count, 4);
    assert_true(place(w, p) < place(w, not_q) && place(w, q) < place(w, not_p));
}

static void a_chain_of_100000_relations_needs_no_deep_stack(void **state) {
    World *w = *state;
    enum { COUNT = 100000 };
    for (uint32_t i = 0; i < COUNT; i++)
        program_add_relation(w->program, (Relation){.name = NO_SYMBOL, .contrary = NO_ID, .span = NO_SPAN});
    for (uint32_t i = 0; i + 1 < COUNT; i++) rule(w, i, i + 1, i % 2 ? PLAIN : NEGATED);
    assert_true(order(w));
    for (uint32_t i = 0; i < COUNT; i++) assert_int_equal(place(w, i), COUNT - 1 - i);
}

static void ordering_twice_gives_the_same(void **state) {
    World *w = *state;
    RelId a = relation(w, "a"), b = relation(w, "b");
    rule(w, a, b, PLAIN);
    assert_true(order(w) && order(w));
    assert_int_equal(w->program->components.count, 2);
    assert_int_equal(place(w, a), 1);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_is_needed_comes_first),
        TEST(relations_that_need_each_other_are_one_component),
        TEST(a_cycle_through_not_makes_a_component_alternating),
        TEST(a_cycle_through_an_aggregate_is_told_by_its_shortest_way),
        TEST(each_component_with_such_a_cycle_is_told_once),
        TEST(an_aggregate_over_itself_is_a_cycle),
        TEST(contraries_come_before_those_who_use_either),
        TEST(a_contrary_that_needs_the_user_does_not_stop_the_order),
        TEST(two_users_that_would_wait_for_each_other_do_not),
        TEST(a_chain_of_100000_relations_needs_no_deep_stack),
        TEST(ordering_twice_gives_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
