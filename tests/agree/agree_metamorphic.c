/* Programs that say the same give the same: answers never change where
 *
 *   a literal is repeated, or asked for once more with some columns left open      variables have other numbers
 *   literals, rules and facts stand in another order                               a rule stands there twice
 *   part of a rule becomes a rule of its own, for a relation between               a rule needs `p, not p` as well
 *
 * tried on random programs with recursion, negation, circles through `not`, contradictions, comparisons, functions and
 * aggregates, one to four of these at a time, run by default and without some way of computing.  The same of random
 * theories, as far as it holds of arguments: each literal has the same status where premises and statements stand in
 * another order, a premise is repeated, or a rule without label is.
 * No oracle is asked: agree_naive and agree_argue have them.
 *
 * `p, not p` is no contradiction where p is undecided, so p is a relation without such rows,
 * complete before the rule runs.
 *
 * Other seeds by hand:  agree_metamorphic FIRST COUNT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "runtime/eval/rounds.h"
#include "runtime/eval/stream.h"
#include "tests/support/random_program.h"
#include "tests/support/ran.h"
#include "tests/support/theory.h"

static uint64_t first_seed = 1, seed_count = 70, state;

static uint32_t draw(uint32_t below) { /* xorshift64*, S. Vigna 2016 */
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % below;
}

static void begin_draws(uint64_t seed) { state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1; }

#define SHUFFLE(items, count)                                                                                          \
    for (uint32_t left_ = (uint32_t)(count); left_ > 1; left_--) {                                                     \
        uint32_t with_ = draw(left_);                                                                                  \
        unsigned char swap_[sizeof *(items)];                                                                          \
        memcpy(swap_, &(items)[left_ - 1], sizeof swap_);                                                              \
        memmove(&(items)[left_ - 1], &(items)[with_], sizeof swap_);                                                   \
        memcpy(&(items)[with_], swap_, sizeof swap_);                                                                  \
    }

/* ---- a run, and whether another one came to the same ---- */

typedef struct {
    Store *store;
    Conflicts conflicts;
    Outcome outcome;
} Run;

static Run run(const Program *program, const RunOptions *options) {
    Run r = {.store = store_new(program)};
    store_give_program(r.store);
    run_program(r.store, options, &r.conflicts, &r.outcome);
    for (RelId id = 0; id < program->relations.count; id++)
        if (r.store->streamed.items[id]) streamed_fill(r.store, id);
    return r;
}

static void end_run(Run *r) {
    vec_free(&r->conflicts);
    outcome_clear(&r->outcome);
    store_free(r->store);
}

static uint32_t undecided_rows(const Store *store, RelId id) {
    const Table *possible = store_possible(store, id);
    uint32_t count = 0;
    for (RowId row = 0; possible && row < table_count(possible); row++)
        count += store_is_undecided(store, id, table_row(possible, row));
    return count;
}

static bool has_same_rows(const Run *a, const Run *b, RelId id) {
    const Table *one = store_table(a->store, id), *two = store_table(b->store, id);
    if (table_count(one) != table_count(two) || table_hidden_count(one) != table_hidden_count(two)) return false;
    for (RowId row = 0; row < table_count(one); row++) {
        RowId same = table_find(two, table_row(one, row));
        if (same == NO_ROW || table_is_hidden(one, row) != table_is_hidden(two, same)) return false;
    }
    const Table *possible = store_possible(a->store, id);
    if (undecided_rows(a->store, id) != undecided_rows(b->store, id)) return false;
    for (RowId row = 0; possible && row < table_count(possible); row++)
        if (store_is_undecided(a->store, id, table_row(possible, row)) !=
            store_is_undecided(b->store, id, table_row(possible, row)))
            return false;
    return true;
}

/* ---- the same program otherwise ---- */

typedef struct {
    Program *program; /* a copy, changed */
    const Run *plain; /* of the program as it was */
    RelId relation_count;
    uint32_t done[8]; /* how often each change was made */
} Variant;

