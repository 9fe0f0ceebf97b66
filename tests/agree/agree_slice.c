/* Facts outside the slice of a claim change nothing for it, on small random theories.
 *
 * In worlds where some facts are taken back and some suspended, at random, each claim has the same status and reason
 * whether the facts outside its slice are there or not; and so have all claims, with the slice of all of them.  Facts
 * must be left out often enough for that to say something.  So has each claim in an extract of a world where facts are
 * added and some taken back.  A program whose arguments are weighed again is the one that is compiled so, also with one
 * priority more; and there each claim has in its islands the status and reason that it has in all of it.
 *
 * Other seeds by hand:  agree_slice FIRST COUNT */
#include <stdio.h>
#include <stdlib.h>

#include "lang/program/islands.h"
#include "runtime/judge/counterexample.h"
#include "runtime/judge/extract.h"
#include "tests/support/ran.h"
#include "tests/support/theory.h"

enum { WORLDS = 6 };

typedef struct {
    const Text *text;
    uint64_t seed, draw;
    const Slice *slice; /* NULL: all facts */
} Case;

static uint64_t cases, left_out, differing;

/* The same for a row in every world of a draw; all are kept in the first. */
static GivenFate fate_of(void *context, RelId relation, RowId row) {
    const Case *c = context;
    uint64_t x = (c->seed << 40 ^ c->draw << 32 ^ (uint64_t)relation << 16 ^ row) * UINT64_C(0x9E3779B97F4A7C15);
    if (c->slice && !slice_has(c->slice, relation, row)) return GIVEN_TAKEN;
    uint32_t kind = c->draw == 0 ? 9 : (uint32_t)(x >> 40) % 10;
    return kind < 2 ? GIVEN_TAKEN : kind < 4 ? GIVEN_SUSPENDED : GIVEN_KEPT;
}

static World *run(Case *c, const Store *given, const Slice *slice, Diags *diags) {
    c->slice = slice;
    return world_new(given, &(Changes){.fate = fate_of, .fate_context = c}, &(RunOptions){.budget = {0}}, diags);
}

static void compare(const Case *c, const World *whole, const World *part, const Claim *claim) {
    Verdict a = judge_claim(whole->store, claim), b = judge_claim(part->store, claim);
    bool is_same = a.status == b.status && a.reason == b.reason;
    if (!is_same) {
        fprintf(stderr, "%s", c->text->bytes); /* too long for a message */
        print_message("seed %llu, draw %llu, %.*s: %s with all facts, %s with its slice\n", (unsigned long long)c->seed,
                      (unsigned long long)c->draw, STR_FMT(claim->question.text), status_name(a.status),
                      status_name(b.status));
        differing++;
    }
    verdict_clear(&a);
    verdict_clear(&b);
}

static void check_worlds(Case *c, const Program *program, const Store *given, Diags *diags) {
    size_t count = program->agenda->claims.count;
    const Claim **claims = mem_alloc((count + 1) * sizeof *claims);
    Slice all, *own = mem_alloc((count + 1) * sizeof *own); /* of each claim */
    for (size_t i = 0; i < count; i++) {
        claims[i] = &program->agenda->claims.items[i];
        slice_init(&own[i], given, &claims[i], 1);
    }
    slice_init(&all, given, claims, count);
    for (c->draw = 0; c->draw < WORLDS; c->draw++) {
        World *whole = run(c, given, NULL, diags), *part = run(c, given, &all, diags);
        for (size_t i = 0; i < count; i++) {
            compare(c, whole, part, claims[i]);
            cases++;
            left_out += own[i].count < own[i].all;
            World *alone = run(c, given, &own[i], diags);
            compare(c, whole, alone, claims[i]);
            world_free(alone);
        }
        world_free(part);
        world_free(whole);
    }
    for (size_t i = 0; i < count; i++) slice_clear(&own[i]);
    slice_clear(&all);
    mem_free(own);
    mem_free(claims);
}

/* ---- extracts ---- */

enum { ADDED = 3, ADDED_COLUMNS = 8 };

/* Some rows of relations that somebody wrote, with values that stand in given rows. */
static uint32_t draw_added(const Case *c, const Store *given, Value values[][ADDED_COLUMNS], GivenRow *rows) {
    const Program *program = given->program;
    uint64_t state = c->seed << 8 ^ c->draw;
    Vec(Value) pool = {0};
    uint32_t count = 0;
    for (RelId id = 0; id < program->relations.count; id++)
        for (RowId row = 0; row < store_given_count(given, id); row++)
            for (uint32_t i = 0; i < program->relations.items[id].arity; i++)
                vec_push(&pool, table_row(store_table(given, id), row)[i]);
    for (int tries = 0; tries < 4 * ADDED && count < ADDED; tries++) {
        RelId id = (RelId)(random_next(&state) % program->relations.count);
        const Relation *relation = &program->relations.items[id];
        bool is_fit = relation->helper == HELPER_NONE && relation->name != NO_SYMBOL &&
                      relation->arity <= ADDED_COLUMNS && (relation->arity == 0 || pool.count);
        if (!is_fit) continue;
        for (uint32_t i = 0; i < relation->arity; i++) values[count][i] = pool.items[random_next(&state) % pool.count];
        rows[count] = (GivenRow){id, values[count], {NO_SYMBOL, {NULL, 0}, NO_SPAN}};
        count++;
    }
    vec_free(&pool);
    return count;
}

