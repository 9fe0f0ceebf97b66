/* What a claim rests on agrees with trying all sets of facts, on small random theories.
 *
 * For each claim that is established or refuted: the minimal sets among all 2^n are exactly those that are found;
 * critical facts are those whose removal changes the status, and they lie in every set; what is enough with the others
 * open is enough however they are decided; and the least number of sources is the one
 * that trying all sets of sources gives.
 *
 * Other seeds by hand:  agree_supports FIRST COUNT */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/judge/supports.h"
#include "tests/support/decided.h"

enum { FACTS_MOST = 7, SOURCES_MOST = 4 };

typedef struct {
    const Text *text;
    Inquiry *inquiry;
    const Verdict *verdict;
    const Supports *supports;
    uint64_t seed;
} Case;

static void differ(const Case *c, const char *what, uint32_t set) {
    const Claim *claim = c->inquiry->claim;
    fprintf(stderr, "%s", c->text->bytes); /* too long for a message */
    fail_msg("seed %llu, %.*s: %s (%#x)", (unsigned long long)c->seed, STR_FMT(claim->question.text), what,
             (unsigned)set);
}

/* ---- what is told about, in a world ---- */

static bool holds(const Case *c, const World *world) {
    const Supports *s = c->supports;
    if (!inquiry_is_computed(c->inquiry, world)) return false;
    if (!s->is_refutation) return table_count(store_table(world->store, c->inquiry->claim->question.answer)) > 0;
    for (uint32_t i = 0; i < s->all_against.count; i++) {
        RowRef against = s->all_against.rows[i];
        const Value *row = table_row(store_table(c->inquiry->base, against.relation), against.row);
        Table *table = store_table(world->store, against.relation);
        RowId found = table_find(table, row);
        if (found != NO_ROW && !table_is_hidden(table, found)) return true;
    }
    return false;
}

/* A fact is the first of its rows: all of them stand and fall together. */
static bool has_fact(const Case *c, uint32_t set, uint32_t row) { return set >> inquiry_first(c->inquiry, row) & 1; }

static uint32_t all_facts(const Case *c) {
    uint32_t all = 0;
    for (uint32_t i = 0; i < c->inquiry->facts.count; i++) all |= UINT32_C(1) << inquiry_first(c->inquiry, i);
    return all;
}

static bool holds_with(Case *c, uint32_t set, GivenFate others) {
    inquiry_suppose_all(c->inquiry, others);
    for (uint32_t i = 0; i < c->inquiry->facts.count; i++)
        if (has_fact(c, set, i)) c->inquiry->fates[i] = GIVEN_KEPT;
    World *world = inquiry_run(c->inquiry, NULL);
    bool result = holds(c, world);
    world_free(world);
    return result;
}

static uint32_t bits_of(const Members *members) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < members->count; i++) bits |= UINT32_C(1) << members->items[i];
    return bits;
}

static bool is_found(const Case *c, uint32_t set) {
    for (size_t i = 0; i < c->supports->sets.count; i++)
        if (bits_of(&c->supports->sets.items[i]) == set) return true;
    return false;
}

/* ---- sets of facts ---- */

static void check_sets(Case *c) {
    uint32_t count = (uint32_t)c->inquiry->facts.count, all = UINT32_C(1) << count;
    uint32_t other = bits_of(&c->supports->held) | ~all_facts(c);
    bool *enough = mem_alloc_zero(all);
    uint32_t needed = all - 1;
    for (uint32_t set = 0; set < all; set++) {
        if (set & other) continue;
        enough[set] = holds_with(c, set, GIVEN_SUSPENDED);
        bool is_minimal = enough[set];
        for (uint32_t i = 0; i < count; i++)
            if ((set >> i & 1) && enough[set ^ UINT32_C(1) << i]) {
                is_minimal = false;
                if (!enough[set]) differ(c, "more facts make it less", set);
            }
        if (is_minimal != is_found(c, set)) differ(c, is_minimal ? "a set is not found" : "a set is none", set);
        if (is_minimal) needed &= set;
        /* however the others are decided */
        for (uint32_t more = all - 1; is_minimal && more > set; more--)
            if ((more & set) == set && !(more & other) && !holds_with(c, more, GIVEN_TAKEN))
                differ(c, "a set is not enough after all", set);
    }
    if (c->supports->end != SETS_ALL) differ(c, "not all sets were looked for", 0);
    if (c->supports->sets.count && needed != bits_of(&c->supports->needed)) differ(c, "other facts are needed", needed);
    mem_free(enough);
}

