/* What open facts would settle, and which of them can change a claim, agrees with trying all ways to settle them.
 *
 * Random theories of propositions and of rows, some of them open.  Each of the 3^n ways is run as a world; the minimal
 * ones that establish or refute a claim are exactly those that are found, each fact that is said to change it does, and
 * one that is said not to does not; facts on which nothing is said to hang change no status.
 *
 * Other seeds by hand:  agree_need FIRST COUNT */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/judge/need.h"
#include "runtime/judge/stable.h"
#include "tests/support/ran.h"
#include "tests/support/theory.h"

enum { FACTS_MOST = 4, WAYS_MOST = 81 };

typedef struct {
    const Text *text;
    Inquiry inquiry;
    Settling settling;
    Arena arena;
    uint64_t seed;
    uint32_t ways;
    uint8_t settled[WAYS_MOST][FACTS_MOST];
    Status status[WAYS_MOST]; /* by way: fact i is settled as figure i in base 3 */
} Case;

static void differ(const Case *c, const char *what, uint32_t way) {
    fprintf(stderr, "%s", c->text->bytes); /* too long for a message */
    fail_msg("seed %llu, %.*s: %s (%u)", (unsigned long long)c->seed, STR_FMT(c->inquiry.claim->question.text), what,
             (unsigned)way);
}

static uint32_t facts_of(const Case *c) { return (uint32_t)c->settling.facts.count; }

static uint32_t only_by_world; /* ways that the residue does not tell */

static void run_all_ways(Case *c) {
    c->ways = 1;
    for (uint32_t i = 0; i < facts_of(c); i++) c->ways *= 3;
    for (uint32_t way = 0; way < c->ways; way++) {
        Reason reason;
        for (uint32_t i = 0, rest = way; i < facts_of(c); i++, rest /= 3) c->settled[way][i] = (uint8_t)(rest % 3);
        assert_true(settling_verify(&c->settling, c->settled[way], &c->status[way], &reason));
        uint64_t worlds = c->inquiry.worlds;
        Out out = settling_try(&c->settling, c->settled[way]);
        only_by_world += c->settling.residue && c->inquiry.worlds > worlds;
        if (out != out_of(c->status[way])) differ(c, "a way comes out otherwise", way);
    }
}

/* ---- need ---- */

static bool is_part(const Case *c, uint32_t part, uint32_t whole) {
    for (uint32_t i = 0; i < facts_of(c); i++)
        if (c->settled[part][i] && c->settled[part][i] != c->settled[whole][i]) return false;
    return true;
}

static bool is_minimal(const Case *c, uint32_t way, Status status) {
    if (way == 0 || c->status[way] != status) return false;
    for (uint32_t part = 1; part < c->ways; part++)
        if (part != way && c->status[part] == status && is_part(c, part, way)) return false;
    return true;
}

static bool is_found(const Case *c, const NeedSide *side, uint32_t way) {
    for (size_t i = 0; i < side->needs.count; i++)
        if (memcmp(side->needs.items[i].settled, c->settled[way], facts_of(c)) == 0) return true;
    return false;
}

static void check_side(Case *c, const NeedSide *side, Status status) {
    for (uint32_t way = 0; way < c->ways; way++) {
        if (is_minimal(c, way, status) != is_found(c, side, way)) differ(c, "another set is needed", way);
        if (side->is_impossible && c->status[way] == status) differ(c, "it is possible after all", way);
    }
    for (size_t i = 1; i < side->needs.count; i++)
        if (side->needs.items[i].size < side->needs.items[i - 1].size) differ(c, "a larger set comes first", 0);
}

static void check_need(Case *c) {
    NeedSets sets;
    need_find(&c->settling, WAYS_MOST, FACTS_MOST, &c->arena, &sets);
    if (sets.unverified || sets.is_stopped) differ(c, "the search was stopped or wrong", sets.unverified);
    check_side(c, &sets.establish, STATUS_ESTABLISHED);
    check_side(c, &sets.refute, STATUS_REFUTED);
    need_clear(&sets);
}

