/* No single fact that would do is missed by whynot, on small random theories and programs with numbers.
 *
 * Of each claim that is not established, each fact that somebody could state, over the values that are known, is
 * stated in a whole world, and each that is stated is taken back in one: where one establishes the claim, it is told,
 * or is among the others, or it is said that not all were gone through.  Stating what is asked is not looked at; what
 * contradicts what is given may be missing where something else does.  No priorities are tried.
 *
 * Other seeds by hand:  agree_singles FIRST COUNT */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/judge/repair.h"
#include "tests/support/figures.h"
#include "tests/support/ran.h"
#include "tests/support/theory.h"

static uint64_t first_seed = 1, seed_count = 20;
static uint32_t claims, singles, told, others, against, beside, cut, missed;

typedef struct {
    uint64_t seed;
    const Figures *figures; /* NULL: of a theory */
    const Ran *run;
    const Claim *claim;
    const Repairs *repairs;
    Arena arena;
} Case;

static bool comes_to(Case *c, const RepairStep *step, Status status) {
    const Program *program = c->run->program;
    Repair repair = {.steps = {*step}, .step_count = 1};
    Changes changes = repair_changes(program, program, &repair, &c->arena);
    World *world = world_new(c->run->world->store, &changes, &(RunOptions){.budget = {0}}, c->run->diags);
    Verdict verdict = judge_claim(world->store, c->claim);
    bool is_so = verdict.status == status;
    verdict_clear(&verdict);
    world_free(world);
    return is_so;
}

static bool has_step(const Case *c, const Repair *repairs, uint32_t count, const RepairStep *step) {
    for (uint32_t i = 0; i < count; i++)
        if (repairs[i].step_count == 1 && step_is_same(c->run->program, &repairs[i].steps[0], step)) return true;
    return false;
}

static bool is_told(const Case *c, const RepairStep *step) {
    return has_step(c, c->repairs->items, c->repairs->count, step);
}

static bool is_other(const Case *c, const RepairStep *step) {
    return has_step(c, c->repairs->others, c->repairs->other_count, step);
}

/* Something of one step is found that is more than stating what only rules conclude. */
static bool is_found(const Case *c) {
    for (uint32_t i = 0; i < c->repairs->count; i++) {
        const Repair *repair = &c->repairs->items[i];
        if (repair->step_count == 1 && !repair->steps[0].is_unusual) return true;
    }
    return c->repairs->other_count > 0;
}

static void complain(Case *c, const char *what, const RepairStep *step) {
    Text atom;
    text_init(&atom);
    atom_print(c->run->program, step->relation, step->row, &atom);
    print_message("seed %llu, %.*s: %s %.*s %s (%u told, %u others, %u tried)\n", (unsigned long long)c->seed,
                  STR_FMT(c->claim->question.text), step->kind == STEP_ADD ? "stating" : "without",
                  STR_FMT(text_str(&atom)), what, (unsigned)c->repairs->count, (unsigned)c->repairs->other_count,
                  (unsigned)(c->repairs->tried + c->repairs->tried_singles));
    text_clear(&atom);
    missed++;
}

/* One name in two columns: said to be left out. */
static bool is_odd(const Case *c, const RepairStep *step) {
    return c->run->program->relations.items[step->relation].arity == 2 && step->row[0] == step->row[1];
}

/* in_vain: it contradicts what is given. */
static void check_step(Case *c, const RepairStep *step, bool in_vain) {
    if (!comes_to(c, step, STATUS_ESTABLISHED)) return;
    singles++;
    if (is_told(c, step))
        told++;
    else if (is_other(c, step))
        others++;
    else if ((in_vain && is_found(c)) || (c->repairs->odd && is_odd(c, step)))
        beside++;
    else if (c->repairs->left_out_singles)
        cut++;
    else
        complain(c, "would do and is not found", step);
}

