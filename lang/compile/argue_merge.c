/* Premises of a rule that may be one.
 *
 *     h :- p(X), p(Y), r(X, Y).  is also  h :- p(X), r(X, X).    where X = Y
 *
 * Read backwards, -p(X) :- -h, p(Y), r(X, Y)., the first finds nothing in that case: -p may not need p.  So it is read
 * backwards in each way in which other premises are the row that is denied: what variables then mean, one premise more
 * at a time, each meaning once.  Ways that a comparison rules out are left out with all that have them in them.  There
 * are 2^n ways where nothing says that n premises differ, so there is a limit. */
#include "lang/compile/argue_internal.h"

static bool is_same_term(Term one, Term other) { return one.kind == other.kind && one.id == other.id; }

bool argue_covered(const Argue *a, const Literal *other, const Literal *by) {
    if (other->kind != by->kind || other->relation != by->relation) return false;
    for (uint32_t i = 0; i < relation_of(a, by->relation)->arity; i++)
        if (other->terms[i].kind != TERM_ANY && !is_same_term(other->terms[i], by->terms[i])) return false;
    return true;
}

/* What a rule says where some of its premises are the one that is denied. */
typedef struct {
    const Term *means; /* by variable: itself, the first of those that are the same, or a constant */
    const Term *terms; /* of the premise that is denied */
    uint32_t from;     /* premises before are looked at */
} Merge;

typedef struct {
    const Rule *rule;
    uint32_t out, arity; /* the premise that is denied */
    Arena arena;
    Term *means, *terms; /* room for the next one, */
    bool *is_more;       /* and by variable whether it is more than the least */
    VarId least;
    Vec(Merge) list;    /* those with fewer premises first */
    uint64_t looked_at; /* literals */
    bool is_whole;      /* they are all listed so far */
} Merging;

static Term meant(const Term *means, Term term) {
    while (term.kind == TERM_VAR && !is_same_term(means[term.id], term)) term = means[term.id];
    return term;
}

static const Term *all_meant(Argue *a, const Term *means, const Term *terms, uint32_t count) {
    Term *all = arena_copy(&a->program->arena, terms, count * sizeof *terms);
    for (uint32_t i = 0; i < count; i++) all[i] = meant(means, all[i]);
    return all;
}

static void set_same(Term *means, VarId one, VarId other) {
    if (one < other)
        means[other] = term_var(one);
    else
        means[one] = term_var(other);
}

/* What variables mean where two premises are the same row; false if they cannot be. */
static bool find_meaning(Term *means, Term *terms, const Term *others, uint32_t arity) {
    for (uint32_t i = 0; i < arity; i++) {
        Term one = meant(means, terms[i]), other = meant(means, others[i]);
        if (other.kind == TERM_ANY || is_same_term(one, other)) continue;
        if (one.kind == TERM_ANY)
            terms[i] = other;
        else if (one.kind == TERM_VAR && other.kind == TERM_VAR)
            set_same(means, one.id, other.id);
        else if (one.kind == TERM_VAR)
            means[one.id] = other;
        else if (other.kind == TERM_VAR)
            means[other.id] = one;
        else
            return false;
    }
    return true;
}

static Term side_meant(const Term *means, const Expr *side) {
    return side->kind == EXPR_VAR     ? meant(means, term_var(side->id))
           : side->kind == EXPR_CONST ? term_const(side->id)
                                      : term_any();
}

static bool is_less(const Literal *literal) {
    return literal->kind == LIT_COMPARE && (literal->op == OP_LT || literal->op == OP_GT);
}

/* It asks for a difference where there is none. */
static bool never_holds(const Term *means, const Literal *literal) {
    if (!is_less(literal) && !(literal->kind == LIT_COMPARE && literal->op == OP_NE)) return false;
    Term left = side_meant(means, literal->left), right = side_meant(means, literal->right);
    return left.kind != TERM_ANY && is_same_term(left, right);
}

/* Notes what is more than something that is. */
static void note_more(const Merging *m, const Literal *literal) {
    if (!is_less(literal)) return;
    bool is_left = literal->op == OP_LT;
    Term less = side_meant(m->means, is_left ? literal->left : literal->right);
    Term more = side_meant(m->means, is_left ? literal->right : literal->left);
    if (less.kind == TERM_VAR && more.kind == TERM_VAR && (m->is_more[less.id] || less.id == m->least))
        m->is_more[more.id] = true;
}

/* A < B, B < A, be it through others: as far as one look at the comparisons in each direction finds it. */
static bool is_more_than_itself(Merging *m, Term term) {
    uint32_t count = m->rule->literal_count;
    if (term.kind != TERM_VAR) return false;
    m->least = term.id;
    for (VarId v = 0; v < m->rule->variable_count; v++) m->is_more[v] = false;
    for (uint32_t i = 0; i < count; i++) note_more(m, &m->rule->body[i]);
    for (uint32_t i = count; i-- > 0;) note_more(m, &m->rule->body[i]);
    return m->is_more[term.id];
}

/* Two values are never one, whatever variables mean. */
static bool differ(const Term *means, const Term *terms, const Term *others, uint32_t arity) {
    for (uint32_t i = 0; i < arity; i++) {
        Term one = meant(means, terms[i]), other = meant(means, others[i]);
        if (one.kind == TERM_CONST && other.kind == TERM_CONST && one.id != other.id) return true;
    }
    return false;
}

static bool are_same_terms(const Term *some, const Term *others, uint32_t count) {
    uint32_t same = 0;
    while (same < count && is_same_term(some[same], others[same])) same++;
    return same == count;
}