/* ---- stable ---- */

static uint32_t way_with(const Case *c, uint32_t way, uint32_t fact, uint32_t settled) {
    uint32_t weight = 1;
    for (uint32_t i = 0; i < fact; i++) weight *= 3;
    return way + (settled - c->settled[way][fact]) * weight;
}

static bool makes_difference(const Case *c, uint32_t fact, uint32_t way) {
    bool differs = false;
    for (uint32_t k = 1; k < 3; k++) {
        Status with = c->status[way_with(c, way, fact, k)], without = c->status[way_with(c, way, fact, 0)];
        differs = differs || (way == 0 ? with != without : out_of(with) != out_of(without));
    }
    return differs;
}

static void check_witness(const Case *c, uint32_t fact, const Influence *influence) {
    uint32_t way = 0;
    while (memcmp(c->settled[way], influence->others, facts_of(c)) != 0) way++;
    bool agrees = c->status[way] == influence->open.status &&
                  c->status[way_with(c, way, fact, FACT_HOLDS)] == influence->holds.status &&
                  c->status[way_with(c, way, fact, FACT_FAILS)] == influence->fails.status;
    if (!agrees || !makes_difference(c, fact, way)) differ(c, "a fact does not change it so", fact);
}

static uint32_t fixed, cannot, together;

static void check_stable(Case *c) {
    Stability stability;
    stable_find(&c->settling, FACTS_MOST, &c->arena, &stability);
    if (stability.unverified) differ(c, "something failed in its world", stability.unverified);
    for (uint32_t way = 0; way < c->ways && stability.is_fixed; way++)
        if (out_of(c->status[way]) != out_of(c->status[0])) differ(c, "it is not fixed", way);
    fixed += stability.is_fixed;
    for (uint32_t i = 0; i < facts_of(c); i++) {
        const Influence *influence = &stability.items[i];
        bool changes = false;
        for (uint32_t way = 0; way < c->ways; way++)
            changes = changes || (c->settled[way][i] == 0 && makes_difference(c, i, way));
        if (changes != (influence->can == CAN_CHANGE)) differ(c, "a fact changes it, or not", i);
        if (!changes && influence->can != CANNOT) differ(c, "not all was tried", i);
        if (changes) check_witness(c, i, influence);
        cannot += !changes;
        together += influence->other_count > 0;
    }
}

/* ---- facts on which nothing hangs ---- */

static void check_idle(Case *c) {
    const Program *program = c->inquiry.base->program;
    for (size_t i = 0; i < c->settling.idle.count; i++)
        for (int k = 0; k < 2; k++) {
            const OpenFact *fact = &c->settling.idle.items[i];
            GivenRow row = {k ? program->relations.items[fact->relation].contrary : fact->relation,
                            fact->row,
                            {NO_SYMBOL, {NULL, 0}, NO_SPAN}};
            inquiry_suppose_all(&c->inquiry, GIVEN_KEPT);
            World *world = inquiry_run(&c->inquiry, &(Changes){.more = &row, .more_count = 1});
            Status status = judge_claim(world->store, c->inquiry.claim).status;
            world_free(world);
            if (status != c->settling.status) differ(c, "a fact changes it on which nothing hangs", (uint32_t)i);
        }
}

/* ---- all of it ---- */

static uint32_t claims, by_worlds, idle;

static void check_claim(Case *c, const Claim *claim, const World *world, Diags *diags) {
    arena_init(&c->arena);
    inquiry_init(&c->inquiry, world->store, claim, &(RunOptions){.budget = {0}}, diags);
    settling_init(&c->settling, &c->inquiry);
    check_idle(c);
    idle += (uint32_t)c->settling.idle.count;
    if (facts_of(c) > 0 && facts_of(c) <= FACTS_MOST) {
        claims++;
        by_worlds += c->settling.residue == NULL;
        run_all_ways(c);
        c->inquiry.worlds = 0;
        check_need(c);
        c->inquiry.worlds = 0;
        check_stable(c);
    }
    settling_clear(&c->settling);
    inquiry_clear(&c->inquiry);
    arena_clear(&c->arena);
}