static Rule *some_rule(Variant *v) {
    Rule *rule = &v->program->rules.items[draw((uint32_t)v->program->rules.count)];
    return rule->is_fold ? NULL : rule;
}

static Literal *grown_body(Variant *v, const Rule *rule, uint32_t more) {
    Literal *body = arena_array(&v->program->arena, Literal, rule->literal_count + more + 1);
    if (rule->literal_count) memcpy(body, rule->body, rule->literal_count * sizeof *body);
    return body;
}

static bool repeat_literal(Variant *v) {
    Rule *rule = some_rule(v);
    if (!rule || rule->literal_count == 0) return false;
    Literal *body = grown_body(v, rule, 1), copy = body[draw(rule->literal_count)];
    if (copy.kind == LIT_ATOM && draw(2)) {
        uint32_t arity = v->program->relations.items[copy.relation].arity;
        Term *terms = arena_copy(&v->program->arena, copy.terms, arity * sizeof *terms);
        for (uint32_t i = 0; i < arity; i++)
            if (draw(2)) terms[i] = term_any();
        copy.terms = terms;
    }
    body[rule->literal_count++] = copy;
    rule->body = body;
    return true;
}

static bool shuffle_literals(Variant *v) {
    Rule *rule = some_rule(v);
    if (!rule || rule->literal_count < 2) return false;
    Literal *body = grown_body(v, rule, 0);
    SHUFFLE(body, rule->literal_count);
    rule->body = body;
    return true;
}

static bool shuffle_statements(Variant *v) {
    SHUFFLE(v->program->rules.items, v->program->rules.count);
    SHUFFLE(v->program->facts.items, v->program->facts.count);
    return true;
}

static bool repeat_rule(Variant *v) {
    if (v->program->rules.count == 0) return false;
    Rule copy = v->program->rules.items[draw((uint32_t)v->program->rules.count)];
    if (copy.is_fold) return false;
    program_add_rule(v->program, copy);
    return true;
}

/* ---- other numbers for variables ---- */

static const Term *renumbered_terms(Variant *v, const Term *terms, RelId relation, const VarId *number) {
    uint32_t arity = v->program->relations.items[relation].arity;
    Term *made = arena_array(&v->program->arena, Term, arity + 1);
    for (uint32_t i = 0; i < arity; i++) made[i] = terms[i].kind == TERM_VAR ? term_var(number[terms[i].id]) : terms[i];
    return made;
}

static const Expr *renumbered_expr(Variant *v, const Expr *expr, const VarId *number) {
    if (!expr || expr->kind == EXPR_CONST) return expr;
    Expr *made = arena_copy(&v->program->arena, expr, sizeof *expr);
    if (expr->kind == EXPR_VAR) made->id = number[expr->id];
    for (uint32_t i = 0; expr->kind == EXPR_CALL && i < expr->argument_count; i++)
        made->arguments[i] = renumbered_expr(v, expr->arguments[i], number);
    return made;
}

static bool has_terms(const Literal *literal) {
    return literal->kind == LIT_ATOM || literal->kind == LIT_NOT || literal->kind == LIT_LOOKUP;
}

static bool renumber_variables(Variant *v) {
    Rule *rule = some_rule(v);
    if (!rule || rule->variable_count < 2) return false;
    VarId *number = arena_array(&v->program->arena, VarId, rule->variable_count);
    for (VarId i = 0; i < rule->variable_count; i++) number[i] = i;
    SHUFFLE(number, rule->variable_count);
    Literal *body = grown_body(v, rule, 0);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (has_terms(&body[i])) {
            body[i].terms = renumbered_terms(v, body[i].terms, body[i].relation, number);
            continue;
        }
        body[i].left = renumbered_expr(v, body[i].left, number);
        body[i].right = renumbered_expr(v, body[i].right, number);
        if (body[i].kind == LIT_BIND) body[i].variable = number[body[i].variable];
    }
    Symbol *names = arena_array(&v->program->arena, Symbol, rule->variable_count);
    for (VarId i = 0; i < rule->variable_count; i++)
        names[number[i]] = rule->variables ? rule->variables[i] : NO_SYMBOL;
    if (rule->variables) rule->variables = names;
    rule->terms = renumbered_terms(v, rule->terms, rule->head, number);
    rule->body = body;
    return true;
}

