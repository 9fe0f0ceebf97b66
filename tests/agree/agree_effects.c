/* What else changes with a change that `why` or `whynot` offers is what it is said to be, on small random theories:
 * the change is written into the theory, which is read and run anew, as a whole.
 *
 * Then the claims that are named stand as is said, and no other one stands otherwise; so many statements more and less
 * follow; where nothing else is said to change nothing does; and what is accepted before and contradicted then is what
 * is said to be.  Beside a claim for each literal there are some of two literals.  Where rules are graded, claims that
 * are only more certain or less change too; they are not looked for without a fact.
 *
 * Other seeds by hand:  agree_effects FIRST COUNT */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/judge/counterexample.h"
#include "runtime/judge/repair_memo.h"
#include "runtime/judge/tipping.h"
#include "tests/support/atoms.h"
#include "tests/support/repaired.h"

enum { PAIRS = 6 /* claims of two literals */ };

typedef struct {
    const Theory *theory;
    const Policy *policy;
    Text claims;
    Ran run;
    Stands *stands;
    RepairMemo *memo;   /* of every other theory: NULL */
    const Claim *asked; /* of which it is told elsewhere how it stands; NULL: none */
    bool is_graded;
    uint64_t seed;
    Arena arena;
} Case;

static uint64_t first_seed = 1, seed_count = 12;
static uint32_t offered, changed, shaded, clashing, quiet, wrong; /* shaded: claims that are more certain or less */

static const Claim *claim_at(const Ran *run, size_t i) { return &run->program->agenda->claims.items[i]; }

/* ---- what the change itself says ---- */

static void step_words(const Case *c, const RepairStep *step, Text *text) {
    text_empty(text);
    atom_print(c->run.program, step->relation, step->row, text);
    text_add_char(text, '\0');
}

/* with_contrary: or settles, by saying the contrary. */
static bool is_of_change(const Case *c, const Repair *repair, const char *atom, bool with_contrary) {
    bool is_own = false;
    Text words;
    text_init(&words);
    for (uint32_t i = 0; i < repair->step_count && !is_own; i++) {
        if (step_is_priority(&repair->steps[i])) continue;
        step_words(c, &repair->steps[i], &words);
        is_own = strcmp(words.bytes, atom) == 0;
        if (with_contrary && !is_own)
            is_own = words.bytes[0] == '-' ? strcmp(words.bytes + 1, atom) == 0
                                           : atom[0] == '-' && strcmp(words.bytes, atom + 1) == 0;
    }
    text_clear(&words);
    return is_own;
}

/* Those of the one that the other lacks. */
static uint64_t count_missing(const Case *c, const Repair *repair, const Atoms *from, const Atoms *to,
                              bool with_contrary) {
    uint64_t count = 0;
    for (size_t i = 0; i < from->items.count; i++)
        count += !atoms_have(to, from->items.items[i]) && !is_of_change(c, repair, from->items.items[i], with_contrary);
    return count;
}

/* ---- checks ---- */

static void is_other(Case *c, const Repair *repair, const char *what, uint64_t told, uint64_t found) {
    Text words;
    text_init(&words);
    for (uint32_t i = 0; i < repair->step_count; i++) {
        text_printf(&words, "%s ", repair->steps[i].kind == STEP_ADD ? "add" : "less");
        if (!step_is_priority(&repair->steps[i]))
            atom_print(c->run.program, repair->steps[i].relation, repair->steps[i].row, &words);
        text_lit(&words, "; ");
    }
    Text text;
    text_init(&text);
    theory_print(c->theory, &text);
    fprintf(stderr, "%.*s%.*s", STR_FMT(text_str(&text)), STR_FMT(text_str(&c->claims)));
    print_message("seed %llu, %.*s%s: told %llu, found %llu\n", (unsigned long long)c->seed, STR_FMT(text_str(&words)),
                  what, (unsigned long long)told, (unsigned long long)found);
    text_clear(&words);
    text_clear(&text);
    wrong++;
}

/* is_of_status: how certain it is does not count. */
static bool is_as(ClaimStand a, ClaimStand b, bool is_of_status) {
    if (is_of_status) return a.status == b.status && a.reason == b.reason;
    return stand_is_same(a, b);
}

