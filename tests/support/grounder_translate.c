/* The translation, clause by clause, as it stands in the semantics page.
 *
 * Where the page leaves room, this is what is done here:
 * - A literal with a contrary that is strictly shown supports nothing: `shown` is S without those (quarantine).
 * - `not b` in a strict rule: b is not possible.  The possible is what follows if no exception fires and no rival
 *   counts; there `not b` fails only if b is shown for certain.  Of relations that nothing presumptive can reach
 *   nothing is possible that is contradicted.  So they keep exactly their ordinary meaning.
 * - `not b` elsewhere: b is not accepted.
 * - Something presumptive reaches a relation if it is the head of a presumptive rule, or of a rule with a literal
 *   (positive, denied) that is reached; p and -p are two relations.  A component is what rules (with all their
 *   literals) and contraries connect among the reached.  It is closed if some strict rule in it has a reached positive
 *   premise.  Transposed rules reach and connect more, and then the components are made again, until nothing changes.
 * - Only reached premises are transposed, and only where the denied premise is possible; so are declared contraries.
 * - In a closed component a strict rival is beaten by what beats its weakest premise, and by nothing else.
 * - t > s by the label of s, or if each source that s cites is outranked by the label or some source of t.
 * - A rival is whatever could attack: a rule for a contrary or an objection,
 *   that applies (propagating: that may apply). */
#include "tests/support/grounder_internal.h"

/* ---- the translation ---- */

static void number_atoms(Ground *g) {
    uint32_t literals = g->literal_count, rules = (uint32_t)g->rules.count;
    g->name_count = 1 + (uint32_t)g->theory->sources.count;
    for (int p = 0; p < PREDICATE_COUNT; p++) {
        uint32_t height = p == STANDS || p < APPLIES ? literals : rules;
        g->width_of[p] = p < BEATS ? 1 : p == BEATS ? rules : p == OUTRANKS ? rules * g->name_count : literals;
        g->first_of[p + 1] = g->first_of[p] + height * g->width_of[p];
    }
}

/* clause(g, head), then if_ and if_not for its body */
static void clause(Ground *g, uint32_t head) {
    Clause new = {.head = head, .first = (uint32_t)g->bodies.count};
    vec_push(&g->clauses, new);
}
static void if_(Ground *g, uint32_t positive) {
    vec_push(&g->bodies, positive);
    vec_last(&g->clauses).positive_count++;
}
static void if_not(Ground *g, uint32_t negative) {
    vec_push(&g->bodies, negative);
    vec_last(&g->clauses).negative_count++;
}

static void if_all(Ground *g, Predicate predicate, const GroundRule *rule) {
    for (uint32_t i = 0; i < rule->premise_count; i++) if_(g, atom(g, predicate, rule->premises[i], 0));
}
static void if_none_denied(Ground *g, Predicate predicate, const GroundRule *rule) {
    for (uint32_t i = 0; i < rule->denied_count; i++) if_not(g, atom(g, predicate, rule->denied[i], 0));
}
static void if_guarded(Ground *g, const GroundRule *rule) {
    if (rule->guard != NO_ID && !(g->readings & READ_UNGUARDED)) if_(g, atom(g, POSSIBLE, rule->guard, 0));
}
static void if_no_contrary(Ground *g, Predicate predicate, uint32_t literal) {
    for (uint32_t k = 0; k < g->literal_count; k++)
        if (ground_are_contrary(g, literal, k)) if_not(g, atom(g, predicate, k, 0));
}

static void translate_contradiction(Ground *g, uint32_t l) {
    for (uint32_t k = 0; k < g->literal_count; k++) {
        if (!ground_are_contrary(g, l, k)) continue;
        clause(g, atom(g, CONTRADICTED, l, 0));
        if_(g, atom(g, STRICT, l, 0));
        if_(g, atom(g, STRICT, k, 0));
    }
}

/* S, and what is possible */
static void translate_strict(Ground *g) {
    for (size_t r = 0; r < g->rules.count; r++) {
        const GroundRule *rule = &g->rules.items[r];
        if (rule->kind == RULE_OBJECTION) continue;
        if (is_strict(rule)) {
            clause(g, atom(g, STRICT, rule->head, 0));
            if_all(g, SHOWN, rule);
            if_guarded(g, rule);
            if_none_denied(g, POSSIBLE, rule);
        }
        clause(g, atom(g, POSSIBLE, rule->head, 0));
        if_all(g, POSSIBLE, rule);
        if_guarded(g, rule);
        if (!(g->readings & READ_NOT_DROPPED)) if_none_denied(g, SHOWN, rule);
        if (!g->is_reached[ground_relation(g, rule->head)]) if_not(g, atom(g, CONTRADICTED, rule->head, 0));
    }
    for (uint32_t l = 0; l < g->literal_count; l++) {
        translate_contradiction(g, l);
        clause(g, atom(g, SHOWN, l, 0));
        if_(g, atom(g, STRICT, l, 0));
        if_no_contrary(g, STRICT, l);
    }
}

