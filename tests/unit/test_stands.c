/* How claims stand in worlds that differ. */
#include "runtime/judge/stands.h"

#include "tests/support/ran.h"

/* In the first scenario: the first claim, and how many are not judged anew. */
static void stands(const char *text, Status was, Status is, Reason reason, Strength strength, uint32_t untouched) {
    Ran r = ran(text);
    Arena arena;
    arena_init(&arena);
    Stands *stands = stands_new(r.world->store);
    Changes changes = {
        .scenario = &r.program->agenda->scenarios.items[0], .choose = stands_choose, .choose_context = stands};
    World *world = world_new(r.world->store, &changes, &(RunOptions){.budget = {0}}, r.diags);
    const ClaimStand *there = stands_in(stands, world->store, stands_reached(stands), &arena);
    assert_int_equal(stands_claim(stands, 0).status, was);
    assert_int_equal(there[0].status, is);
    assert_int_equal(there[0].reason, reason);
    assert_int_equal(there[0].strength, strength);
    assert_int_equal(stands_untouched(stands), untouched);
    world_free(world);
    stands_free(stands);
    arena_clear(&arena);
    ran_free(&r);
}

static void a_claim_about_other_relations_is_left_alone(void **state) {
    (void)state;
    stands("p(a). q(a). r(X) :- p(X). t(X) :- q(X).\nclaim c \"\": r(a).\nclaim d \"\": t(a).\n"
           "scenario s { retract p(a). }\n",
           STATUS_ESTABLISHED, STATUS_UNSUPPORTED, REASON_NONE, STRENGTH_CERTAIN, 1);
}

static void so_is_one_about_other_rows(void **state) {
    (void)state;
    stands("p(a). p(b). r(X) :- p(X).\nclaim c \"\": r(a).\nclaim d \"\": r(b).\nclaim e \"\": r(z).\n"
           "scenario s { retract p(a). }\n",
           STATUS_ESTABLISHED, STATUS_UNSUPPORTED, REASON_NONE, STRENGTH_CERTAIN, 2);
}

/* That an exception stops a rule is seen by no row. */
static void a_fact_that_comes_may_carry_values_on_to_others(void **state) {
    (void)state;
    stands("likes(ann, bob). known(cy). bad(cy).\n"
           "rule l: presumably good(X) :- likes(X, Y), known(Y) unless bad(Y).\nclaim c \"\": good(ann).\n"
           "scenario s { assert likes(ann, cy). }\n",
           STATUS_UNSUPPORTED, STATUS_UNDECIDED, REASON_EXCEPTED, STRENGTH_CERTAIN, 0);
}

/* The rows are the same, but one is given now, which followed before. */
static void what_is_given_is_stronger_than_what_followed(void **state) {
    (void)state;
    stands("p(a). rule l possible: q(X) :- p(X).\nr(X) :- q(X).\nclaim c \"\": r(a).\nscenario s { assert q(a). }\n",
           STATUS_ESTABLISHED, STATUS_ESTABLISHED, REASON_NONE, STRENGTH_CERTAIN, 0);
}

/* The claim hangs on a relation that is not reached beside one that is. */
static void the_rest_of_a_claim_that_is_reached_is_computed_too(void **state) {
    (void)state;
    stands("p(a). q(a). r(X) :- p(X). t(X) :- q(X).\nclaim c \"\": r(a), not t(a).\nscenario s { retract q(a). }\n",
           STATUS_REFUTED, STATUS_ESTABLISHED, REASON_NONE, STRENGTH_CERTAIN, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_about_other_relations_is_left_alone),
        cmocka_unit_test(so_is_one_about_other_rows),
        cmocka_unit_test(a_fact_that_comes_may_carry_values_on_to_others),
        cmocka_unit_test(what_is_given_is_stronger_than_what_followed),
        cmocka_unit_test(the_rest_of_a_claim_that_is_reached_is_computed_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
