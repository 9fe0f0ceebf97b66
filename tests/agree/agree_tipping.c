/* What is told to tip an answer does, in a whole world and not only in the extract that it was tried in, on small random theories.
 *
 * Other seeds by hand:  agree_tipping FIRST COUNT */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/judge/tipping.h"
#include "tests/support/decided.h"

static uint32_t claims, without, with, wrong;

/* Of a claim that is established as a whole; else of the row that refutes it. */
static Judgement judge_in(const Decided *d, const Store *after) {
    const Step *root = &d->verdict->proof->steps.items[0];
    if (d->verdict->status == STATUS_REFUTED)
        return status_of_row(after, program_said(after->program, root->relation), step_values(d->verdict->proof, root));
    Verdict verdict = judge_claim(after, d->inquiry.claim);
    Judgement judgement = {verdict.status, verdict.reason, verdict.row};
    verdict_clear(&verdict);
    return judgement;
}

static void check_tip(Decided *d, const Tip *tip, uint32_t *count) {
    const Program *program = d->store->program;
    Repair repair = {.step_count = tip->step_count};
    if (tip->step_count == 0) return;
    memcpy(repair.steps, tip->steps, sizeof repair.steps);
    Changes changes = repair_changes(program, program, &repair, &d->arena);
    World *world = world_new(d->store, &changes, &(RunOptions){.budget = {0}}, d->inquiry.diags);
    Judgement judgement = judge_in(d, world->store);
    bool is_so = judgement.status == tip->status && judgement.reason == tip->reason;
    world_free(world);
    (*count)++;
    if (is_so && tip->status != STATUS_ESTABLISHED) return;
    print_message("seed %llu, %.*s: it is %s\n%.*s\n", (unsigned long long)d->seed,
                  STR_FMT(d->inquiry.claim->question.text), status_name(judgement.status), STR_FMT(text_str(d->text)));
    wrong++;
}

static void check_tips(Decided *d) {
    if (!d->verdict->proof) return;
    Absences absences = absences_of(d->verdict->proof, &d->arena);
    Tipping tipping = tipping_of(d->verdict->proof, &(RunOptions){.budget = {0}}, true, &absences, &d->arena);
    claims++;
    check_tip(d, &tipping.without, &without);
    check_tip(d, &tipping.with, &with);
}

static uint64_t first_seed = 1, seed_count = 60;

static void agree(TheoryKind kind, Policy policy) {
    claims = without = with = wrong = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++)
        decided_claims(seed, kind, policy, check_tips);
    print_message("%u claims, %u without a fact, %u with one more\n", claims, without, with);
    assert_true(claims > 0);
    assert_true(without > 0);
    assert_true(with > 0);
    assert_int_equal(wrong, 0);
}

static void tips_of_propositions_are_so(void **state) {
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
        cmocka_unit_test(tips_of_propositions_are_so),
        cmocka_unit_test(and_where_ambiguity_propagates),
        cmocka_unit_test(and_of_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
