/* Tests that a step makes of the value it gives.
 *
 * p(X, Z), q(Y, Z) with X and Y known: not each Z of p looked for in q, but the two sets met, and so for any number of
 * literals.  What a binding costs is then bounded by its smallest set and not by what one literal alone would give
 * (H. Ngo, C. Re, A. Rudra, Skew strikes back: new developments in the theory of join algorithms, 2013).
 * `not` likewise. */
#include "runtime/plan/plan_internal.h"

#include "runtime/store/groups.h"

enum { LARGER_GROUPS = 4 };

typedef Vec(Step) Taken;

/* The one variable a step gives, whose values it finds side by side; NO_ID if it does not. */
static VarId value_of(const Planner *p, const Step *step) {
    uint32_t arity = literal_reads(step->literal) ? literal_arity(p, step->literal) : 0;
    if (step->literal->kind != LIT_ATOM || step->fresh_count != 1 || step->same_count || step->gives_set) return NO_ID;
    bool is_grouped =
        step->access == ACCESS_GROUPS && (uint32_t)__builtin_popcountll(step->bound) + 1 == arity && !step->is_test;
    return is_grouped || step->access == ACCESS_SETS ? step->fresh[0].variable : NO_ID;
}

/* Whether the step is a test whose columns but one have values before the one that gives v. */
static bool is_test_of(const Planner *p, const Step *step, VarId v, const bool *is_before, uint32_t *column) {
    LiteralKind kind = step->literal->kind;
    uint32_t count = 0;
    if ((kind != LIT_ATOM && kind != LIT_NOT) || step->access != ACCESS_WHOLE || step->literal->sees_hidden)
        return false;
    for (uint32_t i = 0; i < literal_arity(p, step->literal); i++) {
        Term term = step->literal->terms[i];
        if (term.kind != TERM_VAR) continue;
        if (term.id == v)
            count++, *column = i;
        else if (!is_before[term.id])
            return false;
    }
    return count == 1;
}

/* Whether the sets of the test can be looked into value by value.  Groups are made for it only if there is more to test
 * than to group, and if those of the test are not much larger than what is tested: then look-ups are better, many at a
 * time. */
static bool can_meet(const Planner *p, const Step *giving, const Step *test, double expected) {
    Table *table = store_table(p->store, test->literal->relation);
    uint64_t others = test->bound & ~(UINT64_C(1) << test->meet_column);
    if (meet_sets(p->store, p->component, test)) return true;
    if (component_has(p->store->program, p->component, test->literal->relation)) return false;
    if (expected < table_count(table)) return false;
    if (table_count(table) / table_distinct(table, others) > giving->fan_out * LARGER_GROUPS) return false;
    uint32_t low, high;
    groups_range(table_groups(table, others), &low, &high);
    return high - low < MEET_RANGE && (high - low) / 512 <= table_count(table) + 1024; /* 64 bytes a row at most */
}

/* `expected`: about so many values are given.  taken: empty, and emptied again. */
static void absorb_tests(Planner *p, uint32_t s, const bool *is_before, double expected, Taken *taken) {
    VarId v = value_of(p, &p->steps[s]);
    uint32_t kept = s + 1;
    if (v == NO_ID) return;
    for (uint32_t t = s + 1; t < p->count; t++) {
        Step *test = &p->steps[t];
        if (is_test_of(p, test, v, is_before, &test->meet_column) && can_meet(p, &p->steps[s], test, expected))
            vec_push(taken, *test);
        else if (kept++ < t)
            p->steps[kept - 1] = *test;
    }
    p->count = kept;
    p->steps[s].meet_count = (uint32_t)taken->count;
    p->steps[s].meets = arena_copy(p->arena, taken->items, taken->count * sizeof *taken->items);
    vec_empty(taken);
}

void choose_meets(Planner *p) {
    if (!uses(p->store->without, WAY_MEETS)) return;
    bool *is_before = arena_array(p->arena, bool, p->rule->variable_count + 1);
    double expected = 1;
    Taken taken = {0};
    for (uint32_t s = 0; s < p->count; s++) {
        expected *= p->steps[s].fan_out;
        absorb_tests(p, s, is_before, expected, &taken);
        const Literal *literal = p->steps[s].literal;
        uint32_t arity = literal_reads(literal) ? literal_arity(p, literal) : 0;
        for (uint32_t i = 0; i < arity; i++)
            if (literal->terms[i].kind == TERM_VAR) is_before[literal->terms[i].id] = true;
        if (literal->kind == LIT_BIND)
            is_before[p->steps[s].is_reversed ? literal->left->id : literal->variable] = true;
    }
    vec_free(&taken);
}
