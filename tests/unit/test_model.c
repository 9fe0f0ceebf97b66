/* The well-founded model of ground programs: positive loops, sources, and agreement with the alternating fixpoint. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "runtime/eval/ground.h"

enum { ATOMS = 64, INSTANCES = 256, LITERALS = 1024 };

typedef struct {
    Ground ground;
    AtomId heads[INSTANCES];
    uint32_t starts[INSTANCES + 1], body[LITERALS];
    bool is_blocked[INSTANCES], is_given[ATOMS], is_open[ATOMS];
} Box;

static void open_box(Box *box, uint32_t atoms) {
    memset(box, 0, sizeof *box);
    box->ground = (Ground){.atom_count = atoms,
                           .heads = box->heads,
                           .starts = box->starts,
                           .body = box->body,
                           .is_blocked = box->is_blocked,
                           .is_given = box->is_given,
                           .is_open = box->is_open};
}

/* "a :- b, not c" as "ab-c": atoms are letters, a minus denies the next one. */
static void add(Box *box, const char *text) {
    Ground *g = &box->ground;
    uint32_t end = box->starts[g->instance_count];
    box->heads[g->instance_count++] = (AtomId)(*text - 'a');
    for (const char *c = text + 1; *c; c++) {
        bool is_denied = *c == '-';
        c += is_denied;
        box->body[end++] = (uint32_t)(*c - 'a') * 2 + is_denied;
    }
    box->starts[g->instance_count] = end;
}

static void add_all(Box *box, const char *rules) {
    char word[32];
    while (*rules) {
        size_t length = strcspn(rules, " ");
        memcpy(word, rules, length);
        word[length] = 0;
        add(box, word);
        rules += length + (rules[length] == ' ');
    }
}

/* One letter an atom: t, f or u. */
static void truth_is(const Model *model, const char *expected) {
    char found[ATOMS] = {0};
    for (AtomId a = 0; a < model->ground->atom_count; a++) found[a] = "utf"[model->truth[a]];
    assert_string_equal(found, expected);
}

static void model_is(const char *rules, const char *expected) {
    Box box;
    Model model;
    open_box(&box, (uint32_t)strlen(expected));
    add_all(&box, rules);
    assert_true(model_find(&model, &box.ground, NULL));
    truth_is(&model, expected);
    model_clear(&model);
}

static void what_has_no_rule_is_false(void **state) {
    (void)state;
    model_is("a-b", "tf");
    model_is("ab b-c cd", "ttff");
}

static void an_even_loop_and_an_odd_one_are_undecided(void **state) {
    (void)state;
    model_is("a-b b-a", "uu");
    model_is("a-a", "u");
    model_is("a-b b-c c-a", "uuu");
    model_is("a-b b-a c d-c-a", "uutf");
}

static void positive_loops_support_nothing(void **state) {
    (void)state;
    model_is("ab ba", "ff");
    model_is("aa", "f");
    model_is("ab ba c-a", "fft");
    model_is("ab ba a-c", "ttf"); /* but with a support from outside they hold */
    model_is("ab bc ca b-d d-b", "uuuu");
}

static void a_loop_loses_its_only_source_when_that_becomes_false(void **state) {
    (void)state;
    model_is("ab ba a-c c-d de ed", "fftff");
    model_is("ab ba a-c cd-e dc c-e ee", "ffttf");
}

static void a_loop_that_finds_another_source_stays(void **state) {
    (void)state;
    /* a and b support each other; a from outside by c's absence, b by d's; c turns out true, d stays undecided */
    model_is("ab ba a-c b-d d-e e-d cfg f g", "uutuutt");
}

static void blocked_instances_are_never_true(void **state) {
    (void)state;
    Box box;
    Model model;
    open_box(&box, 2);
    add(&box, "a");
    add(&box, "b-a");
    box.is_blocked[0] = true;
    assert_true(model_find(&model, &box.ground, NULL));
    assert_int_equal(model.truth[0], ATOM_UNDECIDED);
    assert_int_equal(model.truth[1], ATOM_UNDECIDED);
    model_clear(&model);
}

/* ---- random programs ---- */

static uint32_t draw(uint64_t *seed, uint32_t below) {
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33) % below;
}

/* What follows if `not` is read against `other`; blocked instances count only if asked for. */
static void close_under(const Ground *g, const bool *other, bool with_blocked, bool *holds) {
    memcpy(holds, g->is_given, g->atom_count);
    for (bool any = true; any;) {
        any = false;
        for (InstanceId i = 0; i < g->instance_count; i++) {
            bool fits = !holds[g->heads[i]] && (with_blocked || !g->is_blocked[i]);
            for (uint32_t k = g->starts[i]; k < g->starts[i + 1] && fits; k++)
                fits =
                    literal_is_denied(g->body[k]) ? !other[literal_atom(g->body[k])] : holds[literal_atom(g->body[k])];
            if (fits) any = holds[g->heads[i]] = true;
        }
    }
}

static void random_box(Box *box, uint64_t seed) {
    uint32_t atoms = 3 + draw(&seed, 20), instances = atoms + draw(&seed, atoms * 2);
    open_box(box, atoms);
    uint32_t denied = 10 + draw(&seed, 50);
    for (uint32_t i = 0; i < instances; i++) {
        uint32_t end = box->starts[i];
        box->heads[i] = draw(&seed, atoms);
        for (uint32_t left = draw(&seed, 10) ? 1 + draw(&seed, 3) : 0; left > 0; left--)
            box->body[end++] = draw(&seed, atoms) * 2 + (draw(&seed, 100) < denied);
        box->starts[i + 1] = end;
        box->is_blocked[i] = draw(&seed, 40) == 0;
    }
    for (AtomId a = 0; a < atoms; a++) box->is_given[a] = draw(&seed, 30) == 0;
    box->ground.instance_count = instances;
}

