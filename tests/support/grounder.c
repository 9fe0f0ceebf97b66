/* Theories written out for all constants, and the strict rules that closed mode adds.  How the page is read stands in
 * grounder_translate.c. */
#include "tests/support/grounder_internal.h"

/* ---- ground rules ---- */

static TheoryAtom with_x(TheoryAtom atom, uint32_t constant) {
    for (uint32_t i = 0; i < 2; i++)
        if (atom.arguments[i] == THEORY_X) atom.arguments[i] = constant;
    return atom;
}

/* An exception told beside a rule without X speaks about any X. */
static void add_exceptions(Ground *g, GroundRule *rule, TheoryAtom exception, bool has_x, uint32_t constant) {
    bool is_any = theory_atom_has_variable(g->theory, exception) && !has_x;
    uint32_t from = is_any ? 0 : constant, to = is_any ? g->theory->constant_count : constant + 1;
    for (uint32_t c = from; c < to; c++)
        rule->exceptions[rule->exception_count++] = theory_literal_of(g->theory, with_x(exception, c));
}

static bool has_premise(const GroundRule *rule, uint32_t literal) {
    for (uint32_t i = 0; i < rule->premise_count; i++)
        if (rule->premises[i] == literal) return true;
    return false;
}

/* A premise that stands there twice is one, also where a rule is read backwards. */
static void add_instance(Ground *g, uint32_t written, uint32_t constant) {
    const TheoryRule *from = &g->theory->rules.items[written];
    GroundRule rule = {.kind = from->kind, .written = written, .guard = NO_ID};
    rule.head = theory_literal_of(g->theory, with_x(from->head, constant));
    for (uint32_t i = 0; i < from->premise_count; i++) {
        uint32_t literal = theory_literal_of(g->theory, with_x(from->premises[i], constant));
        if (from->premises[i].is_denied)
            rule.denied[rule.denied_count++] = literal;
        else if (!has_premise(&rule, literal))
            rule.premises[rule.premise_count++] = literal;
    }
    for (uint32_t i = 0; i < from->exception_count; i++)
        add_exceptions(g, &rule, from->exceptions[i], theory_rule_has_variable(from), constant);
    vec_push(&g->rules, rule);
}

static void ground_rules(Ground *g) {
    for (uint32_t i = 0; i < g->theory->rules.count; i++) {
        uint32_t count = theory_rule_has_variable(&g->theory->rules.items[i]) ? g->theory->constant_count : 1;
        for (uint32_t c = 0; c < count; c++) add_instance(g, i, c);
    }
}

/* ---- contraries ---- */

bool ground_are_contrary(const Ground *g, uint32_t a, uint32_t b) { return g->contrary[a * g->literal_count + b]; }

static void set_contrary(Ground *g, uint32_t a, uint32_t b) {
    g->contrary[a * g->literal_count + b] = g->contrary[b * g->literal_count + a] = true;
}

static bool agree_on_key(const Ground *g, uint32_t a, uint32_t b) {
    TheoryAtom x = theory_literal(g->theory, a), y = theory_literal(g->theory, b);
    return a != b && x.relation == y.relation && !x.is_negative && !y.is_negative &&
           g->theory->relations.items[x.relation].arity == 2 && x.arguments[0] == y.arguments[0];
}

static void ground_contraries(Ground *g) {
    g->contrary = mem_alloc_zero((size_t)g->literal_count * g->literal_count * sizeof *g->contrary);
    for (uint32_t l = 0; l < g->literal_count; l++) {
        set_contrary(g, l, opposite(l));
        for (uint32_t k = 0; k < l; k++)
            if (agree_on_key(g, k, l)) set_contrary(g, k, l);
    }
    for (size_t i = 0; i < g->theory->contraries.count; i++) {
        const TheoryContrary *pair = &g->theory->contraries.items[i];
        for (uint32_t c = 0; c < g->theory->constant_count || c == 0; c++)
            set_contrary(g, theory_literal_of(g->theory, with_x(pair->first, c)),
                         theory_literal_of(g->theory, with_x(pair->second, c)));
    }
}

/* ---- closed components ---- */

uint32_t ground_relation(const Ground *g, uint32_t literal) {
    TheoryAtom atom = theory_literal(g->theory, literal);
    return 2 * atom.relation + atom.is_negative;
}

static bool is_reached(const Ground *g, uint32_t literal) { return g->is_reached[ground_relation(g, literal)]; }

static bool has_reached_literal(const Ground *g, const GroundRule *rule) {
    for (uint32_t i = 0; i < rule->premise_count; i++)
        if (is_reached(g, rule->premises[i])) return true;
    for (uint32_t i = 0; i < rule->denied_count; i++)
        if (is_reached(g, rule->denied[i])) return true;
    return false;
}

static bool find_reached(Ground *g) {
    bool any = false, again;
    do {
        again = false;
        for (size_t r = 0; r < g->rules.count; r++) {
            const GroundRule *rule = &g->rules.items[r];
            if (rule->kind == RULE_OBJECTION || is_reached(g, rule->head)) continue;
            if (rule->kind == RULE_STRICT && !has_reached_literal(g, rule)) continue;
            any = again = g->is_reached[ground_relation(g, rule->head)] = true;
        }
    } while (again);
    return any;
}

static void connect(Ground *g, uint32_t a, uint32_t b) {
    if (!is_reached(g, a) || !is_reached(g, b)) return;
    uint32_t from = g->component[ground_relation(g, a)], to = g->component[ground_relation(g, b)];
    for (size_t i = 0; i < 2 * g->theory->relations.count; i++)
        if (g->component[i] == from) g->component[i] = to;
}

