/* What people read: proofs, verdicts and tables. */
#include "tests/support/ran.h"

#include "runtime/show/prose.h"
#include "runtime/show/claims_table.h"
#include "runtime/show/table.h"

static void a_proof_speaks_in_sentences_with_its_sources(void **state) {
    (void)state;
    Ran r = ran("source s \"Register\".\nrelation parent(a: symbol, b: symbol) \"{a} is a parent of {b}\".\n"
                "relation grand(a: symbol, b: symbol) \"{a} is a grandparent of {b}\".\n"
                "f1: parent(ann, bob) cite s \"p. 3\". f2: parent(bob, cleo).\n"
                "rule r1 \"twice a parent\": grand(X, Z) :- parent(X, Y), parent(Y, Z).\n");
    RelId grand = program_find_relation(r.program, intern(values_symbols(r.program->values), STR("grand")), 2, false);
    Proof *proof = prove(r.world->store, grand, 0);
    Text text;
    text_init(&text);
    proof_print(proof, r.sources, &text);
    text_is(&text, "grand(ann, cleo) is established:\n  on 2 facts (1 by [Register], 1 stated without "
                   "a source) and 1 rule without a "
                   "source; nothing speaks against it\nann is a grandparent of cleo\n  by rule r1: twice a parent\n"
                   "  - ann is a parent of bob   f1 [Register, p. 3]\n  - bob is a parent of cleo  f2\n");
    proof_free(proof);
    ran_free(&r);
}

static void claims_stand_in_a_table(void **state) {
    (void)state;
    Ran r = ran("p(a). -q(a). s(b).\nclaim long_name \"\": p(a).\nclaim n \"\": q(a).\nclaim u \"\": s(a).\n");
    Verdict verdicts[3];
    Arena arena;
    arena_init(&arena);
    for (uint32_t i = 0; i < 3; i++) {
        const Claim *claim = &r.program->agenda->claims.items[i];
        verdicts[i] = judge_claim(r.world->store, claim);
        verdict_explain(&verdicts[i], r.world->store, claim, r.sources, &arena);
    }
    Text text;
    text_init(&text);
    claims_print(verdicts, r.world->store, &text);
    text_is(&text, "claim      status       rests on\n"
                   "long_name  established  1 fact\n"
                   "n          refuted      by -q(a)\n"
                   "u          unsupported  no rule has its premises\n");
    for (uint32_t i = 0; i < 3; i++) verdict_clear(&verdicts[i]);
    arena_clear(&arena);
    ran_free(&r);
}

static void answers_are_sorted_by_value(void **state) {
    (void)state;
    Ran r = ran("p(10, b). p(9, \"ж\"). p(9, a).\n?- p(N, T).\n?- p(9, a).\n?- p(1, a).\n");
    Text text;
    text_init(&text);
    for (size_t i = 0; i < 3; i++) answers_print(r.world->store, &r.program->agenda->queries.items[i], &text);
    text_is(&text, "?- p(N, T).\n   N  T\n   9  a\n   9  ж\n  10  b\n?- p(9, a).\n  yes\n?- p(1, a).\n  no\n");
    ran_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_proof_speaks_in_sentences_with_its_sources),
        cmocka_unit_test(claims_stand_in_a_table),
        cmocka_unit_test(answers_are_sorted_by_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
