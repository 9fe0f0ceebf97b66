/* What whynot says is so: on random programs no instance lacks less than the nearest, its marks are true and rows that
 * nearly fit are there; on random theories each repair, written into the text and read again,
 * has the effects it was printed with.
 *
 * Other seeds by hand:  agree_whynot FIRST COUNT */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/eval/rounds.h"
#include "runtime/judge/repair.h"
#include "runtime/why/residual.h"
#include "tests/support/ran.h"
#include "tests/support/random_program.h"
#include "tests/support/repaired.h"

static uint64_t first_seed = 1, seed_count = 22;

/* ---- nearest instances ---- */

enum { DOMAIN_MOST = 7, VARIABLES_MOST = 4 };

typedef struct {
    Value items[DOMAIN_MOST];
    uint32_t count;
    bool is_cut; /* the program has more values */
} Domain;

static void add_value(Domain *domain, Value v) {
    for (uint32_t i = 0; i < domain->count; i++)
        if (domain->items[i] == v) return;
    if (domain->count < DOMAIN_MOST)
        domain->items[domain->count++] = v;
    else
        domain->is_cut = true;
}

/* The values of the program, or some of them. */
static bool find_domain(const Store *store, Domain *domain) {
    uint32_t all = 0;
    for (RelId r = 0; r < store->tables.count; r++) {
        const Table *table = store_table(store, r);
        for (RowId row = 0; row < table_count(table); row++)
            for (uint32_t c = 0; c < table_arity(table); c++) add_value(domain, table_row(table, row)[c]), all++;
    }
    return all > 0;
}

static uint32_t count_lacking(const Store *store, const Rule *rule, const Value *bindings) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++)
        count += residual_truth(store, &rule->body[i], bindings) != LITERAL_TRUE;
    return count;
}

static bool fits_head(const Rule *rule, const Value *head, uint32_t arity, const Value *bindings) {
    for (uint32_t c = 0; c < arity; c++)
        if (head[c] != UNBOUND && term_value(rule->terms[c], bindings) != head[c]) return false;
    return true;
}

/* The least that an instance over the domain lacks; UINT32_MAX: none fits the head. */
static uint32_t least_lacking(const Store *store, const Rule *rule, const Value *head, const Domain *domain) {
    Value bindings[VARIABLES_MOST + 1];
    uint32_t at[VARIABLES_MOST + 1] = {0}, least = UINT32_MAX,
                                 arity = store->program->relations.items[rule->head].arity;
    for (;;) {
        for (uint32_t v = 0; v < rule->variable_count; v++) bindings[v] = domain->items[at[v]];
        if (fits_head(rule, head, arity, bindings)) {
            uint32_t lacking = count_lacking(store, rule, bindings);
            if (lacking < least) least = lacking;
        }
        uint32_t v = 0;
        while (v < rule->variable_count && ++at[v] == domain->count) at[v++] = 0;
        if (v == rule->variable_count) return least;
    }
}

/* `X = 2` makes X the integer, but is met by 2.0 too: what is tried here is not what is computed. */
static bool computes(const Rule *rule) {
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (rule->body[i].kind == LIT_BIND || rule->body[i].kind == LIT_LOOKUP) return true;
    return false;
}

static bool is_whole(const Rule *rule, const Nearby *nearby) {
    for (uint32_t v = 0; v < rule->variable_count; v++)
        if (nearby->bindings[v] == UNBOUND) return false;
    return true;
}

static void check_marks(const Store *store, const Rule *rule, const Nearby *nearby, uint64_t seed) {
    uint32_t lacking = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        lacking += nearby->marks[i] == MARK_FAILS || nearby->marks[i] == MARK_OPEN;
        if (!is_whole(rule, nearby)) continue;
        LiteralTruth truth = residual_truth(store, &rule->body[i], nearby->bindings);
        Mark wanted = truth == LITERAL_TRUE ? MARK_HOLDS : truth == LITERAL_UNDECIDED ? MARK_OPEN : MARK_FAILS;
        if (nearby->marks[i] != wanted) fail_msg("seed %llu: a mark is wrong", (unsigned long long)seed);
    }
    assert_int_equal(lacking, nearby->lacking);
}

static uint32_t compared;

