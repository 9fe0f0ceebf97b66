/* How claims stand in worlds that differ from one another, on small random theories;
 * in half of them the rules are of random strength.
 *
 * In worlds where some facts are taken back, some suspended and some added, at random, each claim stands as it does
 * when the world is judged by itself, by status, reason and strength, whether or not what it depends on was found to be
 * the same as before, and whether or not more of it was computed than the changed facts reach.  A world that shares
 * with the first one what they do not reach has the rows of the whole one, and leaves the first as it was.  Claims must
 * be left alone, and relations shared, often enough for that to say something.
 * And what a relation reaches is what has it in its cone.
 *
 * Other seeds by hand:  agree_stands FIRST COUNT */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/judge/cone.h"
#include "runtime/judge/counterexample.h"
#include "runtime/judge/reach.h"
#include "runtime/judge/stands.h"
#include "tests/support/ran.h"
#include "tests/support/theory.h"

enum { WORLDS = 12, ADDED = 2, ADDED_COLUMNS = 8 };

typedef struct {
    const Text *text;
    uint64_t seed, draw;
} Case;

static uint64_t cases, untouched, stronger, differing, tables, shared;

/* In most draws one or two rows fare otherwise, as in most that people ask about. */
static GivenFate fate_of(void *context, RelId relation, RowId row) {
    const Case *c = context;
    uint64_t x = (c->seed << 40 ^ c->draw << 32 ^ (uint64_t)relation << 16 ^ row) * UINT64_C(0x9E3779B97F4A7C15);
    uint32_t kind = (uint32_t)(x >> 40) % (c->draw % 3 ? 30 : 6);
    return kind == 0 ? GIVEN_TAKEN : kind == 1 && c->draw % 2 ? GIVEN_SUSPENDED : GIVEN_KEPT;
}

/* Rows of relations that somebody wrote, with values that stand in given rows. */
static uint32_t draw_added(const Case *c, const Store *given, Value values[][ADDED_COLUMNS], GivenRow *rows) {
    const Program *program = given->program;
    uint64_t state = c->seed << 8 ^ c->draw;
    Vec(Value) pool = {0};
    uint32_t count = 0, most = (uint32_t)(random_next(&state) % (ADDED + 1));
    for (RelId id = 0; id < program->relations.count; id++)
        for (RowId row = 0; row < store_given_count(given, id); row++)
            for (uint32_t i = 0; i < program->relations.items[id].arity; i++)
                vec_push(&pool, table_row(store_table(given, id), row)[i]);
    for (int tries = 0; tries < 4 * ADDED && count < most; tries++) {
        RelId id = (RelId)(random_next(&state) % program->relations.count);
        const Relation *relation = &program->relations.items[id];
        if (relation->helper != HELPER_NONE || relation->name == NO_SYMBOL || relation->arity > ADDED_COLUMNS ||
            (relation->arity && pool.count == 0))
            continue;
        for (uint32_t i = 0; i < relation->arity; i++) values[count][i] = pool.items[random_next(&state) % pool.count];
        rows[count] = (GivenRow){id, values[count], {NO_SYMBOL, {NULL, 0}, NO_SPAN}};
        count++;
    }
    vec_free(&pool);
    return count;
}

static void compare(const Case *c, const Claim *claim, ClaimStand alone, ClaimStand among) {
    cases++;
    stronger += stand_has_strength(alone) && alone.strength != STRENGTH_CERTAIN;
    if (stand_is_same(alone, among)) return;
    fprintf(stderr, "%s", c->text->bytes); /* too long for a message */
    print_message("seed %llu, draw %llu, %.*s: %s, %s by itself, %s, %s among others\n", (unsigned long long)c->seed,
                  (unsigned long long)c->draw, STR_FMT(claim->question.text), status_name(alone.status),
                  strength_name(alone.strength), status_name(among.status), strength_name(among.strength));
    differing++;
}

static bool has_row(const Table *table, const Value *row, bool is_hidden) {
    RowId found = table ? table_find(table, row) : NO_ROW;
    return found != NO_ROW && table_is_hidden(table, found) == is_hidden;
}

static void rows_are_in(const Case *c, const Table *rows, const Table *table) {
    for (RowId row = 0; rows && row < table_count(rows); row++)
        if (!has_row(table, table_row(rows, row), table_is_hidden(rows, row)))
            fail_msg("seed %llu, draw %llu: a row fares otherwise where only what is reached was computed",
                     (unsigned long long)c->seed, (unsigned long long)c->draw);
}