/* They are what is said of them, and not said twice. */
static void check_others(Case *c) {
    const Repairs *r = c->repairs;
    for (uint32_t i = 0; i < r->other_count; i++) {
        const RepairStep *step = &r->others[i].steps[0];
        if (!comes_to(c, step, STATUS_ESTABLISHED)) complain(c, "would not do", step);
        if (is_told(c, step)) complain(c, "is told already", step);
    }
    for (uint32_t i = 0; i < r->other_against_count; i++) {
        const RepairStep *step = &r->others_against[i].steps[0];
        if (!comes_to(c, step, STATUS_REFUTED)) complain(c, "would not refute it", step);
        if (has_step(c, r->refuting, r->refuting_count, step)) complain(c, "is told already", step);
    }
    against += r->other_against_count;
}

/* By what is given: neither counts then, as if it were taken back. */
static bool is_contradicted(Case *c, RelId relation, const Value *row) {
    const Store *store = c->run->world->store;
    Rivals rivals = rivals_of(store->program, relation, row, &c->arena);
    bool any = false;
    for (size_t i = 0; i < rivals.count && !any; i++) {
        const Rival *rival = &rivals.items[i];
        Table *table = store_table(store, program_given(store->program, rival->relation));
        RowWalk walk = row_walk(table, rival->terms, rival->except);
        for (RowId at; (at = row_walk_on(&walk)) != NO_ROW && !any;)
            any = at < store_given_count(store, program_given(store->program, rival->relation));
    }
    vec_free(&rivals);
    return any;
}

static bool is_asked(const Case *c, RelId relation, const Value *row) {
    const Part *asked = &c->claim->parts[0];
    uint32_t arity = c->run->program->relations.items[relation].arity;
    if (relation != asked->relation) return false;
    for (uint32_t i = 0; i < arity; i++)
        if (row[i] != asked->terms[i].id) return false;
    return true;
}

static void check_fact(Case *c, RelId relation, const Value *row) {
    const Store *store = c->run->world->store;
    RowRefs rows = rows_stating(store, relation, row);
    RepairStep step = {.kind = STEP_ADD, .relation = relation, .row = row};
    RowRef at;
    bool may_be_stated = !row_is_stated(store, relation, row, &at) && relation_is_given(store, relation);
    if (may_be_stated && !is_asked(c, relation, row)) check_step(c, &step, is_contradicted(c, relation, row));
    step.kind = STEP_RETRACT;
    if (rows.count) check_step(c, &step, false);
    vec_free(&rows);
}

static const Value *row_of(Case *c, const Part *part) {
    uint32_t arity = c->run->program->relations.items[part->relation].arity;
    Value *row = arena_array(&c->arena, Value, arity + 1);
    for (uint32_t i = 0; i < arity; i++) row[i] = part->terms[i].id;
    return row;
}

/* ---- what could be stated ---- */

/* Of a theory: its claims are all literals. */
static void check_literals(Case *c) {
    const Agenda *agenda = c->run->program->agenda;
    for (uint32_t i = 0; i < agenda->claims.count; i++) {
        const Part *part = &agenda->claims.items[i].parts[0];
        check_fact(c, part->relation, row_of(c, part));
    }
}

static void check_pair(Case *c, const char *relation, Value first, Value second) {
    const Program *program = c->run->program;
    Symbol name = intern(values_symbols(program->values), str_of(relation));
    Value *row = arena_array(&c->arena, Value, 2);
    row[0] = first;
    row[1] = second;
    check_fact(c, program_find_relation(program, name, 2, false), row);
}

