/* What is told to tip an answer does, in a whole world and not only in the extract that it was tried in, on small
 * random theories; and where all facts were weighed, so many change it as is told, each by a whole world of its own.
 *
 * Other seeds by hand:  agree_tipping FIRST COUNT */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/judge/tipping.h"
#include "tests/support/decided.h"

static uint32_t claims, without, with, weighed, wrong;

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

static bool changes_without(Decided *d, RelId relation, const Value *row) {
    const Program *program = d->store->program;
    Repair repair = {.steps = {{.kind = STEP_RETRACT, .relation = relation, .row = row}}, .step_count = 1};
    Changes changes = repair_changes(program, program, &repair, &d->arena);
    World *world = world_new(d->store, &changes, &(RunOptions){.budget = {0}}, d->inquiry.diags);
    bool changes_it = judge_in(d, world->store).status != STATUS_ESTABLISHED;
    world_free(world);
    return changes_it;
}

/* Facts that are given or reported, each once. */
static uint32_t count_needed(Decided *d) {
    const Program *program = d->store->program;
    uint32_t count = 0;
    for (size_t i = 0; i < d->inquiry.facts.count; i++) {
        RowRef ref = d->inquiry.facts.items[i];
        RelId said = program_said(program, ref.relation), given = program_given(program, said);
        const Value *row = table_row(store_table(d->store, ref.relation), ref.row);
        RowId certain = table_find(store_table(d->store, given), row);
        bool is_told = ref.relation != given && certain != NO_ROW && store_origin_count(d->store, given, certain);
        if (program->relations.items[said].helper == HELPER_NONE && !is_told) count += changes_without(d, said, row);
    }
    return count;
}

static void check_weighed(Decided *d, const Tip *tip) {
    if (!tip->is_weighed && tip->others == 0) return;
    uint32_t needed = count_needed(d), told = tip->step_count ? tip->others + 1 : 0;
    weighed++;
    if (tip->is_weighed ? needed == told : needed >= told) return;
    print_message("seed %llu, %.*s: %u facts are needed, told are %u\n%.*s\n", (unsigned long long)d->seed,
                  STR_FMT(d->inquiry.claim->question.text), (unsigned)needed, (unsigned)told,
                  STR_FMT(text_str(d->text)));
    wrong++;
}

static void check_tips(Decided *d) {
    if (!d->verdict->proof) return;
    Absences absences = absences_of(d->verdict->proof, &d->arena);
    Tipping tipping = tipping_of(d->verdict->proof, &(RunOptions){.budget = {0}}, true, &absences, &d->arena);
    claims++;
    check_tip(d, &tipping.without, &without);
    check_tip(d, &tipping.with, &with);
    check_weighed(d, &tipping.without);
}

static uint64_t first_seed = 1, seed_count = 60;

static void agree(TheoryKind kind, Policy policy) {
    claims = without = with = weighed = wrong = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++)
        decided_claims(seed, kind, policy, check_tips);
    print_message("%u claims, %u without a fact, %u with one more, %u of all facts\n", claims, without, with, weighed);
    assert_true(claims > 0);
    assert_true(without > 0);
    assert_true(with > 0);
    assert_true(weighed > 0);
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
