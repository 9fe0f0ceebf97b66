/* What attacks range over where a circle through `not` leaves open what is possible.
 *
 *     P(h) <- P(b1), ..., P(bn), not S(c)       argue_strict.c, where S(c) may hang on P(h) in turn
 *     domain(h) <- domain(b1), ..., domain(bn)  the same, whatever is denied in the circle
 *
 * An attack that ranged over P would be undecided with it, though its premises are not. */
#include "lang/compile/argue_internal.h"

/* A circle through `not` has a denial of what is strictly shown in it. */
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

static RelId domain_of(Argue *a, RelId id, Open *open) {
    if (note_of(a, id)->domain == NO_ID) {
        RelId made = argue_helper(a, HELPER_MADE, id);
        note_of(a, id)->domain = made;
        vec_push(open, id);
    }
    return note_of(a, id)->domain;
}

/* A rule of P without what it denies in the circle. */
static void widen(Argue *a, const Rule *rule, const bool *is_circling, Open *open) {
    Literal *body = argue_body(a, rule, 0);
    RelId head = note_of(a, relation_of(a, rule->head)->of)->domain;
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        Literal literal = rule->body[i];
        if (literal_reads(&literal) && is_circling[literal.relation]) {
            const Relation *read = relation_of(a, literal.relation);
            if (literal.kind == LIT_NOT) continue;
            if (literal.kind == LIT_ATOM && read->helper == HELPER_POSSIBLE)
                literal.relation = domain_of(a, read->of, open);
        }
        body[count++] = literal;
    }
    argue_copy(a, rule, head, body, count);
}

void argue_domains(Argue *a) {
    if (!has_denial(a) || !program_order(a->program, NULL, NULL)) return;
    const bool *is_circling = find_circling(a);
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
            widen(a, &rule, is_circling, &open);
        }
    }
    heads_clear(&heads);
    vec_free(&open);
}