static void check_rule(const Store *store, RuleId id, const Value *head, const Domain *domain, uint64_t seed) {
    const Rule *rule = &store->program->rules.items[id];
    Arena arena;
    arena_init(&arena);
    NearbyList list = nearby_find(store, id, head, 0, 1, &arena);
    uint32_t least = least_lacking(store, rule, head, domain);
    for (uint32_t i = 0; i < list.count; i++) {
        check_marks(store, rule, &list.items[i], seed);
        if (i) assert_true(nearby_compare(store, &list.items[i - 1], &list.items[i]) < 0);
    }
    bool is_exact = list.count && !list.is_far && !list.is_cut && least != UINT32_MAX && !computes(rule);
    if (is_exact && list.items[0].lacking > least)
        fail_msg("seed %llu: an instance lacks %u, the nearest that was found %u", (unsigned long long)seed, least,
                 list.items[0].lacking);
    for (uint32_t i = 0; is_exact && i < list.count; i++)
        if (list.items[i].pending == 0 && !list.items[i].is_loose && !domain->is_cut && list.items[i].lacking < least)
            fail_msg("seed %llu: %u are said to lack, and it is %u", (unsigned long long)seed, list.items[i].lacking,
                     least);
    if (!list.is_far && list.count == 0 && !computes(rule) && least <= NEARBY_LEFT_OUT && least <= rule->literal_count)
        fail_msg("seed %llu: an instance that lacks %u was not found", (unsigned long long)seed, least);
    compared += is_exact;
    arena_clear(&arena);
}

static void check_nearest_of(uint64_t seed, RandomSize size) {
    Program *program = random_program(seed, size);
    assert_true(program_order(program, NULL, NULL));
    Store *store = store_new(program);
    store_give_program(store);
    Conflicts conflicts = {0};
    Outcome outcome = {0};
    run_program(store, &(RunOptions){.budget = {.max_rows = 20000}}, &conflicts, &outcome);
    Domain domain = {.count = 0};
    bool has_values = find_domain(store, &domain);
    for (RuleId id = 0; has_values && id < program->rules.count; id++) {
        const Rule *rule = &program->rules.items[id];
        uint32_t arity = program->relations.items[rule->head].arity;
        Value head[64];
        if (rule->is_fold || rule->variable_count > VARIABLES_MOST) continue;
        for (uint32_t c = 0; c < arity; c++) head[c] = UNBOUND;
        check_rule(store, id, head, &domain, seed);
        for (uint32_t k = 0; arity && k < domain.count; k++) {
            for (uint32_t c = 0; c < arity; c++) head[c] = domain.items[(k + c * (seed % 3)) % domain.count];
            check_rule(store, id, head, &domain, seed);
        }
    }
    vec_free(&conflicts);
    outcome_clear(&outcome);
    store_free(store);
    program_free(program);
}

static void no_instance_lacks_less_than_the_nearest(void **state) {
    (void)state;
    compared = 0;
    for (uint64_t seed = first_seed; seed < first_seed + 20 * seed_count; seed++) {
        check_nearest_of(seed, RANDOM_SMALL);
        check_nearest_of(seed, RANDOM_CIRCULAR);
    }
    print_message("%u rules and heads compared\n", compared);
    assert_true(compared > 0);
}

/* ---- theories ---- */

typedef struct {
    const Theory *theory;
    const Ran *run;
    uint32_t claim;
    uint64_t seed;
} Case;

static const Claim *claim_at(const Ran *run, uint32_t i) { return &run->program->agenda->claims.items[i]; }

static void print_repaired(const Case *c, const Repair *repair, Text *text) {
    Text claims;
    text_init(&claims);
    theory_print_claims(c->theory, &claims);
    repaired_print(c->theory, text_str(&claims), c->run->program, repair, text);
    text_clear(&claims);
}

static bool try_priority(void *context, Repair *repair, Stands *stands, Stop *stop, Arena *arena) {
    (void)stop;
    const Case *c = context;
    Text text;
    text_init(&text);
    print_repaired(c, repair, &text);
    Ran again = repaired_run(text_str(&text), NULL);
    text_clear(&text);
    bool is_run = again.program != NULL;
    if (is_run) {
        Judgement judgement = goal_judge(again.world->store, &(Goal){.claim = claim_at(&again, c->claim)});
        repair->status = judgement.status;
        repair->reason = judgement.reason;
        repair_compare(repair, claim_at(c->run, c->claim), c->run->world->store, stands, again.world->store, NULL,
                       arena);
    }
    ran_free(&again);
    return is_run;
}

static uint32_t repairs_checked, not_written;

static void is_other(const Case *c, uint32_t claim, const Text *text) {
    fprintf(stderr, "%s", text->bytes);
    fail_msg("seed %llu: with what whynot %u prints, claim %u comes out otherwise", (unsigned long long)c->seed,
             c->claim, claim);
}

static void check_repair(const Case *c, const ClaimStand *claims, const Repair *repair, bool establishes) {
    Text text;
    text_init(&text);
    print_repaired(c, repair, &text);
    Ran again = repaired_run(text_str(&text), NULL);
    if (again.program) {
        repairs_checked++;
        uint32_t changes = 0;
        for (uint32_t i = 0; i < again.program->agenda->claims.count; i++) {
            const Claim *claim = claim_at(&again, i);
            ClaimStand is;
            stands_judge(again.world->store, &claim, 1, &is);
            bool changes_here = !stand_is_same(is, claims[i]);
            if (i == c->claim) {
                if (is.status != repair->status || is.reason != repair->reason ||
                    (establishes && is.status != STATUS_ESTABLISHED))
                    is_other(c, i, &text);
            } else if (changes_here) {
                if (changes >= repair->change_count || repair->changes[changes].claim != i ||
                    !stand_is_same(repair->changes[changes].is, is))
                    is_other(c, i, &text);
                changes++;
            }
        }
        assert_int_equal(changes, repair->change_count);
    } else {
        not_written++;
    }
    ran_free(&again);
    text_clear(&text);
}