/* ---- a rule in two ---- */

/* h :- a, b, c.  becomes  m(all variables of a, b) :- a, b.  h :- m(...), c. */
static bool split_rule(Variant *v) {
    Rule *rule = some_rule(v);
    if (!rule || rule->literal_count < 2) return false;
    Arena *arena = &v->program->arena;
    Literal *inner = arena_array(arena, Literal, rule->literal_count), *outer = grown_body(v, rule, 1);
    bool *is_bound = arena_array(arena, bool, rule->variable_count + 1);
    memset(is_bound, 0, rule->variable_count + 1);
    uint32_t inner_count = 0, outer_count = 0, arity = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        bool is_inner = literal->kind == LIT_ATOM && !literal->sees_hidden && draw(2);
        if (is_inner) inner[inner_count++] = *literal;
        if (!is_inner) outer[outer_count++] = *literal;
        for (uint32_t k = 0; is_inner && k < v->program->relations.items[literal->relation].arity; k++)
            if (literal->terms[k].kind == TERM_VAR) is_bound[literal->terms[k].id] = true;
    }
    Term *terms = arena_array(arena, Term, rule->variable_count + 1);
    for (VarId i = 0; i < rule->variable_count; i++)
        if (is_bound[i]) terms[arity++] = term_var(i);
    if (inner_count == 0 || arity > 60) return false;
    Column *columns = arena_array(arena, Column, arity + 1);
    for (uint32_t i = 0; i < arity; i++) columns[i] = (Column){NO_SYMBOL, TYPE_ID_ANY, true};
    RelId between = program_add_relation(v->program, (Relation){.name = NO_SYMBOL,
                                                                .arity = arity,
                                                                .columns = columns,
                                                                .contrary = NO_ID,
                                                                .helper = HELPER_MADE,
                                                                .span = NO_SPAN});
    outer[outer_count++] = (Literal){.kind = LIT_ATOM, .relation = between, .terms = terms, .span = NO_SPAN};
    Rule half = *rule;
    half.head = between, half.terms = terms, half.body = inner, half.literal_count = inner_count;
    rule->body = outer, rule->literal_count = outer_count;
    program_add_rule(v->program, half);
    return true;
}

/* ---- p, not p ---- */

static uint32_t group_of(const Program *program, RelId id) {
    return program->components.items[program->relations.items[id].component].group;
}

static bool add_nonsense(Variant *v) {
    const Program *plain = v->plain->store->program;
    if (v->program->rules.count == 0) return false;
    Rule copy = v->program->rules.items[draw((uint32_t)v->program->rules.count)];
    RelId p = draw(v->relation_count);
    if (copy.is_fold || copy.head >= v->relation_count || group_of(plain, p) >= group_of(plain, copy.head) ||
        undecided_rows(v->plain->store, p))
        return false;
    uint32_t arity = plain->relations.items[p].arity;
    Term *terms = arena_array(&v->program->arena, Term, arity + 1);
    for (uint32_t i = 0; i < arity; i++) terms[i] = term_var(copy.variable_count + i);
    Literal *body = grown_body(v, &copy, 2);
    body[copy.literal_count++] = (Literal){.kind = LIT_ATOM, .relation = p, .terms = terms, .span = NO_SPAN};
    body[copy.literal_count++] = (Literal){.kind = LIT_NOT, .relation = p, .terms = terms, .span = NO_SPAN};
    copy.body = body;
    copy.variables = NULL;
    copy.variable_count += arity;
    program_add_rule(v->program, copy);
    return true;
}

