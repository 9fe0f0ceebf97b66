/* The oracle of the argument layer obeys the table of cases,
 * and keeps what the semantics promises on random theories. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/grounder.h"

static const Policy BLOCK = {AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0},
                    BLOCK_OPEN = {AMBIGUITY_BLOCK, CLOSED_NOWHERE, NULL, 0},
                    BLOCK_CLOSED = {AMBIGUITY_BLOCK, CLOSED_EVERYWHERE, NULL, 0},
                    PROPAGATE = {AMBIGUITY_PROPAGATE, CLOSED_WHERE_NEEDED, NULL, 0},
                    PROPAGATE_OPEN = {AMBIGUITY_PROPAGATE, CLOSED_NOWHERE, NULL, 0},
                    PROPAGATE_CLOSED = {AMBIGUITY_PROPAGATE, CLOSED_EVERYWHERE, NULL, 0};
static const Policy *const ALL[] = {&BLOCK, &BLOCK_OPEN, &BLOCK_CLOSED, &PROPAGATE, &PROPAGATE_OPEN, &PROPAGATE_CLOSED};
enum { POLICY_COUNT = 6 };

/* As the table of cases writes them. */
static const char *short_status(Status status, Reason reason) {
    switch (status) {
    case STATUS_ESTABLISHED: return "E";
    case STATUS_REFUTED: return "R";
    case STATUS_INCONSISTENT: return "I";
    case STATUS_UNSUPPORTED: return "Un";
    default: return reason == REASON_CONTESTED ? "Uc" : reason == REASON_EXCEPTED ? "Ux" : "Uy";
    }
}

/* "flies R, -flies E": each literal has that status. */
static void expect_statuses(const Theory *theory, Policy policy, unsigned readings, const char *expected) {
    Ground *g = ground(theory, policy, readings);
    Text name;
    text_init(&name);
    uint32_t seen = 0, wanted = 1;
    for (const char *at = expected; *at; at++) wanted += *at == ',';
    for (uint32_t l = 0; l < theory_literal_count(theory); l++) {
        Reason reason;
        Status status = ground_status(g, l, &reason);
        text_empty(&name);
        theory_atom_print(theory, theory_literal(theory, l), &name);
        const char *at = expected;
        while (*at && !(strncmp(at, name.bytes, name.length) == 0 && at[name.length] == ' ')) {
            while (*at && *at != ',') at++;
            while (*at == ',' || *at == ' ') at++;
        }
        if (!*at) continue;
        const char *word = short_status(status, reason);
        size_t length = strlen(word);
        char next = at[name.length + 1 + length];
        if (strncmp(at + name.length + 1, word, length) != 0 || (next && next != ','))
            fail_msg("%s is %s, expected: %s", name.bytes, word, expected);
        seen++;
    }
    assert_int_equal(seen, wanted);
    text_clear(&name);
    ground_free(g);
}

static void under(const char *text, Policy policy, const char *expected) {
    Theory *theory = theory_read(text);
    expect_statuses(theory, policy, 0, expected);
    theory_free(theory);
}

/* Both by default, and with closed mode forced or forbidden. */
static void always(const char *text, const char *expected) {
    for (int i = 0; i < POLICY_COUNT; i++) under(text, *ALL[i], expected);
}

static bool audit_fails(const char *text, Policy policy) {
    Theory *theory = theory_read(text);
    Ground *g = ground(theory, policy, 0);
    uint32_t a, b;
    bool fails = ground_audit_fails(g, &a, &b);
    ground_free(g);
    theory_free(theory);
    return fails;
}

/* ---- the cases ---- */

static void penguin(void **state) {
    (void)state;
    always("penguin. penguin -> bird. r1: bird => flies. r2: penguin => -flies. r2 > r1.", "flies R, -flies E");
    always("penguin. penguin -> bird. r1: bird => flies. r2: penguin => -flies.", "flies Uc, -flies Uc");
}

