/* What is denied for certain.
 *
 *     P(h) <- P(b1), ..., P(bn), not S(c)       argue_strict.c, where S(c) is true or false
 *     P(h) <- P(b1), ..., P(bn), N(c)           where a circle through `not` may leave S(c) undecided:
 *     N(c) <- asked(c), not S(c)
 *     N(c) <- asked(c), S(c')                   c' contrary to c
 *     asked(c) <- P(b1), ..., P(bn)
 *
 * Of several such denials in one rule, in n literals, each is asked by way of one relation more:
 *
 *     all(v) <- P(b1), ..., P(bn)                   v the variables of c1, ..., cm
 *     asked(ci) <- all(v)
 *
 * A row whose contrary is strictly shown supports nothing.  Where both are true the run hides them, but an undecided
 * row is not hidden: -p :- q, not -p. would go round for ever, though p is given.  So it is said here. */
#include "lang/compile/argue_internal.h"

static bool speaks_of_strict(const Argue *a, const Literal *literal) {
    if (!literal_reads(literal)) return false;
    const Relation *read = relation_of(a, literal->relation);
    if (read->helper != HELPER_STRICT || !note_of(a, read->of)->is_rivalled) return false;
    for (uint32_t i = 0; i < read->arity; i++)
        if (literal->terms[i].kind == TERM_ANY) return false;
    return true;
}

static bool is_certain_denial(const Argue *a, const Rule *rule, const Literal *literal) {
    return relation_of(a, rule->head)->helper == HELPER_POSSIBLE && literal->kind == LIT_NOT &&
           speaks_of_strict(a, literal);
}

/* Each circle through `not` has such a denial in it. */
static bool has_denial(const Argue *a) {
    for (RuleId r = 0; r < a->program->rules.count; r++) {
        const Rule *rule = rule_of(a, r);
        bool is_possible = relation_of(a, rule->head)->helper == HELPER_POSSIBLE;
        for (uint32_t i = 0; i < rule->literal_count && is_possible; i++)
            if (rule->body[i].kind == LIT_NOT && relation_of(a, rule->body[i].relation)->helper == HELPER_STRICT)
                return true;
    }
    return false;
}

/* By relation: it stands in a circle through `not`, or hangs on one. */
static bool *find_circling(const Argue *a) {
    const Program *program = a->program;
    bool *is_circling = arena_array(a->arena, bool, program->relations.count + 1);
    for (size_t c = 0; c < program->components.count; c++) {
        const Component *component = &program->components.items[c];
        bool is_any = component->is_alternating;
        for (uint32_t k = 0; k < component->rule_count && !is_any; k++) {
            const Rule *rule = &program->rules.items[component->rules[k]];
            for (uint32_t i = 0; i < rule->literal_count; i++)
                is_any = is_any || (literal_reads(&rule->body[i]) && is_circling[rule->body[i].relation]);
        }
        for (uint32_t k = 0; k < component->relation_count; k++) is_circling[component->relations[k]] = is_any;
    }
    return is_circling;
}

static void add_unshown(Argue *a, RelId own) {
    RelId asked = argue_helper(a, HELPER_MADE, own), unshown = argue_helper(a, HELPER_MADE, own);
    note_of(a, own)->asked = asked;
    note_of(a, own)->unshown = unshown;
    const Term *terms = argue_columns(a, own, 0);
    Literal body[3] = {argue_atom(asked, terms), argue_not(note_of(a, own)->strict, terms)};
    argue_rule(a, unshown, terms, body, 2, relation_of(a, own)->arity);
    Rivals rivals = argue_rivals(a, own);
    for (size_t i = 0; i < rivals.count; i++) {
        const Rival *rival = &rivals.items[i];
        body[0] = argue_atom(asked, rival->own_terms);
        body[1] = argue_strictly(a, rival->other, rival->other_terms);
        if (rival->condition) body[2] = *rival->condition;
        argue_rule(a, unshown, rival->own_terms, body, rival->condition ? 3 : 2, rival->variable_count);
    }
    vec_free(&rivals);
}

static bool circles(const Argue *a, const Rule *rule, const Literal *literal, const bool *is_circling) {
    return is_certain_denial(a, rule, literal) && is_circling[literal->relation];
}

/* A rule of other literals, made of one that is there. */
static void imply(Argue *a, const Rule *rule, RelId head, const Term *terms, const Literal *body, uint32_t count) {
    Rule made = *rule;
    made.kind = RULE_MADE;
    made.terms = terms;
    argue_copy(a, &made, head, body, count);
}