static GivenFate kept_or_taken(void *context, RelId relation, RowId row) {
    return fate_of(context, relation, row) == GIVEN_TAKEN ? GIVEN_TAKEN : GIVEN_KEPT;
}

static void check_extracts(Case *c, const Program *program, const Store *given, Diags *diags) {
    Value values[ADDED][ADDED_COLUMNS];
    GivenRow rows[ADDED];
    const RunOptions options = {.budget = {0}};
    c->slice = NULL;
    for (c->draw = 0; c->draw < WORLDS; c->draw++) {
        Changes changes = {.more = rows, .fate = kept_or_taken, .fate_context = c};
        changes.more_count = draw_added(c, given, values, rows);
        World *whole = world_new(given, &changes, &options, diags);
        for (size_t i = 0; i < program->agenda->claims.count; i++) {
            const Claim *claim = &program->agenda->claims.items[i];
            World *part = extract_world(given, &changes, &claim, 1, &options, diags);
            compare(c, whole, part, claim);
            cases++;
            left_out += store_row_count(part->store) < store_row_count(whole->store);
            world_free(part);
        }
        world_free(whole);
    }
}

/* ---- weighed again ---- */

static void compare_programs(uint64_t seed, const Program *program, const Program *again) {
    Text a, b;
    text_init(&a);
    text_init(&b);
    program_print(program, &a);
    program_print(again, &b);
    if (!str_equal(text_str(&a), text_str(&b))) fail_msg("seed %llu: not the same program", (unsigned long long)seed);
    text_clear(&a);
    text_clear(&b);
}

static Text text_of(uint64_t seed, TheoryKind kind) {
    Theory *theory = theory_random(seed, kind);
    Text text = theory_text(theory);
    theory_free(theory);
    return text;
}

static void weigh_again(uint64_t seed, TheoryKind kind) {
    Text text = text_of(seed, kind);
    Policy block = {AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0}, propagate = block;
    propagate.ambiguity = AMBIGUITY_PROPAGATE;
    Ran r = ran_read(text_str(&text), &block), other = ran_read(text_str(&text), &propagate);
    for (int i = 0; r.program && other.program && r.program->written && i < 2;
         i++) { /* the first takes nothing from the second */
        Program *again = compile_again(r.program, &propagate, &(Amendment){.more = NULL}, r.sources, r.diags);
        assert_non_null(again);
        compare_programs(seed, other.program, again);
        program_free(again);
        cases++;
    }
    ran_free(&other);
    ran_free(&r);
    text_clear(&text);
}

/* ---- with a priority more, and by islands ---- */

/* Two names of presumptive rules; false if there are none. */
static bool draw_priority(const Program *program, uint64_t *state, Preference *priority) {
    Vec(Symbol) names = {0};
    for (size_t i = 0; i < program->written->rules.count; i++) {
        const Rule *rule = &program->written->rules.items[i];
        if (rule->kind == RULE_PRESUMPTIVE && rule->label != NO_SYMBOL) vec_push(&names, rule->label);
    }
    *priority = (Preference){NO_SYMBOL, NO_SYMBOL, NO_ID, NO_ID, NO_SPAN};
    if (names.count) priority->winner = names.items[random_next(state) % names.count];
    if (names.count) priority->loser = names.items[random_next(state) % names.count];
    vec_free(&names);
    return priority->winner != priority->loser;
}

static void check_islands(Case *c, const Ran *whole, const Program *program, const Policy *policy, Amendment amendment,
                          const Ran *r) {
    Islands *islands = islands_new(program->written);
    uint32_t count = islands_relation_count(islands);
    for (size_t i = 0; i < program->agenda->claims.count; i++) {
        bool *is_in = mem_alloc_zero(count + 1);
        islands_add(islands, program->agenda->claims.items[i].question.answer, is_in);
        islands_add_called(islands, amendment.more->winner, is_in);
        islands_add_called(islands, amendment.more->loser, is_in);
        amendment.is_in = is_in;
        Program *part = compile_again(program, policy, &amendment, r->sources, r->diags);
        assert_non_null(part);
        World world = {.store = store_new_part(part, is_in, count)};
        store_give_program(world.store);
        world_run(&world, &(RunOptions){.budget = {0}});
        compare(c, whole->world, &world, &part->agenda->claims.items[i]);
        cases++;
        left_out += part->rules.count < whole->program->rules.count;
        store_free(world.store);
        vec_free(&world.conflicts);
        outcome_clear(&world.outcome);
        program_free(part);
        mem_free(is_in);
    }
    islands_free(islands);
}