/* What is reached is in both as it is in the whole world, all else as before. */
static void check_rows(const Case *c, const Store *whole, const Store *part, const Store *before,
                       const bool *is_reached) {
    for (RelId id = 0; id < whole->tables.count; id++) {
        const Store *other = is_reached[id] ? part : before;
        rows_are_in(c, whole->tables.items[id], other->tables.items[id]);
        rows_are_in(c, other->tables.items[id], whole->tables.items[id]);
        if (store_possible(whole, id) && store_possible(other, id))
            rows_are_in(c, store_possible(whole, id), store_possible(other, id));
    }
}

/* Those whose status is another are the same, whether or not their strength is looked at. */
static void check_status_changes(const Case *c, Stands *stands, const Store *part, Arena *arena) {
    uint32_t count, status_count, at = 0;
    const bool *is_reached = stands_reached(stands);
    const ClaimChange *of_status = stands_status_changes(stands, part, is_reached, NULL, &status_count, arena);
    const ClaimChange *changes = stands_changes(stands, part, is_reached, NULL, &count, arena);
    for (uint32_t i = 0; i < count; i++) {
        if (stand_differs_in_strength(changes[i].is, changes[i].was)) continue;
        bool is_same = at < status_count && of_status[at].claim == changes[i].claim &&
                       stand_is_same(of_status[at].is, changes[i].is);
        if (!is_same) fail_msg("seed %llu: a claim has another status", (unsigned long long)c->seed);
        at++;
    }
    assert_int_equal(at, status_count);
}

/* ---- worlds that share ---- */

/* Where the fate has a row taken or suspended. */
static void list_fated(Case *c, const Store *base, RelIds *fated) {
    for (RelId id = 0; id < base->program->relations.count; id++) {
        bool is_fated = false;
        for (RowId row = 0; row < store_given_count(base, id); row++)
            is_fated = is_fated || fate_of(c, id, row) != GIVEN_KEPT;
        if (is_fated) vec_push(fated, id);
    }
}

static void rows_agree(const Case *c, const Store *whole, const Store *other) {
    for (RelId id = 0; id < whole->tables.count; id++) {
        const Table *pairs[][2] = {{store_table(whole, id), store_table(other, id)},
                                   {store_possible(whole, id), store_possible(other, id)},
                                   {store_suspended(whole, id), store_suspended(other, id)}};
        for (int i = 0; i < 3; i++) {
            if (!pairs[i][0] != !pairs[i][1] && i > 1) fail_msg("one of them has suspended rows");
            if (!pairs[i][0] || !pairs[i][1]) continue;
            rows_are_in(c, pairs[i][0], pairs[i][1]);
            rows_are_in(c, pairs[i][1], pairs[i][0]);
        }
        assert_int_equal(store_given_count(whole, id), store_given_count(other, id));
    }
}

static void check_shared(Case *c, const World *base, const World *world, Stands *stands, const Changes *changes,
                         Diags *diags) {
    const Agenda *agenda = base->store->program->agenda;
    Changes own = *changes;
    RelIds fated = {0};
    list_fated(c, base->store, &fated);
    own.reach = stands_reach(stands);
    own.tells_fated = true;
    own.fated = fated.items;
    own.fated_count = (uint32_t)fated.count;
    uint64_t rows = store_row_count(base->store);
    World *beside = world_new(base->store, &own, &(RunOptions){.budget = {0}}, diags);
    rows_agree(c, world->store, beside->store);
    for (RelId id = 0; id < base->store->tables.count; id++) shared += store_is_shared(beside->store, id), tables++;
    for (size_t i = 0; i < agenda->claims.count; i++) {
        const Claim *claim = &agenda->claims.items[i];
        ClaimStand alone, among;
        stands_judge(world->store, &claim, 1, &alone);
        stands_judge(beside->store, &claim, 1, &among);
        compare(c, claim, alone, among);
    }
    world_free(beside);
    assert_int_equal(store_row_count(base->store), rows);
    vec_free(&fated);
}

static void check_world(Case *c, const Program *program, const World *base, Stands *stands, Diags *diags) {
    Value values[ADDED][ADDED_COLUMNS];
    GivenRow rows[ADDED];
    Arena arena;
    arena_init(&arena);
    Changes changes = {.more = rows, .fate = fate_of, .fate_context = c};
    changes.more_count = draw_added(c, base->store, values, rows);
    World *world = world_new(base->store, &changes, &(RunOptions){.budget = {0}}, diags);
    changes.choose = stands_choose;
    changes.choose_context = stands;
    World *part = world_new(base->store, &changes, &(RunOptions){.budget = {0}}, diags);
    const ClaimStand *beside = stands_in(stands, part->store, stands_reached(stands), &arena);
    check_rows(c, world->store, part->store, base->store, stands_reached(stands));
    check_status_changes(c, stands, part->store, &arena);
    const ClaimStand *among = stands_in(stands, world->store, NULL, &arena);
    for (size_t i = 0; i < program->agenda->claims.count; i++) {
        const Claim *claim = &program->agenda->claims.items[i];
        ClaimStand alone;
        stands_judge(world->store, &claim, 1, &alone);
        compare(c, claim, alone, among[i]);
        compare(c, claim, alone, beside[i]);
    }
    untouched += stands_untouched(stands);
    changes.choose = NULL;
    check_shared(c, base, world, stands, &changes, diags);
    world_free(part);
    world_free(world);
    arena_clear(&arena);
}