static void check_pairs(Case *c) {
    static const char *const NAMES[] = {"a", "b", "c"};
    Values *values = c->run->program->values;
    for (size_t x = 0; x < 3; x++) {
        if (!c->figures->has_name[x]) continue;
        Value who = value_symbol(values, str_of(NAMES[x]));
        for (size_t n = 0; n < sizeof c->figures->has_amount; n++)
            if (c->figures->has_amount[n]) check_pair(c, "amount", who, value_int(values, (int64_t)n));
        for (int n = 1; n <= 3; n++) check_pair(c, "mark", who, value_int(values, n));
        for (size_t y = 0; y < 3; y++)
            if (c->figures->has_name[y]) check_pair(c, "friend", who, value_symbol(values, str_of(NAMES[y])));
        check_pair(c, "friend", who, VALUE_NONE);
    }
}

/* ---- all of it ---- */

static void check_claim(Case *c) {
    const Store *store = c->run->world->store;
    const Part *part = &c->claim->parts[0];
    const Value *row = row_of(c, part);
    Judgement judgement = status_of_row(store, part->relation, row);
    if (judgement.status == STATUS_ESTABLISHED) return;
    Shortfall *shortfall = shortfall_of(store, part->relation, row, NULL, &judgement, 3);
    Goal goal = {.claim = c->claim, .question = &c->claim->question};
    RunOptions options = {.budget = {0}};
    RepairAsk ask = {c->run->world, &goal, shortfall, &options, NULL, NULL, NULL};
    Repairs repairs = repairs_find(&ask, &c->arena);
    c->repairs = &repairs;
    claims++;
    check_others(c);
    if (c->figures)
        check_pairs(c);
    else
        check_literals(c);
    shortfall_free(shortfall);
}

/* figures: NULL, the claims are all literals. */
static void check_text(uint64_t seed, Str text, const Figures *figures) {
    Ran run = ran_read(text, NULL);
    if (!run.program) print_message("seed %llu is not compiled:\n%.*s", (unsigned long long)seed, STR_FMT(text));
    assert_non_null(run.program);
    ran_run(&run, NULL);
    for (uint32_t i = 0; i < run.program->agenda->claims.count; i++) {
        Case c = {seed, figures, &run, &run.program->agenda->claims.items[i], NULL, {0}};
        arena_init(&c.arena);
        check_claim(&c);
        arena_clear(&c.arena);
    }
    ran_free(&run);
}

static void check_theory(uint64_t seed, TheoryKind kind) {
    Theory *theory = theory_random(seed, kind);
    Text text = theory_text(theory);
    check_text(seed, text_str(&text), NULL);
    text_clear(&text);
    theory_free(theory);
}

static void check_figures(uint64_t seed) {
    Figures figures = figures_random(seed);
    check_text(seed, text_str(&figures.text), &figures);
    figures_clear(&figures);
}

static void begin(void) { claims = singles = told = others = against = beside = cut = missed = 0; }

static void end(void) {
    print_message("%u claims, %u facts that would do: %u told, %u others, %u odd or in vain beside these, %u left out, "
                  "%u missed; %u others that would refute\n",
                  claims, singles, told, others, beside, cut, missed, against);
    assert_true(told > 0 && others > 0);
    assert_int_equal(missed, 0);
}

static void no_single_fact_of_propositions_is_missed(void **state) {
    (void)state;
    begin();
    for (uint64_t i = 0; i < seed_count; i++) check_theory(first_seed + i, THEORY_PROPOSITIONS);
    end();
}

static void nor_is_one_of_rows(void **state) {
    (void)state;
    begin();
    for (uint64_t i = 0; i < seed_count; i++) check_theory(first_seed + i, THEORY_ROWS);
    end();
}

static void nor_is_one_of_bounds_ranges_and_empty_cells(void **state) {
    (void)state;
    begin();
    for (uint64_t i = 0; i < 4 * seed_count; i++) check_figures(first_seed + i);
    end();
}

int main(int argc, char **argv) {
    if (argc > 2) first_seed = strtoull(argv[1], NULL, 10), seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_single_fact_of_propositions_is_missed),
        cmocka_unit_test(nor_is_one_of_rows),
        cmocka_unit_test(nor_is_one_of_bounds_ranges_and_empty_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