/* ---- programs ---- */

typedef bool ChangeOne(Variant *v);
static ChangeOne *const CHANGES[] = {repeat_literal,     shuffle_literals, shuffle_statements, repeat_rule,
                                     renumber_variables, split_rule,       add_nonsense};
static const char *const NAMES[] = {
    "a repeated literal",         "literals turned",     "statements turned", "a repeated rule",
    "variables with new numbers", "a rule in two parts", "p, not p"};
enum { CHANGE_COUNT = sizeof CHANGES / sizeof *CHANGES, CHANGES_MOST = 4, VARIANTS = 4 };

static uint64_t made[CHANGE_COUNT], undecided, hidden;

static void fail_variant(const Variant *v, RelId id, uint64_t seed) {
    Text text;
    text_init(&text);
    text_printf(&text, "seed %llu, relation %u, with", (unsigned long long)seed, (unsigned)id);
    for (int i = 0; i < CHANGE_COUNT; i++)
        if (v->done[i]) text_printf(&text, " %s,", NAMES[i]);
    text_lit(&text, "\n---- before\n");
    program_print(v->plain->store->program, &text);
    text_lit(&text, "---- after\n");
    program_print(v->program, &text);
    fprintf(stderr, "%.*s\n", (int)text.length, text.bytes);
    text_clear(&text);
    fail_msg("seed %llu", (unsigned long long)seed);
}

static void check_variant(const Program *program, const Run *plain, uint64_t seed) {
    Variant v = {program_copy(program), plain, (RelId)program->relations.count, {0}};
    for (uint32_t left = 1 + draw(CHANGES_MOST); left > 0; left--) {
        uint32_t change = draw(CHANGE_COUNT);
        if (!CHANGES[change](&v)) continue;
        v.done[change]++;
        made[change]++;
    }
    assert_true(program_order(v.program, NULL, NULL));
    RunOptions options = {.without = draw(2) ? 0 : 1u << draw(WAY_COUNT), .sets_from = draw(2) ? 1 : 0};
    Run other = run(v.program, &options);
    for (RelId id = 0; id < v.relation_count; id++)
        if (!has_same_rows(plain, &other, id)) fail_variant(&v, id, seed);
    end_run(&other);
    program_free(v.program);
}

static void check_program(uint64_t seed, RandomSize size) {
    begin_draws(seed);
    Program *program = random_program(seed, size);
    assert_true(program_order(program, NULL, NULL));
    Run plain = run(program, &(RunOptions){.budget = {0}});
    for (RelId id = 0; id < program->relations.count; id++) {
        undecided += undecided_rows(plain.store, id);
        hidden += table_hidden_count(store_table(plain.store, id));
    }
    for (int i = 0; i < VARIANTS; i++) check_variant(program, &plain, seed);
    end_run(&plain);
    program_free(program);
}

static void programs_that_say_the_same_give_the_same_rows(void **unused) {
    (void)unused;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++) {
        check_program(seed, RANDOM_SMALL);
        check_program(seed, RANDOM_CIRCULAR);
        check_program(seed, RANDOM_CIRCULAR);
        check_program(seed, RANDOM_CONTRARY);
        check_program(seed, RANDOM_STRATA);
        if (seed % 4 == 0) check_program(seed, RANDOM_PAIRS);
        if (seed % 50 == 0) check_program(seed, RANDOM_LARGE);
    }
    for (int i = 0; i < CHANGE_COUNT; i++) {
        print_message("%s: %llu\n", NAMES[i], (unsigned long long)made[i]);
        assert_true(made[i] > seed_count / 2);
    }
    assert_true(undecided > seed_count && hidden > seed_count);
}

/* ---- theories ---- */

