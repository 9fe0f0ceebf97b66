/* Rule instances that lack little. */
#include "tests/support/ran.h"

#include "runtime/why/nearby.h"
#include "runtime/why/residual.h"

static RuleId rule_called(const Program *program, const char *label) {
    for (RuleId id = 0; id < program->rules.count; id++)
        if (program->rules.items[id].label == intern(values_symbols(program->values), str_of(label))) return id;
    fail_msg("no rule %s", label);
    return NO_ID;
}

static NearbyList find(const Ran *r, const char *label, Value first, Value second, Arena *arena) {
    return nearby_find(r->world->store, rule_called(r->program, label), (const Value[]){first, second}, 0, 1, arena);
}

static Value symbol(const Ran *r, const char *text) { return value_symbol(r->program->values, str_of(text)); }

static const char *const FAMILY = "relation parent(a: symbol, b: symbol). relation grand(a: symbol, b: symbol).\n"
                                  "parent(ann, bob). parent(bob, cleo). parent(dan, eve).\n"
                                  "rule r: grand(X, Z) :- parent(X, Y), parent(Y, Z).\n";

static void an_instance_that_holds_lacks_nothing(void **state) {
    (void)state;
    Ran r = ran(FAMILY);
    Arena arena;
    arena_init(&arena);
    NearbyList list = find(&r, "r", symbol(&r, "ann"), symbol(&r, "cleo"), &arena);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].lacking, 0);
    arena_clear(&arena);
    ran_free(&r);
}

static void the_instance_whose_beginning_holds_comes_first(void **state) {
    (void)state;
    Ran r = ran(FAMILY);
    Arena arena;
    arena_init(&arena);
    NearbyList list = find(&r, "r", symbol(&r, "ann"), symbol(&r, "eve"), &arena);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].lacking, 1);
    assert_int_equal(list.items[0].marks[0], MARK_HOLDS);
    assert_int_equal(list.items[0].marks[1], MARK_FAILS);
    assert_int_equal(list.items[1].marks[0], MARK_FAILS);
    assert_false(list.is_cut);
    arena_clear(&arena);
    ran_free(&r);
}

static void what_hangs_on_a_missing_value_is_pending(void **state) {
    (void)state;
    Ran r = ran("relation age(a: symbol, n: int). relation old(a: symbol, b: symbol).\nage(ann, 70).\n"
                "rule r: old(X, X) :- age(X, N), N > 60.\n");
    Arena arena;
    arena_init(&arena);
    NearbyList list = find(&r, "r", symbol(&r, "bob"), symbol(&r, "bob"), &arena);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].lacking, 1);
    assert_int_equal(list.items[0].marks[1], MARK_PENDING);
    arena_clear(&arena);
    ran_free(&r);
}

static void a_head_that_does_not_fit_has_none(void **state) {
    (void)state;
    Ran r = ran("relation p(a: symbol). relation q(a: symbol, b: symbol).\np(a).\nrule r: q(X, X) :- p(X).\n");
    Arena arena;
    arena_init(&arena);
    assert_int_equal(find(&r, "r", symbol(&r, "a"), symbol(&r, "b"), &arena).count, 0);
    assert_int_equal(find(&r, "r", UNBOUND, UNBOUND, &arena).items[0].lacking, 0);
    arena_clear(&arena);
    ran_free(&r);
}

static void where_much_lacks_one_is_told(void **state) {
    (void)state;
    Ran r = ran("relation p(a: symbol). relation q(a: symbol). relation s(a: symbol). relation t(a: symbol).\n"
                "relation h(a: symbol, b: symbol).\np(a). q(a). s(a). t(a).\n"
                "rule r: h(X, Y) :- p(X), q(X), s(X), t(Y).\n");
    Arena arena;
    arena_init(&arena);
    NearbyList list = find(&r, "r", symbol(&r, "b"), symbol(&r, "a"), &arena);
    assert_true(list.is_far);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].lacking, 3);
    arena_clear(&arena);
    ran_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_instance_that_holds_lacks_nothing),
        cmocka_unit_test(the_instance_whose_beginning_holds_comes_first),
        cmocka_unit_test(what_hangs_on_a_missing_value_is_pending),
        cmocka_unit_test(a_head_that_does_not_fit_has_none),
        cmocka_unit_test(where_much_lacks_one_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