static void random_programs_have_the_model_of_the_alternating_fixpoint(void **state) {
    (void)state;
    uint64_t repairs = 0, undecided = 0;
    for (uint64_t seed = 1; seed <= 20000; seed++) {
        Box box;
        Model model;
        bool is_true[ATOMS] = {0}, possible[ATOMS] = {0}, before[ATOMS];
        random_box(&box, seed * 7919);
        do {
            memcpy(before, is_true, sizeof before);
            close_under(&box.ground, is_true, true, possible);
            close_under(&box.ground, possible, false, is_true);
        } while (memcmp(before, is_true, sizeof before) != 0);
        assert_true(model_find(&model, &box.ground, NULL));
        for (AtomId a = 0; a < box.ground.atom_count; a++) {
            Truth expected = is_true[a] ? ATOM_TRUE : possible[a] ? ATOM_UNDECIDED : ATOM_FALSE;
            if (model.truth[a] != expected) fail_msg("seed %llu, atom %u", (unsigned long long)seed, a);
            undecided += expected == ATOM_UNDECIDED;
        }
        repairs += model.repair_count;
        model_clear(&model);
    }
    assert_true(repairs > 1000);
    assert_true(undecided > 10000);
}

/* A ring of atoms p, each with a support of its own that is lost one after the other, each loss being known only when
 * the one before has been mended: sources move on, and what is mended is in proportion to what is lost.
 *   p(i) :- p(i-1).  p(i) :- not q(i).  q(i) :- not x(i).  x(i) :- y(i).  y(i) :- x(i).  x(i) :- not q(i-1). */
static void a_ring_that_loses_one_support_after_the_other_is_mended_in_time(void **state) {
    (void)state;
    enum { SIZE = 50000, P = 0, Q = SIZE, X = 2 * SIZE, Y = 3 * SIZE, RULES = 6 * SIZE };
    Ground g = {.atom_count = 4 * SIZE};
    AtomId *heads = mem_alloc(RULES * sizeof *heads);
    uint32_t *starts = mem_alloc((RULES + 1) * sizeof *starts), *body = mem_alloc(RULES * sizeof *body);
    bool *nothing = mem_alloc_zero(RULES);
    starts[0] = 0;
    for (uint32_t i = 0; i < SIZE; i++) {
        uint32_t rules[6][2] = {{P + i, (P + (i + SIZE - 1) % SIZE) * 2},
                                {P + i, (Q + i) * 2 + 1},
                                {Q + i, (X + i) * 2 + 1},
                                {X + i, (Y + i) * 2},
                                {Y + i, (X + i) * 2},
                                {X + i, (Q + i - 1) * 2 + 1}};
        for (uint32_t k = 0; k < (i ? 6 : 5); k++) { /* x(0) has no support but itself */
            heads[g.instance_count] = rules[k][0];
            body[g.instance_count] = rules[k][1];
            starts[g.instance_count + 1] = g.instance_count + 1;
            g.instance_count++;
        }
    }
    g.heads = heads, g.starts = starts, g.body = body, g.is_blocked = g.is_given = nothing;
    Model model;
    assert_true(model_find(&model, &g, NULL));
    for (uint32_t i = 0; i < SIZE; i++) {
        assert_int_equal(model.truth[P + i], ATOM_FALSE);
        assert_int_equal(model.truth[Q + i], ATOM_TRUE);
    }
    assert_true(model.repair_count >= 2 * SIZE && model.repair_count <= 6 * SIZE);
    model_clear(&model);
    mem_free(heads);
    mem_free(starts);
    mem_free(body);
    mem_free(nothing);
}

/* a as it is given or open; c and d rest on each other. */
static void a_model_is_found_again_where_other_atoms_are_given_or_open(void **state) {
    Box box;
    Model model;
    (void)state;
    open_box(&box, 5);
    add_all(&box, "ba cd cb dc e-b");
    box.is_open[0] = true;
    assert_true(model_find(&model, &box.ground, NULL));
    truth_is(&model, "uuuuu");
    box.is_open[0] = false;
    assert_true(model_find_again(&model));
    truth_is(&model, "fffft");
    box.is_given[0] = true;
    assert_true(model_find_again(&model));
    truth_is(&model, "ttttf");
    model_clear(&model);
}

static void loops_are_there_or_not_whatever_is_given(void **state) {
    Box box;
    (void)state;
    open_box(&box, 4);
    add_all(&box, "ba cb-a d-d");
    box.is_given[0] = true;
    assert_false(ground_has_loops(&box.ground));
    add_all(&box, "bd dc");
    assert_true(ground_has_loops(&box.ground));
    open_box(&box, 1);
    add_all(&box, "aa");
    assert_true(ground_has_loops(&box.ground));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_no_rule_is_false),
        cmocka_unit_test(an_even_loop_and_an_odd_one_are_undecided),
        cmocka_unit_test(positive_loops_support_nothing),
        cmocka_unit_test(a_loop_loses_its_only_source_when_that_becomes_false),
        cmocka_unit_test(a_loop_that_finds_another_source_stays),
        cmocka_unit_test(blocked_instances_are_never_true),
        cmocka_unit_test(random_programs_have_the_model_of_the_alternating_fixpoint),
        cmocka_unit_test(a_model_is_found_again_where_other_atoms_are_given_or_open),
        cmocka_unit_test(loops_are_there_or_not_whatever_is_given),
        cmocka_unit_test(a_ring_that_loses_one_support_after_the_other_is_mended_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