static void ill_bird(void **state) {
    (void)state;
    always("bird. ill. bird => flies unless ill. penguin => -flies.", "flies Ux, -flies Un");
    always("bird. ill. r: bird => flies. undercut r if ill. penguin => -flies.", "flies Ux, -flies Un");
}

static void nixon(void **state) {
    (void)state;
    always("quaker. republican. quaker => pacifist. republican => -pacifist.", "pacifist Uc, -pacifist Uc");
}

static void floating(void **state) {
    (void)state;
    always("quaker. republican. quaker => dove. republican => hawk. dove # hawk. dove => motivated. hawk => motivated.",
           "dove Uc, hawk Uc, motivated Un");
}

static void zombie(void **state) {
    (void)state;
    static const char TEXT[] = "q. r. a. q => p. r => -p. p => -z. a => z.";
    under(TEXT, BLOCK, "p Uc, z E");
    under(TEXT, PROPAGATE, "p Uc, z Uc");
}

static void platypus(void **state) {
    (void)state;
    always("monotreme. fur. eggs. bill. m1: monotreme => mammal. m2: fur => mammal. n1: eggs => -mammal."
           "n2: bill => -mammal. m1 > n1. m2 > n2.",
           "mammal E, -mammal R");
}

static void married(void **state) {
    (void)state;
    always("ring. party. ring => married. party => bachelor. bachelor -> -married. married -> -bachelor.",
           "married Uc, bachelor Uc");
}

static void has_wife(void **state) {
    (void)state;
    static const char TEXT[] = "wr. go. wr => m. go => b. m -> hw. b -> -hw.";
    under(TEXT, BLOCK, "m Uc, b Uc, hw Uc");
    under(TEXT, PROPAGATE, "m Uc, b Uc, hw Uc");
    under(TEXT, BLOCK_OPEN, "m E, b E, hw Uc");
    under(TEXT, PROPAGATE_OPEN, "m E, b E, hw Uc");
    assert_false(audit_fails(TEXT, BLOCK));
    assert_false(audit_fails(TEXT, PROPAGATE));
    assert_true(audit_fails(TEXT, BLOCK_OPEN));
}

static void even_exceptions(void **state) {
    (void)state;
    always("a. a => p unless q. a => q unless p.", "p Uy, q Uy");
    always("a. a => p unless p.", "p Uy");
}

static void reinstatement(void **state) {
    (void)state;
    always("a. b. c. a => p unless u1. b => u1 unless u2. c => u2.", "u2 E, u1 Ux, p E");
}

static void support_loop(void **state) {
    (void)state;
    always("q => p. p => q.", "p Un, q Un");
}

static void objection(void **state) {
    (void)state;
    always("p. p => q. p against q.", "q Uc, -q Un");
}

static void strict_beats(void **state) {
    (void)state;
    always("a. b. a -> c. c -> -p. b => p.", "c E, p R");
}

static void frisian(void **state) {
    (void)state;
    always("frisian. frisian => dutch unless exempt. dutch => tall.", "dutch E, tall E");
}

static void two_truths(void **state) {
    (void)state;
    always("=> p. => -p. => z. p => q. -p => -q. z => y.", "p Uc, q Un, y E");
}

static void ranked_sources(void **state) {
    (void)state;
    always("=> signed92 @ sa. => signed94 @ sb. signed92 # signed94. signed92 => early. sa > sb.",
           "signed92 E, signed94 R, early E");
}

static void tandem(void **state) {
    (void)state;
    always("jw. mw. sw. jw => j. mw => m. sw => s. j, m -> -s. j, s -> -m. m, s -> -j.", "j Uc, m Uc, s Uc");
}

static void contradiction(void **state) {
    (void)state;
    always("p. -p. p => q. a. a => b.", "p I, -p I, q Un, b E");
}