static bool repeat_premise(TheoryRule *rule) {
    if (rule->premise_count == 0 || rule->premise_count == THEORY_PREMISES) return false;
    rule->premises[rule->premise_count] = rule->premises[draw(rule->premise_count)];
    rule->premise_count++;
    return true;
}

/* A rule that nobody names may stand there twice; a fact is one fact. */
static bool repeat_theory_rule(Theory *theory, size_t at) {
    TheoryRule copy = theory->rules.items[at];
    if (copy.label[0] || copy.premise_count == 0) return false;
    vec_push(&theory->rules, copy);
    return true;
}

static uint32_t change_theory(Theory *theory) {
    uint32_t changes = 0;
    for (size_t i = theory->rules.count; i-- > 0;) {
        TheoryRule *rule = &theory->rules.items[i];
        SHUFFLE(rule->premises, rule->premise_count);
        SHUFFLE(rule->exceptions, rule->exception_count);
        if (draw(3) == 0) changes += repeat_premise(rule);
        if (draw(3) == 0) changes += repeat_theory_rule(theory, i);
    }
    SHUFFLE(theory->rules.items, theory->rules.count);
    SHUFFLE(theory->contraries.items, theory->contraries.count);
    SHUFFLE(theory->preferences.items, theory->preferences.count);
    return changes;
}

/* `c3 established` a line. */
static Text statuses_of(const Theory *theory, const Policy *policy) {
    Text text = theory_text(theory), statuses;
    Ran r = ran_read(text_str(&text), policy);
    if (!r.program) {
        diags_print(r.diags, &text, false);
        fail_msg("%.*s", (int)text.length, text.bytes);
    }
    ran_run(&r, NULL);
    text_init(&statuses);
    for (size_t i = 0; i < r.program->agenda->claims.count; i++) {
        Verdict verdict = judge_claim(r.world->store, &r.program->agenda->claims.items[i]);
        text_printf(&statuses, "c%u %s\n", (unsigned)i, status_name(verdict.status));
        verdict_clear(&verdict);
    }
    ran_free(&r);
    text_clear(&text);
    return statuses;
}

static void check_theory(uint64_t seed, TheoryKind kind, const Policy *policy, uint64_t *changes) {
    begin_draws(seed);
    Theory *theory = theory_random(seed, kind);
    Text before = statuses_of(theory, policy), written = theory_text(theory);
    *changes += change_theory(theory);
    Text after = statuses_of(theory, policy), changed = theory_text(theory);
    if (!str_equal(text_str(&before), text_str(&after))) {
        fprintf(stderr, "%s%s---- changed\n%s%s", written.bytes, before.bytes, changed.bytes, after.bytes);
        fail_msg("seed %llu", (unsigned long long)seed);
    }
    text_clear(&before);
    text_clear(&after);
    text_clear(&written);
    text_clear(&changed);
    theory_free(theory);
}

static void theories_that_say_the_same_decide_the_same(void **unused) {
    (void)unused;
    static const Policy POLICIES[] = {{AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0},
                                      {AMBIGUITY_PROPAGATE, CLOSED_WHERE_NEEDED, NULL, 0},
                                      {AMBIGUITY_BLOCK, CLOSED_EVERYWHERE, NULL, 0}};
    uint64_t changes = 0;
    for (uint64_t seed = first_seed; seed < first_seed + 3 * seed_count; seed++)
        check_theory(seed, seed / 3 % 2 ? THEORY_PROPOSITIONS : THEORY_ROWS, &POLICIES[seed % 3], &changes);
    print_message("%llu changes\n", (unsigned long long)changes);
    assert_true(changes > seed_count);
}

int main(int argc, char **argv) {
    if (argc > 1) first_seed = strtoull(argv[1], NULL, 10);
    if (argc > 2) seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_that_say_the_same_give_the_same_rows),
        cmocka_unit_test(theories_that_say_the_same_decide_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