/* A(r), E(r); propagating: C(r), X(r), Q(r) */
static void translate_rule(Ground *g, uint32_t r) {
    const GroundRule *rule = &g->rules.items[r];
    clause(g, atom(g, APPLIES, r, 0));
    if_all(g, ACCEPTED, rule);
    if_guarded(g, rule);
    if_none_denied(g, propagates(g) && (g->readings & READ_CAUTIOUS) ? MAYBE : ACCEPTED, rule);
    if_not(g, atom(g, EXCEPTED, r, 0));
    for (uint32_t i = 0; i < rule->exception_count; i++) {
        clause(g, atom(g, EXCEPTED, r, 0));
        if_(g, atom(g, propagates(g) ? MAYBE : ACCEPTED, rule->exceptions[i], 0));
    }
    if (!propagates(g)) return;
    clause(g, atom(g, MAY_APPLY, r, 0));
    if_all(g, MAYBE, rule);
    if_guarded(g, rule);
    if_none_denied(g, ACCEPTED, rule);
    if_not(g, atom(g, SURELY_EXCEPTED, r, 0));
    for (uint32_t i = 0; i < rule->exception_count; i++) {
        clause(g, atom(g, SURELY_EXCEPTED, r, 0));
        if_(g, atom(g, ACCEPTED, rule->exceptions[i], 0));
    }
    for (uint32_t s = 0; s < g->rules.count; s++) {
        if (rule->kind == RULE_OBJECTION || !attacks(g, &g->rules.items[s], rule->head)) continue;
        clause(g, atom(g, SURELY_BEATEN, r, 0));
        if_(g, atom(g, APPLIES, s, 0));
        if_(g, atom(g, BEATS, s, r));
    }
}

/* A rule that applies makes its head accepted: if no rival counts, or, unbeatable, whatever rivals there are. */
static void accept_by(Ground *g, uint32_t r, bool is_unbeatable) {
    const GroundRule *rule = &g->rules.items[r];
    for (int p = 0; p <= propagates(g); p++) {
        clause(g, atom(g, p ? MAYBE : ACCEPTED, rule->head, 0));
        if_(g, atom(g, p ? MAY_APPLY : APPLIES, r, 0));
        if (!is_unbeatable) if_not(g, p ? atom(g, SURELY_BEATEN, r, 0) : atom(g, REBUTTED, rule->head, 0));
        if (is_unbeatable && (g->readings & READ_FIRM)) if_none_denied(g, POSSIBLE, rule);
        if_no_contrary(g, STRICT, rule->head);
    }
}

/* D(l), B(l); propagating: P(l) */
static void translate_literal(Ground *g, uint32_t l) {
    clause(g, atom(g, ACCEPTED, l, 0));
    if_(g, atom(g, STRICT, l, 0));
    if_no_contrary(g, STRICT, l);
    if (propagates(g)) {
        clause(g, atom(g, MAYBE, l, 0));
        if_(g, atom(g, STRICT, l, 0));
        if_no_contrary(g, STRICT, l);
    }
    for (uint32_t r = 0; r < g->rules.count; r++) {
        const GroundRule *rule = &g->rules.items[r];
        if (is_for(rule, l)) {
            accept_by(g, r, false);
            if (is_strict(rule) && is_closed(g, l)) accept_by(g, r, true); /* (iii) */
        }
        if (attacks(g, rule, l)) {
            clause(g, atom(g, REBUTTED, l, 0));
            if_(g, atom(g, propagates(g) ? MAY_APPLY : APPLIES, r, 0));
            if_not(g, atom(g, DEFENDED, r, l));
        }
    }
}

/* K(s, l) for a rival s of l */
static void translate_defence(Ground *g, uint32_t s, uint32_t l) {
    const GroundRule *rival = &g->rules.items[s];
    if (is_strict(rival) && is_closed(g, rival->head)) { /* (iv) */
        for (uint32_t i = 0; i < rival->premise_count; i++) {
            clause(g, atom(g, DEFENDED, s, l));
            if_not(g, atom(g, STANDS, rival->premises[i], l));
        }
        return;
    }
    for (uint32_t t = 0; t < g->rules.count; t++) {
        if (!is_for(&g->rules.items[t], l)) continue;
        clause(g, atom(g, DEFENDED, s, l));
        if_(g, atom(g, APPLIES, t, 0));
        if_(g, atom(g, BEATS, t, s));
    }
}