static void check_critical(Case *c) {
    uint32_t critical = bits_of(&c->supports->critical);
    for (size_t i = 0; i < c->supports->sets.count; i++)
        if (critical & ~bits_of(&c->supports->sets.items[i])) differ(c, "a critical fact is missing", critical);
    for (uint32_t i = 0; i < c->inquiry->facts.count; i++) {
        if (c->inquiry->is_held[i] || !(all_facts(c) >> i & 1)) continue;
        for (uint32_t k = 0; k < c->inquiry->facts.count; k++)
            c->inquiry->fates[k] = has_fact(c, UINT32_C(1) << i, k) ? GIVEN_TAKEN : GIVEN_KEPT;
        World *world = inquiry_run(c->inquiry, NULL);
        bool changes = judge_claim(world->store, c->inquiry->claim).status != c->verdict->status;
        world_free(world);
        if (changes != (critical >> i & 1)) differ(c, changes ? "a fact is critical" : "a fact is not critical", i);
    }
}

/* ---- sets of sources ---- */

static bool holds_without(Case *c, const Symbol *keys, uint32_t count) {
    for (uint32_t k = 0; k < c->inquiry->facts.count; k++) c->inquiry->fates[k] = GIVEN_KEPT;
    World *world = inquiry_run(c->inquiry, &(Changes){.distrusted = keys, .distrusted_count = count});
    bool result = holds(c, world);
    world_free(world);
    return result;
}

static void check_sources(Case *c) {
    const Program *program = c->inquiry->base->program;
    const Resilience *r = &c->supports->resilience;
    uint32_t count = (uint32_t)program->bibliography.count, least = UINT32_MAX, alone = 0;
    assert_true(count <= SOURCES_MOST);
    for (uint32_t set = 1; set < UINT32_C(1) << count; set++) {
        Symbol keys[SOURCES_MOST];
        uint32_t size = 0;
        for (uint32_t i = 0; i < count; i++)
            if (set >> i & 1) keys[size++] = program->bibliography.items[i].key;
        if (holds_without(c, keys, size)) continue;
        if (size < least) least = size;
        alone += size == 1;
    }
    if (r->is_stopped) differ(c, "the search for sources was stopped", 0);
    if (r->is_unfailing != (least == UINT32_MAX)) differ(c, "unfailing or not", least);
    if (!r->is_unfailing && r->least_count != least) differ(c, "another number of sources", least);
    if (!r->is_unfailing && holds_without(c, r->least, r->least_count)) differ(c, "the sources do not do", 0);
    if (r->alone_count != alone) differ(c, "other sources do by themselves", alone);
}

/* ---- all of it ---- */

static uint32_t claims, several, twice, held_claims, refutations, unfailing;

static void check_claim(Decided *d) {
    Supports supports;
    Case c = {.text = d->text, .seed = d->seed, .inquiry = &d->inquiry, .verdict = d->verdict, .supports = &supports};
    if (d->inquiry.facts.count > FACTS_MOST) return;
    supports_find(&d->inquiry, d->verdict, 1000, &d->arena, &supports);
    if (supports.unverified) differ(&c, "something failed in its world", supports.unverified);
    check_sets(&c);
    check_critical(&c);
    check_sources(&c);
    claims++;
    several += supports.sets.count > 1;
    twice += all_facts(&c) != (UINT32_C(1) << d->inquiry.facts.count) - 1;
    held_claims += supports.held.count > 0;
    refutations += supports.is_refutation;
    unfailing += supports.resilience.is_unfailing;
    supports_clear(&supports);
}

static uint64_t first_seed = 1, seed_count = 15;

static void agree(TheoryKind kind, Policy policy) {
    claims = several = twice = held_claims = refutations = unfailing = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++)
        decided_claims(seed, kind, policy, check_claim);
    print_message(
        "%u claims, %u with several sets, %u with facts stated twice, %u with facts held, %u refuted, %u lost "
        "with no source\n",
        claims, several, twice, held_claims, refutations, unfailing);
    assert_true(claims > 0);
    assert_true(twice > 0);
}

static void the_sets_of_propositions_are_all_there_are(void **state) {
    (void)state;
    agree(THEORY_PROPOSITIONS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void so_are_those_where_ambiguity_propagates(void **state) {
    (void)state;
    agree(THEORY_PROPOSITIONS, (Policy){AMBIGUITY_PROPAGATE, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void so_are_those_of_rows(void **state) {
    (void)state;
    agree(THEORY_ROWS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

int main(int argc, char **argv) {
    if (argc > 1) first_seed = strtoull(argv[1], NULL, 10);
    if (argc > 2) seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sets_of_propositions_are_all_there_are),
        cmocka_unit_test(so_are_those_where_ambiguity_propagates),
        cmocka_unit_test(so_are_those_of_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