static void win_move(void **state) {
    (void)state;
    always("ab. ba. bc. cd. ab, not win_b -> win_a. ba, not win_a -> win_b. bc, not win_c -> win_b."
           "cd, not win_d -> win_c.",
           "win_a Uy, win_b Uy, win_c E, win_d Un");
    always("ab. bc. cd. ab, not win_b -> win_a. bc, not win_c -> win_b. cd, not win_d -> win_c.",
           "win_a E, win_b Un, win_c E, win_d Un");
}

/* Attack graphs: a chain x, y, z, a circle of two, a circle of three. */
static void grounded(void **state) {
    (void)state;
    always("x. y. z. x, not out_x -> in_x. y, not out_y -> in_y. z, not out_z -> in_z. in_x -> out_y. in_y -> out_z.",
           "in_x E, out_y E, in_y Un, in_z E, out_z Un");
    always("x. y. x, not out_x -> in_x. y, not out_y -> in_y. in_x -> out_y. in_y -> out_x.", "in_x Uy, in_y Uy");
    always("x. y. z. x, not out_x -> in_x. y, not out_y -> in_y. z, not out_z -> in_z."
           "in_x -> out_y. in_y -> out_z. in_z -> out_x.",
           "in_x Uy, in_y Uy, in_z Uy");
}

/* ---- points the page decides in a sentence ---- */

static void a_fact_is_beaten_only_if_each_of_its_sources_is(void **state) {
    (void)state;
    always("=> p @ sa. => -p @ sb, sc. sa > sb.", "p Uc, -p Uc");
    always("=> p @ sa. => -p @ sb, sc. sa > sb. sa > sc.", "p E, -p R");
    always("=> p @ sa, sd. => -p @ sb, sc. sa > sb. sd > sc.", "p E, -p R");
}

static void preferences_are_not_chained(void **state) {
    (void)state;
    always("f: => p. g: => z. h: => -p. f > g. g > h.", "p Uc, z E");
}

static void nothing_follows_from_a_contradiction(void **state) {
    (void)state;
    always("a. -a. b. a -> c. b -> d. c -> e.", "a I, b E, c Un, d E, e Un");
}

static void a_strict_rule_denies_what_is_not_possible(void **state) {
    (void)state;
    always("a. a, not b -> c. => -c.", "c E, -c R");
    always("a. n. a, not n -> b. a, not b -> c. => -c.", "c E, -c R");
    under("a. => b. => -b. a, not b -> c. => -c.", BLOCK, "b Uc, c Uc, -c Uc");
}

/* ---- properties ---- */

static bool accepts_contraries(const Ground *g, uint32_t count) {
    for (uint32_t a = 0; a < count; a++)
        for (uint32_t b = 0; b < a; b++)
            if (ground_are_contrary(g, a, b) && ground_accepted(g, a) == TRUTH_TRUE &&
                ground_accepted(g, b) == TRUTH_TRUE)
                return true;
    return false;
}

static void fail_with(const Theory *theory, uint64_t seed, const char *what) {
    Text text;
    text_init(&text);
    theory_print(theory, &text);
    fail_msg("seed %llu: %s\n%s", (unsigned long long)seed, what, text.bytes);
}

static void contraries_are_never_both_accepted_and_closed_mode_passes_its_audit(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 250; seed++)
        for (int i = 0; i < POLICY_COUNT; i++) {
            Theory *theory = theory_random(seed, seed % 2 ? THEORY_PROPOSITIONS : THEORY_ROWS);
            Ground *g = ground(theory, *ALL[i], READ_FIRM);
            uint32_t a, b;
            if (!ground_is_unclear(g) && accepts_contraries(g, theory_literal_count(theory)))
                fail_with(theory, seed, "contraries are accepted");
            if (!ground_is_unclear(g) && ALL[i]->closed != CLOSED_NOWHERE && ground_audit_fails(g, &a, &b))
                fail_with(theory, seed, "the audit fails");
            ground_free(g);
            theory_free(theory);
        }
}