/* Of the rows of the relation none agrees with more of what is bound. */
static void check_near(const Store *store, const Premise *premise) {
    if (premise->near.row == NO_ROW) return;
    const Table *table = store_table(store, premise->near.relation);
    uint32_t arity = table_arity(table), most = 0, own = 0;
    assert_false(table_is_hidden(table, premise->near.row));
    for (RowId r = 0; r < table_count(table); r++) {
        uint32_t agree = 0;
        for (uint32_t k = 0; k < arity; k++) agree += premise->row[k] == table_row(table, r)[k];
        if (!table_is_hidden(table, r) && agree > most) most = agree;
        if (r == premise->near.row) own = agree;
    }
    assert_int_equal(own, most);
}

static void check_shortfall(const Shortfall *s) {
    for (size_t i = 0; i < s->items.count; i++)
        for (uint32_t r = 0; r < s->items.items[i].route_count; r++)
            for (uint32_t k = 0; k < s->items.items[i].routes[r].attempt_count; k++) {
                const Attempt *attempt = &s->items.items[i].routes[r].attempts[k];
                const Rule *rule = &s->store->program->rules.items[attempt->nearby->rule];
                for (uint32_t p = 0; p < rule->literal_count; p++) {
                    const Premise *premise = &attempt->premises[p];
                    if (premise->below != NO_ID) assert_true(premise->below < s->items.count);
                    if (premise->stand == STAND_MISSING) check_near(s->store, premise);
                }
            }
}

static void check_claim(const Case *c) {
    const Store *store = c->run->world->store;
    const Claim *claim = claim_at(c->run, c->claim);
    Arena arena;
    arena_init(&arena);
    Stands *stands = stands_new(store);
    ClaimStand *claims = arena_array(&arena, ClaimStand, c->run->program->agenda->claims.count + 1);
    for (uint32_t i = 0; i < c->run->program->agenda->claims.count; i++) claims[i] = stands_claim(stands, i);
    if (claims[c->claim].status != STATUS_ESTABLISHED) {
        const Part *part = &claim->parts[0];
        uint32_t arity = c->run->program->relations.items[part->relation].arity;
        Value *row = arena_array(&arena, Value, arity + 1);
        for (uint32_t i = 0; i < arity; i++) row[i] = part->terms[i].id;
        Judgement judgement = status_of_row(store, part->relation, row);
        Shortfall *shortfall = shortfall_of(store, part->relation, row, NULL, &judgement, 3);
        check_shortfall(shortfall);
        Goal goal = {.claim = claim, .question = &claim->question};
        RunOptions options = {.budget = {0}};
        RepairAsk ask = {c->run->world, &goal, shortfall, &options, try_priority, (void *)(uintptr_t)c, NULL};
        Repairs repairs = repairs_find(&ask, &arena);
        for (uint32_t i = 0; i < repairs.count; i++) check_repair(c, claims, &repairs.items[i], true);
        for (uint32_t i = 0; i < repairs.lifting_count; i++) check_repair(c, claims, &repairs.lifting[i], false);
        for (uint32_t i = 0; i < repairs.refuting_count; i++) check_repair(c, claims, &repairs.refuting[i], false);
        shortfall_free(shortfall);
    }
    stands_free(stands);
    arena_clear(&arena);
}

static void check_theory(uint64_t seed, TheoryKind kind) {
    Theory *theory = theory_random(seed, kind);
    Text text = theory_text(theory);
    Ran run = repaired_run(text_str(&text), NULL);
    assert_non_null(run.program);
    for (uint32_t i = 0; i < run.program->agenda->claims.count; i++)
        check_claim(&(Case){.theory = theory, .run = &run, .claim = i, .seed = seed});
    ran_free(&run);
    text_clear(&text);
    theory_free(theory);
}

static void every_repair_read_again_does_what_it_says(void **state) {
    (void)state;
    repairs_checked = not_written = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++) {
        check_theory(seed, THEORY_PROPOSITIONS);
        check_theory(seed, THEORY_ROWS);
    }
    print_message("%u repairs checked\n", repairs_checked);
    assert_int_equal(not_written, 0);
    assert_true(repairs_checked > 0);
}

int main(int argc, char **argv) {
    if (argc > 2) first_seed = strtoull(argv[1], NULL, 10), seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_instance_lacks_less_than_the_nearest),
        cmocka_unit_test(every_repair_read_again_does_what_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
