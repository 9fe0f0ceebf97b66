/* A strict attacker is as strong as its weakest premise.
 *
 * It matters only where some rule for the attacked row wins over another, or where ambiguity propagates and attackers
 * need not be accepted: elsewhere every strict rule that applies attacks.
 * With W(l) true where such a rule applies, l possible:
 *
 *     B(l) <- A(s), not W(l)
 *     B(l) <- A(s), U(b1, l), ..., U(bn, l)                 s strict, its premises b1 .. bn
 *     U(x, l) <- S(x)
 *     U(x, l) <- A(q), not K(q, l)                          q presumptive, for x
 *     U(x, l) <- A(q), U(c1, l), ..., U(cm, l)              q strict, for x, its premises c1 .. cm
 *
 * The second holds whatever W says, since that may be undecided where B is not.
 * U holds of pairs of rows; it is asked for, from the attack downwards, so that only pairs that matter are looked at
 * (F. Bancilhon, D. Maier, Y. Sagiv, J. Ullman, Magic sets and other strange ways to implement logic
 * programs, 1986). */
#include "lang/compile/argue_internal.h"

#include <assert.h>

static const Term *joined(Argue *a, const Term *first, uint32_t first_count, const Term *second,
                          uint32_t second_count) {
    Term *terms = arena_array(&a->program->arena, Term, first_count + second_count + 1);
    if (first_count) memcpy(terms, first, first_count * sizeof *terms);
    if (second_count) memcpy(terms + first_count, second, second_count * sizeof *terms);
    return terms;
}

/* One relation after the other is attacked, so what it is compared with was made last. */
static Compared compared_with(Argue *a, RelId literal, RelId own) {
    uint32_t last = note_of(a, literal)->last_compared;
    if (last != NO_ID && a->strengths.items[last].own == own) return a->strengths.items[last];
    assert(last == NO_ID || a->strengths.items[last].own < own);
    uint32_t arity = relation_of(a, literal)->arity + relation_of(a, own)->arity;
    Compared made = {literal, own, argue_relation(a, HELPER_MADE, own, arity),
                     argue_relation(a, HELPER_MADE, own, arity)};
    note_of(a, literal)->last_compared = (uint32_t)a->strengths.count;
    vec_push(&a->strengths, made);
    return made;
}

/* Only premises that somebody may doubt are compared; the others are given. */
static bool is_doubtful(const Argue *a, const Literal *literal) {
    return literal->kind == LIT_ATOM && is_reached(a, literal->relation) &&
           relation_of(a, literal->relation)->helper == HELPER_NONE && literal->relation < a->head_count;
}

/* A rule with a row l of `own` beside its head; l has variables behind those of the rule. */
typedef struct {
    Argue *a;
    const Rule *rule;
    RelId own;
    uint32_t width;  /* of l */
    const Term *row; /* l */
    Symbol name;     /* of variables that nobody wrote */
    Rule turned;
    Literal *body;
    uint32_t count;
} Pairing;

static Pairing pair_rule(Argue *a, const Rule *rule, RelId own) {
    Pairing p = {.a = a, .rule = rule, .own = own, .width = relation_of(a, own)->arity, .turned = *rule};
    p.row = argue_columns(a, own, rule->variable_count);
    p.name = intern(values_symbols(a->program->values), STR(":l"));
    Symbol *names = arena_array(&a->program->arena, Symbol, rule->variable_count + p.width + 1);
    if (rule->variable_count) memcpy(names, rule->variables, rule->variable_count * sizeof *names);
    for (uint32_t i = 0; i < p.width; i++) names[rule->variable_count + i] = p.name;
    p.turned.kind = RULE_MADE;
    p.turned.variables = names;
    p.turned.variable_count += p.width;
    p.body = arena_array(&a->program->arena, Literal, rule->literal_count * 2 + 3);
    return p;
}

static bool has_open_column(const Term *terms, uint32_t arity) {
    for (uint32_t i = 0; i < arity; i++)
        if (terms[i].kind == TERM_ANY) return true;
    return false;
}

/* Of a rule with more premises than this more pairs are asked for than need be: n premises would take n^2 literals. */
enum { ASKED_TOGETHER_MOST = 32 };

/* asked(premise, l) <- the first `count` literals of the body; of a long one that which asks for it, and the premise.
 * What a premise leaves open gets a variable, so that its own row is asked for. */
static void ask_for(const Pairing *p, uint32_t premise, RelId asked, uint32_t count) {
    Argue *a = p->a;
    uint32_t arity = relation_of(a, p->rule->body[premise].relation)->arity, at = 1 + premise;
    Term *terms = arena_copy(&a->program->arena, p->rule->body[premise].terms, arity * sizeof *terms);
    Literal pair[2] = {p->body[0], p->body[at]}, *body = pair;
    if (count > ASKED_TOGETHER_MOST)
        at = 1, count = 2;
    else
        body = p->body;
    body = arena_copy(&a->program->arena, body, count * sizeof *body);
    Rule ask = p->turned;
    if (has_open_column(terms, arity)) {
        Symbol *names = arena_array(&a->program->arena, Symbol, ask.variable_count + arity + 1);
        if (ask.variable_count) memcpy(names, ask.variables, ask.variable_count * sizeof *names);
        for (uint32_t k = 0; k < arity; k++) {
            if (terms[k].kind != TERM_ANY) continue;
            names[ask.variable_count] = p->name;
            terms[k] = term_var(ask.variable_count++);
        }
        ask.variables = names;
        body[at].terms = terms;
    }
    ask.terms = joined(a, terms, arity, p->row, p->width);
    argue_copy(a, &ask, asked, body, count);
}

