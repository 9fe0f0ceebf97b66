/* The audit: what is accepted, closed under the strict rules, must not clash.
 *
 *     closure(l) <- D(l)      closure(h) <- closure(b1), ..., closure(bn)      h :- b1, ..., bn strict
 *     audit(l) <- closure(l), closure(l')                                      l' contrary to l
 *
 * Only relations whose strict conclusions may not be accepted have a closure of their own. */
#include "lang/compile/argue_internal.h"

static bool is_closing(const Argue *a, const Rule *rule) {
    return rule->kind == RULE_STRICT && !rule->is_transposed && !rule->is_fold && is_reached(a, rule->head) &&
           relation_of(a, rule->head)->helper == HELPER_NONE;
}

static bool carries_closure(const Argue *a, const Rule *rule, const Literal *literal) {
    return literal->kind == LIT_ATOM && is_closing(a, rule);
}

/* From split heads of strict rules to the heads of strict rules that read them. */
static void find_closures(Argue *a, RelId *closures) {
    bool *is_marked = arena_array(a->arena, bool, a->program->relations.count + 1);
    for (RuleId r = 0; r < a->rule_count; r++) {
        const Rule *rule = rule_of(a, r);
        if (is_closing(a, rule) && note_of(a, rule->head)->is_rivalled) is_marked[rule->head] = true;
    }
    argue_spread(a, a->rule_count, carries_closure, is_marked);
    for (RelId id = 0; id < a->head_count; id++)
        if (is_marked[id]) closures[id] = argue_helper(a, HELPER_MADE, id);
}

static RelId closure_of(const Argue *a, const RelId *closures, RelId id) {
    return id < a->head_count && closures[id] != NO_ID ? closures[id] : id;
}

static void add_closure_rule(Argue *a, const RelId *closures, const Rule *rule) {
    Literal *body = argue_body(a, rule, 0);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (body[i].kind == LIT_ATOM) body[i].relation = closure_of(a, closures, body[i].relation);
        if (body[i].kind == LIT_NOT && note_of(a, body[i].relation)->possible != NO_ID)
            body[i].relation = note_of(a, body[i].relation)->possible; /* as S reads it */
    }
    argue_copy(a, rule, closures[rule->head], body, rule->literal_count);
}

static void add_audit(Argue *a, const RelId *closures, RelId own) {
    Rivals rivals = argue_rivals(a, own);
    RelId audit = rivals.count ? argue_helper(a, HELPER_AUDIT, own) : NO_ID;
    for (size_t i = 0; i < rivals.count; i++) {
        const Rival *rival = &rivals.items[i];
        Literal body[3] = {argue_atom(closures[own], rival->own_terms),
                           argue_atom(closure_of(a, closures, rival->other), rival->other_terms)};
        if (rival->condition) body[2] = *rival->condition;
        argue_rule(a, audit, rival->own_terms, body, rival->condition ? 3 : 2, rival->variable_count);
    }
    vec_free(&rivals);
}

void argue_audit(Argue *a) {
    RelId *closures = arena_array(a->arena, RelId, a->head_count + 1);
    for (RelId id = 0; id < a->head_count; id++) closures[id] = NO_ID;
    find_closures(a, closures);
    for (RuleId r = 0; r < a->rule_count; r++) {
        const Rule rule = *rule_of(a, r);
        if (is_closing(a, &rule) && closures[rule.head] != NO_ID) add_closure_rule(a, closures, &rule);
    }
    for (RelId id = 0; id < a->head_count; id++) {
        if (closures[id] == NO_ID) continue;
        const Term *terms = argue_columns(a, id, 0);
        Literal body = argue_atom(id, terms);
        argue_rule(a, closures[id], terms, &body, 1, relation_of(a, id)->arity);
        add_audit(a, closures, id);
    }
}