/* The variables of denials that circle, each once. */
static const Term *asked_of(Argue *a, const Rule *rule, const bool *is_circling, uint32_t *width) {
    Term *terms = arena_array(&a->program->arena, Term, rule->variable_count + 1);
    bool *is_known = arena_array(a->arena, bool, rule->variable_count + 1);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *denial = &rule->body[i];
        if (!circles(a, rule, denial, is_circling)) continue;
        for (uint32_t k = 0; k < relation_of(a, denial->relation)->arity; k++) {
            Term term = denial->terms[k];
            if (term.kind != TERM_VAR || is_known[term.id]) continue;
            is_known[term.id] = true;
            terms[(*width)++] = term;
        }
    }
    return terms;
}

/* The other literals as one, so that several denials do not repeat them. */
static const Literal *join_others(Argue *a, const Rule *rule, const bool *is_circling, const Literal *others,
                                  uint32_t count) {
    uint32_t width = 0;
    const Term *terms = asked_of(a, rule, is_circling, &width);
    RelId all = argue_relation(a, HELPER_MADE, NO_ID, width);
    imply(a, rule, all, terms, others, count);
    Literal *joined = arena_new(&a->program->arena, Literal);
    *joined = argue_atom(all, terms);
    return joined;
}

static void say_what_is_unshown(Argue *a, RuleId id, const bool *is_circling) {
    const Rule rule = *rule_of(a, id);
    Literal *body = argue_body(a, &rule, 0), *others = argue_body(a, &rule, 0);
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule.literal_count; i++)
        if (!circles(a, &rule, &rule.body[i], is_circling)) others[count++] = rule.body[i];
    const Literal *where = others;
    uint32_t denial_count = rule.literal_count - count;
    if (denial_count == 0) return;
    if (denial_count > 1 && count > 1) {
        where = join_others(a, &rule, is_circling, others, count);
        count = 1;
    }
    for (uint32_t i = 0; i < rule.literal_count; i++) {
        const Literal *denial = &rule.body[i];
        if (!circles(a, &rule, denial, is_circling)) continue;
        RelId own = relation_of(a, denial->relation)->of;
        if (note_of(a, own)->unshown == NO_ID) add_unshown(a, own);
        imply(a, &rule, note_of(a, own)->asked, denial->terms, where, count);
        body[i].kind = LIT_ATOM;
        body[i].relation = note_of(a, own)->unshown;
    }
    rule_of(a, id)->body = body;
}

static RelId domain_of(Argue *a, RelId id, Open *open) {
    if (note_of(a, id)->domain == NO_ID) {
        RelId made = argue_helper(a, HELPER_MADE, id);
        note_of(a, id)->domain = made;
        vec_push(open, id);
    }
    return note_of(a, id)->domain;
}

/* A rule of P without what it denies in the circle.  Relations from `known` on stand for such denials. */
static void widen(Argue *a, const Rule *rule, const bool *is_circling, RelId known, Open *open) {
    Literal *body = argue_body(a, rule, 0);
    RelId head = note_of(a, relation_of(a, rule->head)->of)->domain;
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        Literal literal = rule->body[i];
        if (literal_reads(&literal) && (literal.relation >= known || is_circling[literal.relation])) {
            const Relation *read = relation_of(a, literal.relation);
            if (literal.relation >= known || literal.kind == LIT_NOT) continue;
            if (literal.kind == LIT_ATOM && read->helper == HELPER_POSSIBLE)
                literal.relation = domain_of(a, read->of, open);
        }
        body[count++] = literal;
    }
    argue_copy(a, rule, head, body, count);
}

/* Where P hangs on a circle, attacks must not hang on it too:
 * they range over what is possible whatever is denied there. */
static void widen_domains(Argue *a, const bool *is_circling, RelId known) {
    Open open = {0};
    Heads heads = heads_of(a->program);
    for (RelId id = 0; id < a->head_count; id++) {
        RelId possible = note_of(a, id)->possible;
        if (possible == NO_ID || possible == note_of(a, id)->strict || !is_circling[possible]) continue;
        if (argue_needs_domain(a, id)) (void)domain_of(a, id, &open);
    }
    while (open.count) {
        RelId possible = note_of(a, vec_pop(&open))->possible;
        for (uint32_t k = heads.first[possible]; k < heads.first[possible + 1]; k++) {
            const Rule rule = *rule_of(a, heads.rules[k]);
            widen(a, &rule, is_circling, known, &open);
        }
    }
    heads_clear(&heads);
    vec_free(&open);
}

void argue_shown(Argue *a) {
    RelId known = (RelId)a->program->relations.count;
    if (!has_denial(a) || !program_order(a->program, NULL, NULL)) return;
    const bool *is_circling = find_circling(a);
    for (RuleId r = 0, count = (RuleId)a->program->rules.count; r < count; r++)
        if (relation_of(a, rule_of(a, r)->head)->helper == HELPER_POSSIBLE) say_what_is_unshown(a, r, is_circling);
    widen_domains(a, is_circling, known);
}
