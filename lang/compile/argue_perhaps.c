/* Where ambiguity propagates: attackers need only be possible.
 *
 *     P(l) <- S(l)
 *     P(l) <- C(c), not Q(c, l), not S(l')      l' contrary to l
 *     Q(c, l) <- A(d)                           d for a contrary of l, preferred over c
 *     C(r) <- P(b1), ..., P(bn), not X(r)       X(r) <- D(e), E(r) <- P(e) for the exceptions e of r
 *
 * and B is made by C instead of A.  What a rule denies, and what it counts, stays a matter of what is accepted. */
#include "lang/compile/argue_internal.h"

static bool has_perhaps(const Argue *a, RelId id) {
    Helper helper = relation_of(a, id)->helper;
    return is_reached(a, id) && (helper == HELPER_NONE || helper == HELPER_BODY || helper == HELPER_EXCEPTION);
}

void argue_perhaps_relations(Argue *a) {
    for (RelId id = 0; id < a->head_count; id++) {
        if (!has_perhaps(a, id)) continue;
        RelId perhaps = argue_helper(a, HELPER_MADE, id);
        note_of(a, id)->perhaps = perhaps;
    }
    for (uint32_t c = 0; c < a->classes.count; c++) {
        RelId perhaps = argue_helper(a, HELPER_MADE, a->classes.items[c].about);
        a->classes.items[c].perhaps = perhaps;
        a->program->relations.items[a->classes.items[c].applies].perhaps = perhaps;
    }
}

/* A premise, as possible. */
Literal argue_perhaps_literal(const Argue *a, Literal literal) {
    if (literal.kind == LIT_ATOM && a->notes.items[literal.relation].perhaps != NO_ID)
        literal.relation = a->notes.items[literal.relation].perhaps;
    return literal;
}

static void add_rule(Argue *a, RuleId id) {
    const Rule rule = *rule_of(a, id);
    RelId head = a->class_of[id] != NO_ID ? a->classes.items[a->class_of[id]].perhaps : note_of(a, rule.head)->perhaps;
    if (head == NO_ID || rule.is_fold) return;
    Literal *body = argue_body(a, &rule, 0), *strict = argue_body(a, &rule, 0);
    for (uint32_t i = 0; i < rule.literal_count; i++) {
        body[i] = argue_perhaps_literal(a, body[i]);
        if (strict[i].is_exception && note_of(a, strict[i].relation)->perhaps != NO_ID)
            strict[i].relation = note_of(a, strict[i].relation)->perhaps;
    }
    rule_of(a, id)->body = strict;
    argue_copy(a, &rule, head, body, rule.literal_count);
}

typedef struct {
    Argue *a;
    const Rival *rival;
    RelId beaten;
} Beating;

static void add_beating(void *context, const Class *winner, const Preference *const *preferences, uint32_t count) {
    Beating *b = context;
    Argue *a = b->a;
    Literal *body = arena_array(a->arena, Literal, count + 3);
    uint32_t used = 0;
    if (b->rival->needs_domain) body[used++] = argue_possible(a, b->rival->own, b->rival->own_terms);
    body[used++] = argue_atom(winner->applies, b->rival->other_terms);
    if (b->rival->condition) body[used++] = *b->rival->condition;
    for (uint32_t i = 0; i < count; i++) {
        bool is_needed;
        Literal condition = argue_preferred(a, preferences[i], winner, b->rival->other_terms, &is_needed);
        if (is_needed) body[used++] = condition;
    }
    if (b->beaten == NO_ID) b->beaten = argue_helper(a, HELPER_MADE, b->rival->own);
    argue_rule(a, b->beaten, b->rival->own_terms, body, used, b->rival->variable_count);
}

static void add_class(Argue *a, RelId own, const Class *class, const Rivals *rivals) {
    const Term *terms = argue_columns(a, own, 0);
    uint32_t arity = relation_of(a, own)->arity, used = 0;
    RelId beaten = NO_ID;
    for (size_t i = 0; i < rivals->count && !class->is_strict; i++) {
        Beating b = {a, &rivals->items[i], beaten};
        argue_each_winner(a, class, rivals->items[i].other, add_beating, &b);
        beaten = b.beaten;
    }
    Literal body[3];
    body[used++] = argue_atom(class->perhaps, terms);
    if (beaten != NO_ID) body[used++] = argue_not(beaten, terms);
    if (note_of(a, own)->strictly != NO_ID) body[used++] = argue_not(note_of(a, own)->strictly, terms);
    argue_rule(a, note_of(a, own)->perhaps, terms, body, used, arity);
}

static void add_relation(Argue *a, RelId own) {
    const Term *terms = argue_columns(a, own, 0);
    uint32_t arity = relation_of(a, own)->arity;
    bool is_split = note_of(a, own)->is_split;
    /* given facts, and what is open, come by the relation itself */
    Literal body = argue_atom(is_split && !relation_of(a, own)->is_open ? note_of(a, own)->strict : own, terms);
    argue_rule(a, note_of(a, own)->perhaps, terms, &body, 1, arity);
    if (!is_split) return;
    Rivals rivals = note_of(a, own)->is_rivalled ? argue_rivals(a, own) : (Rivals){0};
    for (EACH_CLASS(a, own, c)) {
        const Class class = a->classes.items[c];
        if (class.reported != NO_ID) {
            Literal reported = argue_atom(class.reported, terms);
            argue_rule(a, class.perhaps, terms, &reported, 1, arity);
        }
        if (!class.is_objection) add_class(a, own, &class, &rivals);
    }
    vec_free(&rivals);
}

void argue_perhaps(Argue *a) {
    for (RuleId r = 0; r < a->rule_count && diags_go_on(a->diags, rule_of(a, r)->span); r++) add_rule(a, r);
    for (RelId id = 0; id < a->head_count && goes_on(a, id); id++)
        if (note_of(a, id)->perhaps != NO_ID) add_relation(a, id);
}
