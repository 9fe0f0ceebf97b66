/* Guards lang/check/names.c, declare.c, resolve.c, labels.c and lint.c: what names stand for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/syntax/parse.h"
#include "tests/support/says.h"

/* The program is wrong, or worth a warning, in exactly one way. */
static void says_only(const char *text, const char *message) { assert_says_only("", text, message); }
static void is_clean(const char *text) { assert_is_clean("", text); }

#define MEMBER "relation member(who: symbol, body: symbol, since: int?). member(a, b, 1). relation p(x). p(z). "

static void textbook_programs_need_no_declarations(void **state) {
    (void)state;
    is_clean("parent(ann, bob). anc(X, Y) :- parent(X, Y). anc(X, Z) :- parent(X, Y), anc(Y, Z). ?- anc(ann, W).");
    is_clean("rain. wet :- rain. ?- wet.");
    is_clean("p(1). p(a). p(2.5). q(X) :- p(X), X \\= b.");
}

static void a_misspelt_relation_is_found(void **state) {
    (void)state;
    says_only(MEMBER "p(X) :- membr(X, csto, _).", "test.hence:1:104: error[E0203]: unknown relation 'membr'");
    says_only(MEMBER "p(X) :- membr(X, csto, _).", "did you mean 'member'?");
    says_only(MEMBER "p(X) :- zebra(X, Y), Y \\= c, not member(X, Y, _).", "declare it: relation zebra(a, b).");
    says_only("parent(ann, bob). child(X, Y) :- parnet(Y, X).", "E0214");
    says_only("parent(ann, bob). child(X, Y) :- parnet(Y, X).", "did you mean 'parent'?");
}

static void a_relation_may_be_said_to_stay_empty(void **state) {
    (void)state;
    is_clean(":- dynamic adopted/2, lost/1. p(X) :- adopted(X, _), not lost(X).");
    is_clean(":- dynamic q/1. relation q(x). relation p(x). p(X) :- q(X).");
    says_only("relation q(x). relation p(x). p(X) :- q(X).", "W0201");
}

static void arguments_are_counted(void **state) {
    (void)state;
    says_only(MEMBER "p(X) :- member(X, csto).", "E0204");
    says_only(MEMBER "p(X) :- member(X, csto).", "declared here: member(who: symbol, body: symbol, since: int?)");
    says_only("p(1, 2). q(X) :- p(X).", "'p' is given with 2 arguments, but asked for with 1");
    says_only("p(1, 2). p(1). q(X) :- p(X).", "W0202");
    is_clean("p(1, 2). p(1). q(X) :- p(X), p(X, _).");
}

static void arguments_may_be_named(void **state) {
    (void)state;
    is_clean(MEMBER "member(body: x, who: y). p(X) :- member(who: X).");
    says_only(MEMBER "p(X) :- member(who: X, bdy: csto).", "did you mean 'body'?");
    says_only(MEMBER "p(X) :- member(who: X, who: csto).", "E0206");
    says_only(MEMBER "p(X) :- member(X, body: csto).", "E0207");
    says_only(MEMBER "member(who: x).", "E0224");
    says_only("q(1). p(X) :- q(value: X).", "E0205");
}

static void declarations_are_checked(void **state) {
    (void)state;
    says_only("relation p(x). p(1). relation p(x, y).", "E0201");
    says_only("relation p(x: symbl). p(1).", "did you mean 'symbol'?");
    says_only("relation p(x: integer). p(1).", "did you mean 'int'?");
    says_only("relation p(x) \"{y} is\". p(1).", "1:16: error[E0205]: 'p' has no column 'y'");
    says_only("relation p(x) key(z). p(1).", "E0205");
    says_only("type t = a | b | a.", "E0201");
    says_only("type t = int 5..1.", "E0408");
    is_clean("type a = b. type b = x | y. relation p(v: a). p(x).");
}

static void keys_and_sentences_reach_the_program(void **state) {
    (void)state;
    Fixture f =
        fixture("relation p(who: symbol, at: int, n: int) \"{who} has {n}\" key(who, at). p(a, 1, 2). -p(b, 1, 2).");
    assert_true(fixture_is_clean(&f));
    const Relation *p = &f.program->relations.items[fixture_relation(&f, "p", 3)];
    assert_true(p->is_declared && p->has_facts && !p->has_rules);
    assert_true(str_equal(p->sentence, STR("{who} has {n}")));
    assert_int_equal(p->key_count, 1);
    assert_int_equal(p->keys[0].columns[1], 1);
    assert_true(f.program->relations.items[p->contrary].has_facts);
    fixture_free(&f);
}

static void ids_share_one_name_space(void **state) {
    (void)state;
    says_only("f1: p(a). f1: p(a).", "W0204");
    says_only(MEMBER "f1: member(a, b, 2). f1: member(since: 2, who: a, body: b).", "W0204");
    says_only("f1: p(a). f1: p(b).", "E0202");
    says_only("f1: p(a). rule f1: q(X) :- p(X).", "id 'f1' already names a fact");
    says_only("f1: p(a). claim f1: p(a).", "E0202");
    is_clean("f1: p(a). F1: p(b).");
}