/* U(premise, l) for each premise that may be doubted; it is asked for. */
static void compare_premises(Pairing *p) {
    uint32_t shared = p->count;
    for (uint32_t i = 0; i < p->rule->literal_count; i++) {
        const Literal *premise = &p->rule->body[i];
        if (!is_doubtful(p->a, premise)) continue;
        uint32_t arity = relation_of(p->a, premise->relation)->arity;
        Compared compared = compared_with(p->a, premise->relation, p->own);
        p->body[p->count++] = argue_atom(compared.is_strong, joined(p->a, premise->terms, arity, p->row, p->width));
        ask_for(p, i, compared.asked, shared);
    }
}

/* head(head_terms) <- asked(rule's head, l), the body of the rule, and where it is strict U of its premises. */
static void add_strength(Argue *a, const Rule *rule, RelId asked, RelId own, RelId head, bool head_is_own,
                         bool compares, RelId defended) {
    Pairing p = pair_rule(a, rule, own);
    uint32_t arity = relation_of(a, asked)->arity - p.width;
    const Term *pair = joined(a, rule->terms, arity, p.row, p.width);
    p.body[p.count++] = argue_atom(asked, pair);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        p.body[p.count] = rule->body[i];
        if (head_is_own && a->policy.ambiguity == AMBIGUITY_PROPAGATE)
            p.body[p.count] = argue_perhaps_literal(a, p.body[p.count]);
        p.count++;
    }
    if (compares) compare_premises(&p);
    if (defended != NO_ID) p.body[p.count++] = argue_not(defended, p.row);
    p.turned.terms = head_is_own ? p.row : pair;
    argue_copy(a, &p.turned, head, p.body, p.count);
}

static void add_strict_rules(Argue *a, RelId about, RelId asked, RelId own, RelId head, bool head_is_own) {
    if (about >= a->head_count) return;
    for (uint32_t k = a->heads.first[about]; k < a->heads.first[about + 1]; k++) {
        const Rule rule = *rule_of(a, a->heads.rules[k]);
        if (rule.kind == RULE_STRICT && !rule.is_fold)
            add_strength(a, &rule, asked, own, head, head_is_own, true, NO_ID);
    }
}

/* U(x, l) for rows x of one relation. */
static void compare(Argue *a, const Compared *c) {
    uint32_t arity = relation_of(a, c->literal)->arity, width = relation_of(a, c->own)->arity;
    const Term *terms = argue_columns(a, c->literal, 0), *row = argue_columns(a, c->own, arity);
    const Term *pair = joined(a, terms, arity, row, width);
    RelId strict = note_of(a, c->literal)->strict;
    Literal body[3] = {argue_atom(c->asked, pair), argue_atom(strict == NO_ID ? c->literal : strict, terms)};
    if (strict != NO_ID) argue_rule(a, c->is_strong, pair, body, 2, arity + width);
    for (EACH_CLASS(a, c->literal, q)) {
        const Class class = a->classes.items[q];
        if (class.is_objection || class.is_strict) continue;
        RelId defended = argue_defence(a, &class, c->own);
        body[1] = argue_atom(class.applies, terms);
        if (defended != NO_ID) body[2] = argue_not(defended, row);
        argue_rule(a, c->is_strong, pair, body, defended == NO_ID ? 2 : 3, arity + width);
    }
    for (uint32_t k = a->heads.first[c->literal];
         k < a->heads.first[c->literal + 1] && !note_of(a, c->literal)->is_split; k++) {
        const Rule rule = *rule_of(a, a->heads.rules[k]);
        if (rule.kind != RULE_PRESUMPTIVE) continue;
        Class class = {.label = rule.label, .next = NO_ID};
        RelId defended =
            class.label != NO_SYMBOL && class.label < a->symbol_count ? argue_defence(a, &class, c->own) : NO_ID;
        add_strength(a, &rule, c->asked, c->own, c->is_strong, false, false, defended);
    }
    add_strict_rules(a, c->literal, c->asked, c->own, c->is_strong, false);
}

void argue_strong_attack(Argue *a, const Rival *rival, const Class *attacker) {
    uint32_t arity = relation_of(a, rival->other)->arity, width = relation_of(a, rival->own)->arity;
    Literal applies =
        argue_atom(attacker->perhaps == NO_ID ? attacker->applies : attacker->perhaps, rival->other_terms);
    RelId winners = note_of(a, rival->own)->winners, rebutted = argue_rebutted(a, rival->own);
    if (a->policy.ambiguity != AMBIGUITY_PROPAGATE) argue_attack(a, rebutted, rival, applies, winners);
    RelId pair = argue_relation(a, HELPER_MADE, rival->own, arity + width);
    Literal body[3] = {applies, argue_possible(a, rival->own, rival->own_terms)};
    if (rival->condition) body[2] = *rival->condition;
    argue_rule(a, pair, joined(a, rival->other_terms, arity, rival->own_terms, width), body, rival->condition ? 3 : 2,
               rival->variable_count);
    size_t next = a->strengths.count;
    add_strict_rules(a, rival->other, pair, rival->own, rebutted, true);
    for (; next < a->strengths.count; next++) {
        Compared compared = a->strengths.items[next];
        compare(a, &compared);
    }
}