static void what_propagating_accepts_blocking_accepts(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 250; seed++)
        for (int i = 0; i < 3; i++) {
            Theory *theory = theory_random(seed, seed % 2 ? THEORY_PROPOSITIONS : THEORY_ROWS);
            Ground *block = ground(theory, *ALL[i], 0);
            Ground *propagate = ground(theory, *ALL[i + 3], READ_STRONG | READ_CAUTIOUS);
            for (uint32_t l = 0; l < theory_literal_count(theory); l++)
                if (ground_accepted(propagate, l) == TRUTH_TRUE && ground_accepted(block, l) != TRUTH_TRUE)
                    fail_with(theory, seed, "propagating accepts more");
            ground_free(block);
            ground_free(propagate);
            theory_free(theory);
        }
}

/* ---- where the page, as written, breaks what it promises ---- */

/* Two strict rules hold because something is merely not accepted;
 * nothing can be transposed, and neither can be rebutted. */
static void unrebuttable_strict_rules_must_not_hang_on_what_is_possible(void **state) {
    (void)state;
    static const char TEXT[] = "a. => p. => -p. p -> w. a, not p -> h. a, not p -> -h.";
    Theory *theory = theory_read(TEXT);
    expect_statuses(theory, BLOCK, 0, "h E, -h E");
    expect_statuses(theory, BLOCK, READ_FIRM, "h Uc, -h Uc");
    theory_free(theory);
}

/* The attack of p on z runs through p0, which is contested:
 * propagating should keep z open, by strict rules as by others. */
static void ambiguity_reaches_through_strict_rules(void **state) {
    (void)state;
    Theory *theory = theory_read("q. r. a. q => p0. r => -p0. p0 => p. p -> -z. a => z.");
    expect_statuses(theory, BLOCK, 0, "z E");
    expect_statuses(theory, PROPAGATE, 0, "z E");
    expect_statuses(theory, PROPAGATE, READ_STRONG, "z Uc");
    theory_free(theory);
}

/* Names do not run in a circle here, what they stand for does. */
static void a_rule_must_not_beat_itself_by_another_name(void **state) {
    (void)state;
    under("f: => p @ s. p -> -p. f > s.", BLOCK, "p E, -p E");
    under("f: => -p @ s. g: => p. f > g. g > s.", BLOCK, "p E, -p E");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(penguin),
        cmocka_unit_test(ill_bird),
        cmocka_unit_test(nixon),
        cmocka_unit_test(floating),
        cmocka_unit_test(zombie),
        cmocka_unit_test(platypus),
        cmocka_unit_test(married),
        cmocka_unit_test(has_wife),
        cmocka_unit_test(even_exceptions),
        cmocka_unit_test(reinstatement),
        cmocka_unit_test(support_loop),
        cmocka_unit_test(objection),
        cmocka_unit_test(strict_beats),
        cmocka_unit_test(frisian),
        cmocka_unit_test(two_truths),
        cmocka_unit_test(ranked_sources),
        cmocka_unit_test(tandem),
        cmocka_unit_test(contradiction),
        cmocka_unit_test(win_move),
        cmocka_unit_test(grounded),
        cmocka_unit_test(a_fact_is_beaten_only_if_each_of_its_sources_is),
        cmocka_unit_test(preferences_are_not_chained),
        cmocka_unit_test(nothing_follows_from_a_contradiction),
        cmocka_unit_test(a_strict_rule_denies_what_is_not_possible),
        cmocka_unit_test(contraries_are_never_both_accepted_and_closed_mode_passes_its_audit),
        cmocka_unit_test(what_propagating_accepts_blocking_accepts),
        cmocka_unit_test(unrebuttable_strict_rules_must_not_hang_on_what_is_possible),
        cmocka_unit_test(ambiguity_reaches_through_strict_rules),
        cmocka_unit_test(a_rule_must_not_beat_itself_by_another_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
