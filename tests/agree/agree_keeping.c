/* What `why` counts has all that is critical, on small random theories.
 *
 * For each claim that is established or refuted: a fact without which its status is another one is a ground of the proof or
 * below a row of what only rules out something (keeping.h), unless it is said that others may matter.
 *
 * Other seeds by hand:  agree_keeping FIRST COUNT */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/judge/inquiry.h"
#include "runtime/judge/keeping.h"
#include "tests/support/ran.h"
#include "tests/support/theory.h"

typedef struct {
    const Text *text;
    Inquiry inquiry;
    bool *is_told; /* by number of the inquiry's facts */
    uint64_t seed;
} Case;

static uint32_t claims, critical, kept, doubtful, in_doubt, missed;

static void note_leaves(Case *c, const Proof *proof) {
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        for (size_t k = 0; k < c->inquiry.facts.count; k++) {
            RowRef fact = c->inquiry.facts.items[k];
            c->is_told[k] = c->is_told[k] || (fact.relation == step->relation && fact.row == step->row);
        }
    }
}

static bool changes_without(Case *c, uint32_t fact, Status status) {
    inquiry_suppose_all(&c->inquiry, GIVEN_KEPT);
    c->inquiry.fates[fact] = GIVEN_TAKEN;
    World *world = inquiry_run(&c->inquiry, NULL);
    bool changes = judge_claim(world->store, c->inquiry.claim).status != status;
    world_free(world);
    return changes;
}

static void check_facts(Case *c, const Verdict *verdict, const Store *store, Arena *arena) {
    Keeping keeping = keeping_of(verdict->proof, arena);
    c->is_told = mem_alloc_zero(c->inquiry.facts.count + 1);
    note_leaves(c, verdict->proof);
    for (uint32_t i = 0; i < keeping.row_count; i++) {
        Proof *proof = prove(store, keeping.rows[i].relation, keeping.rows[i].row);
        note_leaves(c, proof);
        proof_free(proof);
    }
    for (uint32_t i = 0; i < c->inquiry.facts.count; i++) {
        if (!changes_without(c, i, verdict->status)) continue;
        critical++;
        if (c->is_told[i]) continue;
        in_doubt += keeping.is_cut || keeping.is_doubtful;
        if (keeping.is_cut || keeping.is_doubtful) continue;
        Text atom;
        text_init(&atom);
        atom_print(store->program, c->inquiry.facts.items[i].relation,
                   table_row(store_table(store, c->inquiry.facts.items[i].relation), c->inquiry.facts.items[i].row),
                   &atom);
        print_message("seed %llu, %.*s: %.*s is critical and not told\n", (unsigned long long)c->seed,
                      STR_FMT(c->inquiry.claim->question.text), STR_FMT(text_str(&atom)));
        text_clear(&atom);
        missed++;
    }
    claims++;
    kept += keeping.facts.count > 0;
    doubtful += keeping.is_cut || keeping.is_doubtful;
    mem_free(c->is_told);
}

static void check_claim(Case *c, const Claim *claim, const World *world, Diags *diags) {
    Verdict verdict = judge_claim(world->store, claim);
    Arena arena;
    arena_init(&arena);
    if (verdict.status == STATUS_ESTABLISHED || verdict.status == STATUS_REFUTED) {
        verdict_explain(&verdict, world->store, claim, NULL, &arena);
        inquiry_init(&c->inquiry, world->store, claim, &(RunOptions){.budget = {0}}, diags);
        check_facts(c, &verdict, world->store, &arena);
        inquiry_clear(&c->inquiry);
    }
    verdict_clear(&verdict);
    arena_clear(&arena);
}

static void check_theory(uint64_t seed, TheoryKind kind, Policy policy) {
    Theory *theory = theory_random(seed, kind);
    Text text = theory_text(theory);
    Case c = {.text = &text, .seed = seed};
    Ran r = ran_read(text_str(&text), &policy);
    assert_non_null(r.program);
    ran_run(&r, NULL);
    for (size_t i = 0; i < r.program->agenda->claims.count; i++)
        check_claim(&c, &r.program->agenda->claims.items[i], r.world, r.diags);
    ran_free(&r);
    text_clear(&text);
    theory_free(theory);
}

static uint64_t first_seed = 1, seed_count = 60;

static void agree(TheoryKind kind, Policy policy) {
    claims = critical = kept = doubtful = in_doubt = missed = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++) check_theory(seed, kind, policy);
    print_message(
        "%u claims, %u critical facts; %u claims with facts that keep them, %u in doubt, rightly for %u facts\n",
        claims, critical, kept, doubtful, in_doubt);
    assert_true(claims > 0);
    assert_true(kept > 0);
    assert_int_equal(missed, 0);
}

static void all_that_is_critical_for_propositions_is_told(void **state) {
    (void)state;
    agree(THEORY_PROPOSITIONS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void and_where_ambiguity_propagates(void **state) {
    (void)state;
    agree(THEORY_PROPOSITIONS, (Policy){AMBIGUITY_PROPAGATE, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void and_of_rows(void **state) {
    (void)state;
    agree(THEORY_ROWS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

int main(int argc, char **argv) {
    if (argc > 1) first_seed = strtoull(argv[1], NULL, 10);
    if (argc > 2) seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_is_critical_for_propositions_is_told),
        cmocka_unit_test(and_where_ambiguity_propagates),
        cmocka_unit_test(and_of_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
