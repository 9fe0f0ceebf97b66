/* Proofs, and the verifier that does not believe them. */
#include "tests/support/build.h"

#include "runtime/why/verify.h"

static void every_row_of_a_closure_has_a_proof_that_verifies(void **state) {
    (void)state;
    World world = {0};
    RelId edge, path = circle(&world, 12, &edge);
    run(&world, (Budget){0});
    for (RowId row = 0; row < table_count(store_table(world.store, path)); row++) {
        Proof *proof = prove(world.store, path, row);
        Flaw flaw;
        if (!proof_verify(proof, &flaw)) fail_msg("row %u: %s", row, flaw.reason);
        proof_free(proof);
    }
    finish(&world);
}

static void a_proof_is_as_low_as_can_be(void **state) {
    (void)state;
    World world = {0};
    RelId edge, path = circle(&world, 12, &edge);
    fact(world.program, edge, 0, 6);
    run(&world, (Budget){0});
    Value row[] = {value_int(world.program->values, 0), value_int(world.program->values, 7)};
    Proof *proof = prove(world.store, path, table_find(store_table(world.store, path), row));
    assert_int_equal(proof->steps.count, 4); /* path(0, 7), path(0, 6), edge(6, 7), edge(0, 6) */
    proof_free(proof);
    finish(&world);
}

static void a_chain_of_20000_premises_is_proved(void **state) {
    (void)state;
    World world = {.program = program_new()};
    Program *program = world.program;
    RelId at = relation(program, "at", 2);
    fact(program, at, 0, 0);
    const Expr *y = expr_var(&program->arena, Y, NO_SPAN);
    const Expr *parts[] = {y, expr_const(&program->arena, value_int(program->values, 1), NO_SPAN)};
    Literal body[] = {
        atom(program, LIT_ATOM, at, var(X), var(Y)),
        {.kind = LIT_COMPARE,
         .op = OP_LT,
         .left = y,
         .right = expr_const(&program->arena, value_int(program->values, 20000), NO_SPAN),
         .span = NO_SPAN},
        {.kind = LIT_BIND, .variable = Z, .left = expr_call(&program->arena, FN_ADD, parts, NO_SPAN), .span = NO_SPAN}};
    rule(program, at, var(X), var(Z), body, 3, 3);
    run(&world, (Budget){0});
    assert_int_equal(table_count(store_table(world.store, at)), 20001);
    Proof *proof = prove(world.store, at, 20000);
    assert_int_equal(proof->steps.count, 20001);
    assert_true(proof_verify(proof, NULL));
    proof_free(proof);
    finish(&world);
}

static void the_verifier_rejects_what_is_wrong(void **state) {
    (void)state;
    World world = {0};
    RelId edge, path = circle(&world, 5, &edge);
    run(&world, (Budget){0});
    Proof *proof = prove(world.store, path, 20);
    assert_true(proof_verify(proof, NULL));
    Flaw flaw;
    proof->steps.items[0].row = 3; /* another row under the same bindings */
    assert_false(proof_verify(proof, &flaw));
    assert_int_equal(flaw.step, 0);
    proof->steps.items[0].row = 20;
    proof->steps.items[0].rule = NO_ID; /* a derived row passed off as given */
    assert_false(proof_verify(proof, &flaw));
    proof_free(proof);
    finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_a_closure_has_a_proof_that_verifies),
        cmocka_unit_test(a_proof_is_as_low_as_can_be),
        cmocka_unit_test(a_chain_of_20000_premises_is_proved),
        cmocka_unit_test(the_verifier_rejects_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