/* U(x, l) and V(q, l): what speaks for x and is not beaten by what speaks for l */
static void translate_weakest(Ground *g, uint32_t l) {
    Predicate applies = propagates(g) && (g->readings & READ_STRONG) ? MAY_APPLY : APPLIES;
    for (uint32_t x = 0; x < g->literal_count; x++) {
        clause(g, atom(g, STANDS, x, l));
        if_(g, atom(g, STRICT, x, 0));
    }
    for (uint32_t q = 0; q < g->rules.count; q++) {
        const GroundRule *rule = &g->rules.items[q];
        if (rule->kind == RULE_OBJECTION) continue;
        clause(g, atom(g, STANDS, rule->head, l));
        if_(g, atom(g, applies, q, 0));
        if (is_strict(rule)) {
            for (uint32_t i = 0; i < rule->premise_count; i++) if_(g, atom(g, STANDS, rule->premises[i], l));
            continue;
        }
        if_not(g, atom(g, OVERRULED, q, l));
        for (uint32_t t = 0; t < g->rules.count; t++) {
            if (!is_for(&g->rules.items[t], l)) continue;
            clause(g, atom(g, OVERRULED, q, l));
            if_(g, atom(g, APPLIES, t, 0));
            if_(g, atom(g, BEATS, t, q));
        }
    }
}

/* ---- preferences ---- */

/* Whether a rule goes by a name: its label, or a source it cites; a source stands for what can yield only. */
static bool goes_by(const Ground *g, const GroundRule *rule, const char *name) {
    if (rule->is_made) return false;
    const TheoryRule *written = &g->theory->rules.items[rule->written];
    if (written->label[0] && strcmp(written->label, name) == 0) return true;
    for (uint32_t i = 0; i < g->theory->sources.count; i++)
        if (written->kind == RULE_PRESUMPTIVE && (written->cites >> i & 1) &&
            strcmp(g->theory->sources.items[i].name, name) == 0)
            return true;
    return false;
}

/* The k-th name of a rule: its label, then the sources.  NULL if it does not go by it. */
static const char *name_of(const Ground *g, const GroundRule *rule, uint32_t k) {
    if (rule->is_made) return NULL;
    const TheoryRule *written = &g->theory->rules.items[rule->written];
    if (k == 0) return written->label[0] ? written->label : NULL;
    bool cites = written->kind == RULE_PRESUMPTIVE && (written->cites >> (k - 1) & 1);
    return cites ? g->theory->sources.items[k - 1].name : NULL;
}

/* t > s by its label, or if each source that s cites is outranked by some name of t. */
static void translate_preferences(Ground *g, uint32_t t, uint32_t s) {
    bool cites = false;
    for (uint32_t k = 0; k < g->name_count; k++) {
        const char *name = name_of(g, &g->rules.items[s], k);
        if (!name) continue;
        cites = cites || k > 0;
        for (size_t i = 0; i < g->theory->preferences.count; i++) {
            const TheoryPreference *preference = &g->theory->preferences.items[i];
            if (strcmp(preference->loser, name) != 0) continue;
            if (!goes_by(g, &g->rules.items[t], preference->winner)) continue;
            clause(g, atom(g, OUTRANKS, t, s * g->name_count + k));
            if (preference->has_condition)
                if_(g, atom(g, ACCEPTED, theory_literal_of(g->theory, preference->condition), 0));
        }
    }
    clause(g, atom(g, BEATS, t, s));
    if_(g, atom(g, OUTRANKS, t, s * g->name_count));
    if (!cites) return;
    clause(g, atom(g, BEATS, t, s));
    for (uint32_t k = 1; k < g->name_count; k++)
        if (name_of(g, &g->rules.items[s], k)) if_(g, atom(g, OUTRANKS, t, s * g->name_count + k));
}

void ground_translate(Ground *g) {
    number_atoms(g);
    translate_strict(g);
    for (uint32_t r = 0; r < g->rules.count; r++) translate_rule(g, r);
    for (uint32_t l = 0; l < g->literal_count; l++) {
        bool is_attacked = false;
        translate_literal(g, l);
        for (uint32_t s = 0; s < g->rules.count; s++) {
            const GroundRule *rival = &g->rules.items[s];
            if (!attacks(g, rival, l)) continue;
            translate_defence(g, s, l);
            if (is_strict(rival) && is_closed(g, rival->head)) is_attacked = true;
        }
        if (is_attacked) translate_weakest(g, l);
    }
    for (uint32_t t = 0; t < g->rules.count; t++)
        for (uint32_t s = 0; s < g->rules.count; s++)
            if (g->theory->preferences.count > 0) translate_preferences(g, t, s);
}