/* All reached literals of a rule are in one component, be its head reached or not. */
static void connect_rule(Ground *g, const GroundRule *rule) {
    uint32_t all[2 * THEORY_PREMISES + 65], count = 0;
    all[count++] = rule->head;
    for (uint32_t i = 0; i < rule->premise_count; i++) all[count++] = rule->premises[i];
    for (uint32_t i = 0; i < rule->denied_count; i++) all[count++] = rule->denied[i];
    for (uint32_t i = 0; i < rule->exception_count; i++) all[count++] = rule->exceptions[i];
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < i; k++) connect(g, all[i], all[k]);
}

static bool has_reached_premise(const Ground *g, const GroundRule *rule) {
    for (uint32_t i = 0; i < rule->premise_count; i++)
        if (is_reached(g, rule->premises[i])) return true;
    return false;
}

static void find_closed(Ground *g) {
    uint32_t count = 2 * (uint32_t)g->theory->relations.count;
    for (uint32_t i = 0; i < count; i++) g->component[i] = i;
    for (size_t r = 0; r < g->rules.count; r++) connect_rule(g, &g->rules.items[r]);
    for (uint32_t a = 0; a < g->literal_count; a++)
        for (uint32_t b = 0; b < a; b++)
            if (ground_are_contrary(g, a, b)) connect(g, a, b);
    bool *is_closed = mem_alloc_zero(count * sizeof *is_closed); /* by component */
    for (size_t r = 0; r < g->rules.count; r++) {
        const GroundRule *rule = &g->rules.items[r];
        if (rule->kind == RULE_STRICT && !rule->is_made && has_reached_premise(g, rule))
            is_closed[g->component[ground_relation(g, rule->head)]] = true;
    }
    for (uint32_t i = 0; i < count; i++)
        g->is_closed[i] = g->is_reached[i] && g->policy.closed != CLOSED_NOWHERE &&
                          (g->policy.closed == CLOSED_EVERYWHERE || is_closed[g->component[i]]);
    mem_free(is_closed);
}

bool ground_is_closed(const Ground *g) {
    for (size_t i = 0; i < 2 * g->theory->relations.count; i++)
        if (g->is_closed[i]) return true;
    return false;
}

/* ---- rules made of others ---- */

static void add_made(Ground *g, GroundRule rule) {
    rule.is_made = true;
    for (size_t i = 0; i < g->rules.count; i++) {
        const GroundRule *old = &g->rules.items[i];
        if (old->is_made && old->written == rule.written && old->head == rule.head &&
            memcmp(old->premises, rule.premises, sizeof rule.premises) == 0)
            return;
    }
    vec_push(&g->rules, rule);
}

/* (i)  -b :- a  for contraries other than p and -p */
static void read_contraries_as_rules(Ground *g) {
    for (uint32_t a = 0; a < g->literal_count; a++)
        for (uint32_t b = 0; b < g->literal_count; b++)
            if (ground_are_contrary(g, a, b) && b != opposite(a) && (is_closed(g, a) || is_closed(g, b)))
                add_made(g, (GroundRule){.kind = RULE_STRICT,
                                         .written = UINT32_MAX,
                                         .head = opposite(b),
                                         .guard = b,
                                         .premises = {a},
                                         .premise_count = 1});
}

/* (ii)  -b1 :- -h, b2, ..., bn */
static void transpose(Ground *g) {
    for (size_t r = 0, count = g->rules.count; r < count; r++) {
        if (g->rules.items[r].kind != RULE_STRICT || g->rules.items[r].is_made) continue;
        if (!is_closed(g, g->rules.items[r].head)) continue;
        for (uint32_t i = 0; i < g->rules.items[r].premise_count; i++) {
            GroundRule rule = g->rules.items[r];
            if (!is_reached(g, rule.premises[i])) continue;
            rule.guard = rule.premises[i];
            rule.premises[i] = opposite(rule.head);
            rule.head = opposite(rule.guard);
            add_made(g, rule);
        }
    }
}

static void close_made(Ground *g) {
    for (size_t r = 0; r < g->rules.count; r++) {
        uint32_t relation = ground_relation(g, g->rules.items[r].head);
        if (g->rules.items[r].is_made) g->is_reached[relation] = g->is_closed[relation] = true;
    }
}

static void make_rules(Ground *g) {
    find_reached(g);
    find_closed(g);
    do {
        size_t before = g->rules.count;
        read_contraries_as_rules(g);
        transpose(g);
        if (g->readings & READ_ONE_PASS) {
            close_made(g);
            return;
        }
        if (!find_reached(g) && g->rules.count == before) return;
        find_closed(g);
    } while (true);
}

Ground *ground(const Theory *theory, Policy policy, unsigned readings) {
    Ground *g = mem_alloc_zero(sizeof *g);
    size_t relations = 2 * theory->relations.count + 1;
    g->theory = theory;
    g->policy = policy;
    g->readings = readings;
    g->literal_count = theory_literal_count(theory);
    g->is_reached = mem_alloc_zero(relations * sizeof *g->is_reached);
    g->is_closed = mem_alloc_zero(relations * sizeof *g->is_closed);
    g->component = mem_alloc_zero(relations * sizeof *g->component);
    ground_rules(g);
    ground_contraries(g);
    make_rules(g);
    ground_translate(g);
    ground_find_model(g);
    return g;
}

void ground_free(Ground *g) {
    vec_free(&g->rules);
    vec_free(&g->clauses);
    vec_free(&g->bodies);
    mem_free(g->contrary);
    mem_free(g->is_reached);
    mem_free(g->is_closed);
    mem_free(g->component);
    mem_free(g->is_true);
    mem_free(g->is_possible);
    mem_free(g);
}