static void retract_takes_an_id_or_a_proposition(void **state) {
    (void)state;
    is_clean("f1: p(a). rain. scenario s { retract f1. retract rain. retract p(_). }");
    is_clean("F050: p(a). scenario s { retract F050. }");
    says_only("f1: p(a). scenario s { retract f2. }", "E0217");
    says_only("rain: p(a). rain. scenario s { retract rain. }", "E0218");
    says_only("p(a). rule r: q(X) :- p(X). scenario s { retract r. }", "only facts can be taken back");
    says_only("p(a). scenario s { retract p(X). }", "E0308");
    is_clean("relation p(x). load p from \"p.csv\". scenario s { retract f99. }");
}

static void tests_name_scenarios_and_claims(void **state) {
    (void)state;
    says_only("p(a). scenario weak { } test \"t\" in weka { expect p(a). }", "did you mean 'weak'?");
    says_only("p(a). claim durable: p(a). test \"t\" { expect claim durabel established. }", "did you mean 'durable'?");
    says_only("p(a). test \"t\" { expect answers p(X): (a, b). }", "E0226");
    is_clean("p(a, b). test \"t\" { expect answers p(X, Y): (a, b), (b, c). expect answers p(X, b): (a). expect not "
             "p(b, a). }");
    is_clean("p(a). claim c: p(a). test \"t\" { expect undecided p(a). expect claim c undecided: cyclic. }");
    says_only("p(a). claim c: p(a). test \"t\" { expect claim c undecided: cyclc. }", "did you mean 'cyclic'?");
    says_only("p(a). claim c: p(a). test \"t\" { expect claim c refuted: cyclic. }", "E0219");
}

static void terms_are_flat(void **state) {
    (void)state;
    says_only("owns(ann, book(emma)).", "E0211");
    says_only("q(a). p(Y) :- q(X), Y = uper(X).", "did you mean 'upper'?");
    says_only("q(a, 1). p(Y) :- q(X, _), Y = q(X) + 1.", "'q' is a relation, which has no value");
    says_only("q(a). p(Y) :- q(X), Y = substring(X, 1).", "E0210");
    says_only("q(a). p(X) :- q(X), 3.", "E0212");
    says_only("q(a). p(count(X : q(X))).", "E0213");
    says_only("p(2014-03).", "E0409");
    says_only("p(9223372036854775808).", "E0410");
    is_clean("p(-9223372036854775808).");
}

static void a_relation_wins_over_a_condition_of_its_name(void **state) {
    (void)state;
    is_clean("contains(box, ball). q(X) :- contains(X, ball).");
    is_clean("p(abc). q(X) :- p(X), contains(X, \"b\").");
    Fixture f = fixture("contains(box, ball). q(X) :- contains(X, ball).");
    assert_int_not_equal(fixture_relation(&f, "contains", 2), NO_ID);
    fixture_free(&f);
}

static void only_what_can_yield_has_exceptions(void **state) {
    (void)state;
    is_clean("q(a). presumably p(X) :- q(X) unless q(b). against q(X) :- q(X) unless q(b).");
    says_only("q(a). p(X) :- q(X) unless q(b).", "E0901");
    says_only("q(a). p(a) unless q(b).", "E0901");
    says_only("q(a). r: p(X) :- q(X). undercut r :- q(b).", "E0901");
    is_clean("q(a). r: presumably p(X) :- q(X). undercut r :- q(b). o: against p(X) :- q(X). undercut o :- q(b).");
    says_only("q(a). ruler: presumably p(X) :- q(X). undercut rulr :- q(b).", "did you mean 'ruler'?");
    says_only("f: presumably q(a). undercut f :- q(b).", "'f' is a fact; only rules have exceptions");
    says_only("q(a). r: presumably p(X) :- q(X). undercut r :- X > b.", "'X' is compared but gets no value");
    says_only("q(a). r: presumably p(X) :- q(X). undercut r :- q(Y).", "W0301");
    says_only("q(a). presumably p(X) :- q(X) unless r(X, Y). r(a, b).", "E0302");
}

static void priorities_rank_what_can_yield(void **state) {
    (void)state;
#define RANKED                                                                                                         \
    "source treaty \"A\". q(a). r1: presumably p(X) :- q(X). r2: presumably -p(X) :- q(X). f: presumably q(b). "
    is_clean(RANKED "prefer r1 over r2. prefer treaty over f. prefer r2 over f :- q(X), X \\= c.");
    is_clean("load bibliography \"b.bib\". q(a). prefer s1 over s2. scenario s { distrust s1. }");
    says_only(RANKED "prefer r1 over r3.", "E0230");
    is_clean(RANKED "scenario s { assert g: presumably q(c). prefer g over f. }");
    says_only(RANKED "prefer r1 over r1.", "E0506");
    says_only(RANKED "g: q(c). prefer r1 over g.", "'g' is a given fact");
    says_only(RANKED "r4: q(d) :- q(a). prefer r4 over r1.", "'r4' is a strict rule");
    says_only(RANKED "claim c: q(a). prefer c over r1.", "'c' is a claim");
    says_only(RANKED "scenario s { distrust treat. }", "did you mean 'treaty'?");
    says_only(RANKED "prefer r1 over r2 :- X > 3.", "'X' is compared but gets no value");
#undef RANKED
}