/* The columns of an open relation need a domain. */
static void add_declared(Str line, Text *text) {
    static const char SYMBOL[] = ": symbol";
    for (size_t i = 0, length = sizeof SYMBOL - 1; i < line.length; i++) {
        bool is_type = i + length <= line.length && memcmp(line.text + i, SYMBOL, length) == 0;
        if (is_type) text_lit(text, ": constant");
        i += is_type ? length : 0;
        text_add_char(text, line.text[i]);
    }
}

/* Some of the relations are open. */
static void open_some(const Text *text, uint64_t seed, Text *opened) {
    Str rest = text_str(text);
    uint64_t state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    text_lit(opened, "type constant = a | b | c | d.\n");
    for (size_t begin = 0, at = 0; at < rest.length; at++) {
        if (rest.text[at] != '\n') continue;
        Str line = {rest.text + begin, at + 1 - begin};
        bool is_relation = strncmp(line.text, "relation ", 9) == 0;
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        if (is_relation && (state >> 33) % 3 == 0) text_lit(opened, "open ");
        if (is_relation)
            add_declared(line, opened);
        else
            text_add(opened, line);
        begin = at + 1;
    }
}

static void check_theory(uint64_t seed, TheoryKind kind, Policy policy) {
    Theory *theory = theory_random(seed, kind);
    Text text = theory_text(theory), opened;
    text_init(&opened);
    open_some(&text, seed, &opened);
    Case c = {.text = &opened, .seed = seed};
    Ran r = ran_read(text_str(&opened), &policy);
    if (r.program) ran_run(&r, NULL);
    for (size_t i = 0; r.program && i < r.program->agenda->claims.count; i++)
        check_claim(&c, &r.program->agenda->claims.items[i], r.world, r.diags);
    ran_free(&r);
    text_clear(&text);
    text_clear(&opened);
    theory_free(theory);
}

static uint64_t first_seed = 1, seed_count = 20;

static void agree(TheoryKind kind, Policy policy) {
    claims = by_worlds = only_by_world = idle = fixed = cannot = together = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++) check_theory(seed, kind, policy);
    print_message(
        "%u claims, %u by worlds alone, and %u ways; %u fixed; of their facts %u cannot, %u can together; %u idle\n",
        claims, by_worlds, only_by_world, fixed, cannot, together, idle);
    assert_true(claims > 0);
}

static void all_ways_to_settle_are_found(void **state) {
    (void)state;
    agree(THEORY_PROPOSITIONS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

static void so_they_are_where_ambiguity_propagates(void **state) {
    (void)state;
    agree(THEORY_PROPOSITIONS, (Policy){AMBIGUITY_PROPAGATE, CLOSED_NOWHERE, NULL, 0});
}

static void so_they_are_where_strict_rules_are_read_backwards(void **state) {
    (void)state;
    agree(THEORY_PROPOSITIONS, (Policy){AMBIGUITY_BLOCK, CLOSED_EVERYWHERE, NULL, 0});
}

static void so_they_are_for_rows(void **state) {
    (void)state;
    agree(THEORY_ROWS, (Policy){AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0});
}

int main(int argc, char **argv) {
    if (argc > 1) first_seed = strtoull(argv[1], NULL, 10);
    if (argc > 2) seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_ways_to_settle_are_found),
        cmocka_unit_test(so_they_are_where_ambiguity_propagates),
        cmocka_unit_test(so_they_are_where_strict_rules_are_read_backwards),
        cmocka_unit_test(so_they_are_for_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