/* ---- what reaches what ---- */

static void check_reach(const Program *program) {
    size_t relations = program->relations.count, claims = program->agenda->claims.count;
    Reach *reach = reach_new(program);
    Cone *cones = mem_alloc((relations + claims + 1) * sizeof *cones);
    bool *is_in = mem_alloc(relations + 1);
    for (RelId id = 0; id < relations; id++) cone_init_of(&cones[id], program, &id, 1);
    for (size_t i = 0; i < claims; i++) cone_init(&cones[relations + i], program, &program->agenda->claims.items[i]);
    for (RelId from = 0; from < relations; from++) {
        memset(is_in, 0, relations);
        is_in[from] = true;
        reach_spread(reach, is_in);
        for (RelId id = 0; id < relations; id++) assert_int_equal(is_in[id], cone_has(&cones[id], from));
        for (uint32_t i = 0; i < claims; i++)
            assert_int_equal(reach_has_claim(reach, is_in, i), cone_has(&cones[relations + i], from));
    }
    for (size_t i = 0; i < relations + claims; i++) cone_clear(&cones[i]);
    mem_free(cones);
    mem_free(is_in);
    reach_free(reach);
}

/* ---- theories ---- */

static void draw_strengths(Program *program, uint64_t seed) {
    for (RuleId r = 0; r < program->rules.count; r++)
        program->rules.items[r].strength = (Strength)((random_next(&seed) >> 20) % 3);
    program->is_graded = true;
}

static void check_theory(uint64_t seed, TheoryKind kind, Policy policy) {
    Theory *theory = theory_random(seed, kind);
    Text text = theory_text(theory);
    Case c = {.text = &text, .seed = seed};
    theory_free(theory);
    Ran r = ran_read(text_str(&text), &policy);
    if (r.program) {
        check_reach(r.program);
        if (seed % 2) draw_strengths(r.program, seed);
        ran_run(&r, NULL);
        Stands *stands = stands_new(r.world->store);
        for (c.draw = 0; c.draw < WORLDS; c.draw++) check_world(&c, r.program, r.world, stands, r.diags);
        stands_free(stands);
    }
    ran_free(&r);
    text_clear(&text);
}

static uint64_t first_seed = 1, seed_count = 40;

static void agree(TheoryKind kind, Policy policy) {
    cases = untouched = stronger = differing = tables = shared = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++) check_theory(seed, kind, policy);
    print_message("%llu cases, %llu not touched, %llu less than certain; of %llu relations %llu shared\n",
                  (unsigned long long)cases, (unsigned long long)untouched, (unsigned long long)stronger,
                  (unsigned long long)tables, (unsigned long long)shared);
    assert_int_equal(differing, 0);
    assert_true(untouched * 15 > cases);
    assert_true(stronger * 20 > cases);
    assert_true(shared * 10 > tables);
}

static void claims_stand_in_worlds_as_by_themselves(void **state) {
    (void)state;
    agree(THEORY_PROPOSITIONS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void so_do_claims_about_rows(void **state) {
    (void)state;
    agree(THEORY_ROWS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void so_do_they_where_ambiguity_propagates(void **state) {
    (void)state;
    agree(THEORY_ROWS, (Policy){AMBIGUITY_PROPAGATE, CLOSED_NOWHERE, NULL, 0});
}

static void so_do_they_where_strict_rules_are_read_backwards(void **state) {
    (void)state;
    agree(THEORY_ROWS, (Policy){AMBIGUITY_BLOCK, CLOSED_EVERYWHERE, NULL, 0});
}

int main(int argc, char **argv) {
    if (argc > 1) first_seed = strtoull(argv[1], NULL, 10);
    if (argc > 2) seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claims_stand_in_worlds_as_by_themselves),
        cmocka_unit_test(so_do_claims_about_rows),
        cmocka_unit_test(so_do_they_where_ambiguity_propagates),
        cmocka_unit_test(so_do_they_where_strict_rules_are_read_backwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