/* Two that have nothing to do with each other; claims, which come last, are about the first. */
static Text text_of_two(uint64_t seed, TheoryKind kind) {
    Text text = text_of(seed, kind);
    Theory *other = theory_random(seed ^ 1 << 20, kind), *renamed = theory_renamed(other, "z_");
    Text more = theory_text(renamed);
    text_add_char(&more, '\0');
    const char *claims = strstr(more.bytes, "\nclaim ");
    assert_non_null(claims);
    text_add(&text, str_range(more.bytes, claims + 1));
    text_clear(&more);
    theory_free(renamed);
    theory_free(other);
    return text;
}

static void prefer_more(uint64_t seed, TheoryKind kind) {
    Text text = text_of_two(seed, kind);
    const Policy policy = {AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0};
    Case c = {.text = &text, .seed = seed};
    Preference priority;
    Ran r = ran_read(text_str(&text), &policy);
    if (r.program && r.program->written && draw_priority(r.program, &seed, &priority)) {
        const Interner *symbols = values_symbols(r.program->values);
        const Amendment amendment = {.more = &priority, .more_count = 1};
        text_printf(&text, "\nprefer %.*s over %.*s.\n", STR_FMT(intern_text(symbols, priority.winner)),
                    STR_FMT(intern_text(symbols, priority.loser)));
        Ran other = ran_read(text_str(&text), &policy);
        Program *again = compile_again(r.program, &policy, &amendment, r.sources, r.diags);
        assert_int_equal(again != NULL, other.program != NULL);
        if (again) {
            compare_programs(seed, other.program, again);
            ran_run(&other, NULL);
            check_islands(&c, &other, r.program, &policy, amendment, &r);
        }
        program_free(again);
        ran_free(&other);
    }
    ran_free(&r);
    text_clear(&text);
}

/* ---- slices ---- */

static void check_theory(uint64_t seed, TheoryKind kind, Policy policy) {
    Text text = text_of(seed, kind);
    Case c = {.text = &text, .seed = seed};
    Ran r = ran_read(text_str(&text), &policy);
    if (r.program) check_worlds(&c, r.program, r.given, r.diags);
    if (r.program) check_extracts(&c, r.program, r.given, r.diags);
    ran_free(&r);
    text_clear(&text);
}

static uint64_t first_seed = 1, seed_count = 12;

static void agree(TheoryKind kind, Policy policy) {
    cases = left_out = differing = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++) check_theory(seed, kind, policy);
    print_message("%llu cases, facts were left out in %llu\n", (unsigned long long)cases, (unsigned long long)left_out);
    assert_int_equal(differing, 0);
    assert_true(left_out * 4 > cases);
}

static void facts_outside_change_nothing(void **state) {
    (void)state;
    agree(THEORY_PROPOSITIONS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void nor_do_rows(void **state) {
    (void)state;
    agree(THEORY_ROWS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void nor_where_ambiguity_propagates(void **state) {
    (void)state;
    agree(THEORY_ROWS, (Policy){AMBIGUITY_PROPAGATE, CLOSED_NOWHERE, NULL, 0});
}

static void nor_where_strict_rules_are_read_backwards(void **state) {
    (void)state;
    agree(THEORY_ROWS, (Policy){AMBIGUITY_BLOCK, CLOSED_EVERYWHERE, NULL, 0});
}

static void a_program_weighed_again_is_the_one_compiled_so(void **state) {
    (void)state;
    cases = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++) {
        weigh_again(seed, THEORY_PROPOSITIONS);
        weigh_again(seed, THEORY_ROWS);
    }
    assert_true(cases > seed_count);
}

static void claims_come_out_in_their_islands_as_in_all_of_it(void **state) {
    (void)state;
    cases = left_out = differing = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++) {
        prefer_more(seed, THEORY_PROPOSITIONS);
        prefer_more(seed, THEORY_ROWS);
    }
    print_message("%llu cases, rules were left out in %llu\n", (unsigned long long)cases, (unsigned long long)left_out);
    assert_int_equal(differing, 0);
    assert_true(cases > seed_count && left_out * 16 > cases);
}

int main(int argc, char **argv) {
    if (argc > 1) first_seed = strtoull(argv[1], NULL, 10);
    if (argc > 2) seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_outside_change_nothing),
        cmocka_unit_test(nor_do_rows),
        cmocka_unit_test(nor_where_ambiguity_propagates),
        cmocka_unit_test(nor_where_strict_rules_are_read_backwards),
        cmocka_unit_test(a_program_weighed_again_is_the_one_compiled_so),
        cmocka_unit_test(claims_come_out_in_their_islands_as_in_all_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