static void check_claims(Case *c, const Repair *repair, bool is_of_status, const Ran *again) {
    uint32_t told = 0;
    for (uint32_t i = 0; i < again->program->agenda->claims.count; i++) {
        const Claim *claim = claim_at(again, i);
        ClaimStand is;
        stands_judge(again->world->store, &claim, 1, &is);
        if (c->asked == claim_at(&c->run, i) || is_as(is, stands_claim(c->stands, i), is_of_status)) continue;
        if (told >= repair->change_count || repair->changes[told].claim != i ||
            !is_as(repair->changes[told].is, is, is_of_status)) {
            is_other(c, repair, "a claim", told < repair->change_count ? repair->changes[told].claim : NO_ID, i);
            return;
        }
        shaded += stand_differs_in_strength(is, stands_claim(c->stands, i));
        told++;
    }
    if (told != repair->change_count) is_other(c, repair, "claims", repair->change_count, told);
}

/* own_shifts: the one of what was asked is told elsewhere. */
static void check_statements(Case *c, const Repair *repair, const Ran *again) {
    Atoms before = atoms_in(c->run.world->store, ATOM_ACCEPTED), after = atoms_in(again->world->store, ATOM_ACCEPTED);
    uint64_t come = count_missing(c, repair, &after, &before, false),
             gone = count_missing(c, repair, &before, &after, false), shifts = 0;
    if (come != repair->come) is_other(c, repair, "more follow", repair->come, come);
    if (gone != repair->gone) is_other(c, repair, "no longer follow", repair->gone, gone);
    atoms_clear(&before);
    atoms_clear(&after);
    for (AtomState state = ATOM_CONTRADICTED; come + gone == 0 && state <= ATOM_UNDECIDED; state++) {
        before = atoms_in(c->run.world->store, state), after = atoms_in(again->world->store, state);
        shifts += count_missing(c, repair, &after, &before, true) + count_missing(c, repair, &before, &after, true);
        atoms_clear(&before);
        atoms_clear(&after);
    }
    bool is_quiet = repair->come + repair->gone + repair->shifts + repair->change_count == 0;
    quiet += is_quiet;
    if (is_quiet && shifts > (c->asked != NULL)) is_other(c, repair, "nothing else changes", 0, shifts);
}

static bool is_contradicted(const Case *c, const RepairStep *step, const Atoms *contradicted) {
    Text words;
    text_init(&words);
    step_words(c, step, &words);
    bool is_so = atoms_have(contradicted, words.bytes);
    text_clear(&words);
    return is_so;
}

static void check_clash(Case *c, const Repair *repair, const Contradicted *clash, const Ran *again) {
    const Store *store = c->run.world->store;
    Atoms before = atoms_in(store, ATOM_ACCEPTED), after = atoms_in(again->world->store, ATOM_CONTRADICTED);
    uint64_t count = 0, told = clash->row.row == NO_ROW ? 0 : clash->others + 1;
    uint32_t added = 0, of_added = 0;
    for (size_t i = 0; i < after.items.count; i++) count += atoms_have(&before, after.items.items[i]);
    for (uint32_t i = 0; i < repair->step_count; i++) {
        if (repair->steps[i].kind != STEP_ADD) continue;
        of_added |= (uint32_t)is_contradicted(c, &repair->steps[i], &after) << added++;
    }
    if (clash->is_least && told ? count < told : count != told)
        is_other(c, repair, "accepted, and contradicted then", told, count);
    if (told) {
        const RepairStep row = {.relation = clash->row.relation,
                                .row = table_row(store_table(store, clash->row.relation), clash->row.row)};
        if (!is_contradicted(c, &row, &after)) is_other(c, repair, "is contradicted", 1, 0);
        if (clash->of_added != of_added) is_other(c, repair, "is contradicted itself", clash->of_added, of_added);
    }
    clashing += told > 0;
    atoms_clear(&before);
    atoms_clear(&after);
}