static void contraries_are_patterns(void **state) {
    (void)state;
    is_clean("p(a). q(a, b). contrary p(X), -p(X), q(X, _), q(X, c).");
    says_only("p(a). contrary p(X).", "E0228");
    is_clean("p(a, b). contrary p(X, a), p(X, b). contrary p(X, Y), p(Y, X).");
    says_only("p(1). contrary p(X), p(X + 1).", "E0409");
    says_only("p(a). contrary p(X), q(X).", "E0214");
    says_only("p(a). contrary p(X), X + 3.", "E0212");
    says_only("p(a). q(a). contrary p(X), q(Y), p(X).", "W0301");
}

static void open_relations_have_finite_domains(void **state) {
    (void)state;
#define DECLARED                                                                                                       \
    "type t = a | b. type y = int 1..3. relation r(x: symbol). relation e(x: symbol, y: symbol). r(a). e(a, b). "
    is_clean(DECLARED "open relation p(x: t, at: y, who: symbol from r). open relation i(a: symbol from e, b from e).");
    says_only(DECLARED "open relation p(x: symbol).", "E0411");
    says_only(DECLARED "open relation p(x: t?).", "E0411");
    says_only(DECLARED "relation p(x: symbol from r). p(a).", "E0411");
    says_only(DECLARED "open relation p(x: symbol from e).", "E0412");
    says_only(DECLARED "open relation p(x: int from r).", "E0412");
    says_only(DECLARED "open relation o(x: t). open relation p(x: t from o).", "E0412");
    says_only(DECLARED "open relation p(x: symbol from rr).", "E0203");
#undef DECLARED
}

static void a_rule_that_looks_like_a_label_is_noticed(void **state) {
    (void)state;
    says_only("p(a). f1:-p(a).", "W0203");
    is_clean("p(a). f1 :- p(a). f2: -p(b). rain:-p(a).");
}

static void every_slip_is_reported_at_once(void **state) {
    (void)state;
    Fixture f = fixture(MEMBER "p(X) :- membr(X).\np(Y) :- member(X, _, _).\np(X) :- member(X, _).");
    assert_true(fixture_says(&f, "E0203") && fixture_says(&f, "E0301") && fixture_says(&f, "E0204"));
    fixture_free(&f);
}

static void a_question_is_checked_against_the_program(void **state) {
    (void)state;
    Fixture f = fixture(MEMBER "p(a).");
    static const struct {
        const char *text;
        bool is_good;
    } CASES[] = {{"member(who: X), p(X)", true},
                 {"-p(X)", true},
                 {"membr(X)", false},
                 {"p(X), X > Y", false},
                 {"p(a, b)", false}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Diags *diags = diags_new(f.sources);
        Modules modules = {0};
        Ast *ast =
            parse_body(f.sources, source_add(f.sources, STR("question"), str_of(CASES[i].text)), &f.arena, diags);
        vec_push(&modules.items, ((Module){ast, {NULL, 0}}));
        assert_int_equal(check_question(&modules, f.program, &f.arena, diags) != NULL, CASES[i].is_good);
        modules_free(&modules);
        diags_free(diags);
    }
    fixture_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(textbook_programs_need_no_declarations),
        cmocka_unit_test(a_misspelt_relation_is_found),
        cmocka_unit_test(a_relation_may_be_said_to_stay_empty),
        cmocka_unit_test(arguments_are_counted),
        cmocka_unit_test(arguments_may_be_named),
        cmocka_unit_test(declarations_are_checked),
        cmocka_unit_test(keys_and_sentences_reach_the_program),
        cmocka_unit_test(ids_share_one_name_space),
        cmocka_unit_test(retract_takes_an_id_or_a_proposition),
        cmocka_unit_test(tests_name_scenarios_and_claims),
        cmocka_unit_test(terms_are_flat),
        cmocka_unit_test(a_relation_wins_over_a_condition_of_its_name),
        cmocka_unit_test(only_what_can_yield_has_exceptions),
        cmocka_unit_test(priorities_rank_what_can_yield),
        cmocka_unit_test(contraries_are_patterns),
        cmocka_unit_test(open_relations_have_finite_domains),
        cmocka_unit_test(a_rule_that_looks_like_a_label_is_noticed),
        cmocka_unit_test(every_slip_is_reported_at_once),
        cmocka_unit_test(a_question_is_checked_against_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