/* By other premises. */
static bool is_listed(const Merging *m, const Merge *merge) {
    for (size_t i = 0; i < m->list.count; i++)
        if (are_same_terms(m->list.items[i].means, merge->means, m->rule->variable_count) &&
            are_same_terms(m->list.items[i].terms, merge->terms, m->arity))
            return true;
    return false;
}

/* Where the premise `other` is that row too; in room that the next one takes.  False if it cannot be. */
static bool merge(Merging *m, uint32_t other, const Merge *before, Merge *after) {
    const Rule *rule = m->rule;
    const Term *others = rule->body[other].terms;
    if (differ(before->means, before->terms, others, m->arity)) return false;
    for (VarId v = 0; v < rule->variable_count; v++) m->means[v] = before->means[v];
    for (uint32_t i = 0; i < m->arity; i++) m->terms[i] = before->terms[i];
    if (!find_meaning(m->means, m->terms, others, m->arity)) return false;
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (never_holds(m->means, &rule->body[i])) return false;
    for (VarId v = 0; v < rule->variable_count; v++) m->means[v] = meant(m->means, m->means[v]);
    for (uint32_t i = 0; i < m->arity; i++) {
        m->terms[i] = meant(m->means, m->terms[i]);
        if (is_more_than_itself(m, m->terms[i])) return false;
    }
    *after = (Merge){m->means, m->terms, other + 1};
    return true;
}

static void keep(Merging *m, Merge merge) {
    merge.means = arena_copy(&m->arena, merge.means, m->rule->variable_count * sizeof *merge.means);
    merge.terms = arena_copy(&m->arena, merge.terms, m->arity * sizeof *merge.terms);
    vec_push(&m->list, merge);
}

static const Expr *expr_of(Argue *a, Term term) {
    Arena *arena = &a->program->arena;
    return term.kind == TERM_VAR ? expr_var(arena, term.id, NO_SPAN) : expr_const(arena, term.id, NO_SPAN);
}

/* What is computed has its variables as they were. */
static Rule merged(Argue *a, const Rule *rule, uint32_t out, const Merge *m) {
    uint32_t changed = 0, count = rule->literal_count;
    bool computes = false;
    for (VarId v = 0; v < rule->variable_count; v++) changed += !is_same_term(m->means[v], term_var(v));
    Literal *body = argue_body(a, rule, changed);
    for (uint32_t i = 0; i < count; i++) {
        computes = computes || !literal_reads(&body[i]);
        if (literal_reads(&body[i]))
            body[i].terms =
                all_meant(a, m->means, i == out ? m->terms : body[i].terms, relation_of(a, body[i].relation)->arity);
    }
    for (VarId v = 0; v < rule->variable_count && computes; v++)
        if (!is_same_term(m->means[v], term_var(v)))
            body[count++] =
                (Literal){.kind = LIT_BIND, .variable = v, .left = expr_of(a, m->means[v]), .span = rule->span};
    Rule result = *rule;
    result.terms = all_meant(a, m->means, rule->terms, relation_of(a, rule->head)->arity);
    result.body = body;
    result.literal_count = count;
    return result;
}

static void merging_init(Merging *m, const Argue *a, const Rule *rule, uint32_t out) {
    *m = (Merging){.rule = rule, .out = out, .arity = relation_of(a, rule->body[out].relation)->arity};
    arena_init(&m->arena);
    m->means = arena_array(&m->arena, Term, rule->variable_count + 1);
    m->terms = arena_array(&m->arena, Term, m->arity + 1);
    m->is_more = arena_array(&m->arena, bool, rule->variable_count + 1);
    m->is_whole = true;
    for (VarId v = 0; v < rule->variable_count; v++) m->means[v] = term_var(v);
    keep(m, (Merge){m->means, rule->body[out].terms, out + 1});
}

static void merging_clear(Merging *m) {
    vec_free(&m->list);
    arena_clear(&m->arena);
}

/* Literals of all rules that are made of one because its premises may be one, about: of a dozen there are thousands of
 * ways.  And literals that are looked at for it. */
enum { MERGED_MOST = 1 << 16, LOOKED_AT_MOST = 1 << 28 };

/* Those of a merge and one more premise; `turned` is what the rule is by that one. */
static void list_next(Argue *a, Merging *m, Merge at, const Rule *turned) {
    uint32_t count = m->rule->literal_count;
    uint64_t most = MERGED_MOST / ((uint64_t)count * count) + 1;
    const Literal *denied = &turned->body[m->out];
    for (uint32_t k = at.from; k < count && m->is_whole && diags_go_on(a->diags, m->rule->span); k++) {
        const Literal *premise = &turned->body[k];
        Merge next;
        if (premise->kind != LIT_ATOM || premise->relation != denied->relation || argue_covered(a, premise, denied))
            continue;
        m->looked_at += count;
        m->is_whole = m->looked_at * count <= LOOKED_AT_MOST;
        if (!m->is_whole || !merge(m, k, &at, &next) || is_listed(m, &next)) continue;
        m->is_whole = m->list.count < most;
        if (m->is_whole) keep(m, next);
    }
}

bool argue_merged(Argue *a, const Rule *rule, uint32_t out, OnMerged *found, void *context) {
    Merging m;
    merging_init(&m, a, rule, out);
    for (size_t i = 0; i < m.list.count && diags_go_on(a->diags, rule->span); i++) {
        const Merge at = m.list.items[i];
        const Rule turned = i ? merged(a, rule, out, &at) : *rule;
        found(context, &turned);
        list_next(a, &m, at, &turned);
    }
    bool is_whole = m.is_whole;
    merging_clear(&m);
    return is_whole;
}