/* clash: as it is told. */
static void check_change(Case *c, const Repair *repair, bool is_of_status, const Contradicted *clash) {
    Text text;
    text_init(&text);
    repaired_print(c->theory, text_str(&c->claims), c->run.program, repair, &text);
    Ran again = repaired_run(text_str(&text), c->policy);
    assert_non_null(again.program);
    offered++;
    changed += repair->change_count > 0;
    check_claims(c, repair, is_of_status, &again);
    check_statements(c, repair, &again);
    check_clash(c, repair, clash, &again);
    ran_free(&again);
    text_clear(&text);
}

/* ---- what why offers ---- */

static void check_tips(Case *c, const Proof *proof) {
    Absences absences = absences_of(proof, &c->arena);
    Tipping tipping = tipping_of(proof, &(RunOptions){.budget = {0}}, true, &absences, &c->arena);
    if (!tipping.is_claim) c->asked = NULL;
    const Tip *tips[] = {&tipping.without, &tipping.with};
    for (int i = 0; i < 2; i++)
        if (tips[i]->has_effects) check_change(c, &tips[i]->effects, tips[i]->is_of_status, &tips[i]->clash);
}

static void check_why(Case *c, const Claim *claim) {
    Verdict verdict = judge_claim(c->run.world->store, claim);
    if (verdict.status == STATUS_ESTABLISHED || verdict.status == STATUS_REFUTED) {
        verdict_explain(&verdict, c->run.world->store, claim, NULL, &c->arena);
        c->asked = claim;
        if (verdict.proof) check_tips(c, verdict.proof);
    }
    verdict_clear(&verdict);
}

/* ---- what whynot offers ---- */

static bool try_compiled(void *context, Repair *repair, Stands *stands, Stop *stop, Arena *arena) {
    (void)stop;
    const Case *c = context;
    Text text;
    text_init(&text);
    repaired_print(c->theory, text_str(&c->claims), c->run.program, repair, &text);
    Ran again = repaired_run(text_str(&text), c->policy);
    text_clear(&text);
    bool is_run = again.program != NULL;
    if (is_run) {
        Judgement judgement = goal_judge(again.world->store,
                                         &(Goal){.claim = claim_at(&again, (size_t)(c->asked - claim_at(&c->run, 0)))});
        repair->status = judgement.status;
        repair->reason = judgement.reason;
        repair_compare(repair, NULL, c->run.world->store, stands, again.world->store, NULL, arena);
    }
    ran_free(&again);
    return is_run;
}

static void check_repairs(Case *c, const Repair *items, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) check_change(c, &items[i], false, &items[i].clash);
}

static void check_whynot(Case *c, const Claim *claim) {
    const Store *store = c->run.world->store;
    const Part *part = &claim->parts[0];
    uint32_t arity = c->run.program->relations.items[part->relation].arity;
    Value *row = arena_array(&c->arena, Value, arity + 1);
    for (uint32_t i = 0; i < arity; i++) row[i] = part->terms[i].id;
    Judgement judgement = status_of_row(store, part->relation, row);
    if (judgement.status == STATUS_ESTABLISHED) return;
    c->asked = claim;
    Shortfall *shortfall = shortfall_of(store, part->relation, row, NULL, &judgement, 3);
    Goal goal = {.claim = claim, .question = &claim->question};
    RunOptions options = {.budget = {0}};
    RepairAsk ask = {c->run.world, &goal, shortfall, &options, try_compiled, c, c->memo};
    Repairs repairs = repairs_find(&ask, &c->arena);
    check_repairs(c, repairs.items, repairs.count);
    check_repairs(c, repairs.lifting, repairs.lifting_count);
    check_repairs(c, repairs.refuting, repairs.refuting_count);
    shortfall_free(shortfall);
}

/* ---- theories ---- */

/* A claim for each literal, and some of two, the second perhaps denied. */
static void print_claims(Case *c) {
    uint64_t state = c->seed;
    uint32_t count = theory_literal_count(c->theory);
    text_init(&c->claims);
    theory_print_claims(c->theory, &c->claims);
    for (uint32_t i = 0; i < PAIRS; i++) {
        TheoryAtom first = theory_literal(c->theory, (uint32_t)(random_next(&state) % count)),
                   second = theory_literal(c->theory, (uint32_t)(random_next(&state) % count));
        second.is_denied = (random_next(&state) >> 20) % 3 == 0;
        text_printf(&c->claims, "claim d%u%s: ", (unsigned)i, c->is_graded && i == 0 ? " likely" : "");
        theory_atom_print(c->theory, first, &c->claims);
        text_lit(&c->claims, ", ");
        theory_atom_print(c->theory, second, &c->claims);
        text_lit(&c->claims, ".\n");
    }
}

static void grade(Theory *theory, uint64_t seed) {
    for (size_t i = 0; i < theory->rules.count; i++)
        theory->rules.items[i].strength = (Strength)((random_next(&seed) >> 20) % (STRENGTH_POSSIBLE + 1));
}

static void check_theory(uint64_t seed, TheoryKind kind, bool is_graded, const Policy *policy) {
    Theory *theory = theory_random(seed, kind);
    if (is_graded) grade(theory, seed);
    Case c = {.theory = theory, .policy = policy, .is_graded = is_graded, .seed = seed};
    Text text;
    text_init(&text);
    print_claims(&c);
    theory_print(theory, &text);
    text_add(&text, text_str(&c.claims));
    c.run = repaired_run(text_str(&text), policy);
    assert_non_null(c.run.program);
    c.stands = stands_new(c.run.world->store);
    c.memo = seed % 2 ? repair_memo_new() : NULL;
    arena_init(&c.arena);
    uint32_t literals = theory_literal_count(theory);
    for (uint32_t i = 0; i < c.run.program->agenda->claims.count; i++) check_why(&c, claim_at(&c.run, i));
    for (uint32_t i = 0; i < literals; i++)
        if (random_next(&seed) >> 20 & 1) check_whynot(&c, claim_at(&c.run, i));
    arena_clear(&c.arena);
    repair_memo_free(c.memo);
    stands_free(c.stands);
    ran_free(&c.run);
    text_clear(&text);
    text_clear(&c.claims);
    theory_free(theory);
}

static void agree_on(TheoryKind kind, bool is_graded, Policy policy) {
    offered = changed = shaded = clashing = quiet = wrong = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++)
        check_theory(seed, kind, is_graded, &policy);
    print_message("%u changes, %u change other claims, %u contradict something, %u change nothing else\n", offered,
                  changed, clashing, quiet);
    assert_true(changed > 0);
    assert_true(clashing > 0);
    assert_int_equal(shaded > 0, is_graded);
    assert_int_equal(wrong, 0);
}

static void agree(TheoryKind kind, Policy policy) { agree_on(kind, false, policy); }

static void what_else_changes_is_so_of_propositions(void **state) {
    (void)state;
    agree(THEORY_PROPOSITIONS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void and_of_rows(void **state) {
    (void)state;
    agree(THEORY_ROWS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void and_where_ambiguity_propagates(void **state) {
    (void)state;
    agree(THEORY_PROPOSITIONS, (Policy){AMBIGUITY_PROPAGATE, CLOSED_NOWHERE, NULL, 0});
}

static void and_where_strict_rules_are_read_backwards(void **state) {
    (void)state;
    agree(THEORY_ROWS, (Policy){AMBIGUITY_BLOCK, CLOSED_EVERYWHERE, NULL, 0});
}

static void and_of_propositions_that_are_graded(void **state) {
    (void)state;
    agree_on(THEORY_PROPOSITIONS, true, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void and_of_graded_rows(void **state) {
    (void)state;
    agree_on(THEORY_ROWS, true, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

int main(int argc, char **argv) {
    if (argc > 1) first_seed = strtoull(argv[1], NULL, 10);
    if (argc > 2) seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_else_changes_is_so_of_propositions),
        cmocka_unit_test(and_of_rows),
        cmocka_unit_test(and_where_ambiguity_propagates),
        cmocka_unit_test(and_where_strict_rules_are_read_backwards),
        cmocka_unit_test(and_of_propositions_that_are_graded),
        cmocka_unit_test(and_of_graded_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
