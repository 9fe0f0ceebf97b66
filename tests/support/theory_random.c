/* Random theories, the same for the same seed.
 *
 * Left to chance alone, rules seldom meet.  So half of all heads are the contrary of something that is said already,
 * given facts stand mostly on the first few atoms, where little contradicts them, and names are ranked by a random
 * order, by which preferences go, so that they never run in a circle. */
#include <stdio.h>

#include "tests/support/theory.h"

typedef struct {
    Theory *theory;
    uint64_t state;
    uint32_t bases; /* relations that are mostly given */
    uint32_t labels;
} Maker;

static uint32_t draw(Maker *m,
                     uint32_t below) { /* xorshift64*, S. Vigna, An experimental exploration of Marsaglia's xorshift
                                    generators, 2016 */
    m->state ^= m->state >> 12;
    m->state ^= m->state << 25;
    m->state ^= m->state >> 27;
    return (uint32_t)((m->state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % below;
}
static bool chance(Maker *m, uint32_t percent) { return draw(m, 100) < percent; }

static void add_relation(Maker *m, const char *letter, uint32_t arity) {
    TheoryRelation relation = {.arity = arity};
    snprintf(relation.name, sizeof relation.name, "%s%zu", letter, m->theory->relations.count);
    vec_push(&m->theory->relations, relation);
}

static void make_relations(Maker *m, TheoryKind kind) {
    if (kind == THEORY_PROPOSITIONS) {
        for (uint32_t i = 0, count = 3 + draw(m, 10); i < count; i++) add_relation(m, "p", 0);
    } else {
        m->theory->constant_count = 2 + draw(m, 3);
        for (uint32_t i = 0, count = 2 + draw(m, 4); i < count; i++) add_relation(m, "u", 1);
        if (chance(m, 60)) add_relation(m, "v", 2);
        for (uint32_t i = 0, count = draw(m, 3); i < count; i++) add_relation(m, "p", 0);
    }
    m->bases = 1 + (uint32_t)m->theory->relations.count / 3;
    for (uint32_t i = 0, count = draw(m, 4); i < count; i++) {
        TheorySource source;
        snprintf(source.name, sizeof source.name, "s%u", (unsigned)i);
        vec_push(&m->theory->sources, source);
    }
}

/* x_percent: how often a column holds the variable. */
static TheoryAtom make_atom(Maker *m, uint32_t relation, uint32_t x_percent) {
    TheoryAtom atom = {.relation = relation, .is_negative = chance(m, relation < m->bases ? 10 : 35)};
    for (uint32_t i = 0; i < m->theory->relations.items[relation].arity; i++)
        atom.arguments[i] = chance(m, x_percent) ? THEORY_X : draw(m, m->theory->constant_count);
    return atom;
}
static uint32_t any_relation(Maker *m) { return draw(m, (uint32_t)m->theory->relations.count); }
static uint32_t base_relation(Maker *m) { return draw(m, m->bases); }
static uint32_t upper_relation(Maker *m) {
    uint32_t count = (uint32_t)m->theory->relations.count;
    return m->bases == count ? draw(m, count) : m->bases + draw(m, count - m->bases);
}

static bool is_same(const TheoryAtom *a, const TheoryAtom *b) {
    return a->relation == b->relation && a->is_negative == b->is_negative && a->arguments[0] == b->arguments[0] &&
           a->arguments[1] == b->arguments[1];
}

static bool is_stated(const Theory *theory, const TheoryRule *fact) {
    for (size_t i = 0; i < theory->rules.count; i++) {
        const TheoryRule *rule = &theory->rules.items[i];
        if (rule->premise_count == 0 && rule->kind == fact->kind && is_same(&rule->head, &fact->head)) return true;
    }
    return false;
}

static uint32_t make_cites(Maker *m) {
    uint32_t count = (uint32_t)m->theory->sources.count, cites = 0;
    if (count > 0 && chance(m, 60)) cites |= UINT32_C(1) << draw(m, count);
    if (count > 0 && chance(m, 15)) cites |= UINT32_C(1) << draw(m, count);
    return cites;
}

static void name_rule(Maker *m, TheoryRule *rule, const char *letter) {
    snprintf(rule->label, sizeof rule->label, "%s%u", letter, (unsigned)m->labels++);
}

static void make_facts(Maker *m) {
    uint32_t size = (uint32_t)m->theory->relations.count;
    for (uint32_t i = 0, count = 1 + draw(m, size * (m->theory->constant_count ? 2 : 1)); i < count; i++) {
        TheoryRule fact = {.kind = chance(m, 55) ? RULE_STRICT : RULE_PRESUMPTIVE, .cites = make_cites(m)};
        bool is_base = fact.kind == RULE_STRICT ? chance(m, 92) : chance(m, 40);
        fact.head = make_atom(m, is_base ? base_relation(m) : any_relation(m), 0);
        if (is_stated(m->theory, &fact)) continue;
        if (chance(m, 60)) name_rule(m, &fact, "f");
        vec_push(&m->theory->rules, fact);
    }
}

/* ---- rules ---- */

/* What stands against some head or its like that was said before. */
static bool contradict(Maker *m, TheoryAtom *head, bool has_x) {
    if (m->theory->rules.count == 0) return false;
    *head = m->theory->rules.items[draw(m, (uint32_t)m->theory->rules.count)].head;
    if (head->relation < m->bases && !chance(m, 15)) return false;
    uint32_t arity = m->theory->relations.items[head->relation].arity;
    if (arity == 2 && !head->is_negative && chance(m, 60))
        head->arguments[1] = draw(m, m->theory->constant_count);
    else
        head->is_negative = !head->is_negative;
    for (uint32_t i = 0; i < arity; i++)
        if (head->arguments[i] == THEORY_X && !has_x) head->arguments[i] = draw(m, m->theory->constant_count);
    for (uint32_t i = 0; i < arity && has_x; i++)
        if (chance(m, 60)) head->arguments[i] = THEORY_X;
    return true;
}

/* X gets its value from the first premise. */
static void make_premises(Maker *m, TheoryRule *rule) {
    static const uint32_t COUNTS[] = {1, 1, 1, 2, 2, 3};
    rule->premise_count = COUNTS[draw(m, 6)];
    for (uint32_t i = 0; i < rule->premise_count; i++) {
        bool has_x = i == 0 ? chance(m, 80)
                            : rule->premises[0].arguments[0] == THEORY_X || rule->premises[0].arguments[1] == THEORY_X;
        TheoryAtom *atom = &rule->premises[i];
        uint32_t relation = chance(m, 45) ? base_relation(m) : any_relation(m);
        *atom = make_atom(m, relation, has_x ? 75 : 0);
        if (relation < m->bases && chance(m, 80)) atom->is_negative = false;
        atom->is_denied = i > 0 && chance(m, 25);
    }
}

static void make_exceptions(Maker *m, TheoryRule *rule) {
    uint32_t x_percent = theory_rule_has_variable(rule) ? 60 : 0;
    if (rule->kind == RULE_STRICT || !chance(m, 30)) return;
    rule->is_undercut = rule->kind == RULE_PRESUMPTIVE && chance(m, 40);
    rule->exception_count = 1 + chance(m, 20);
    for (uint32_t i = 0; i < rule->exception_count; i++) rule->exceptions[i] = make_atom(m, any_relation(m), x_percent);
}

/* Of a strict rule, which no priority concerns by any name:
 * told by what was drawn last, so that no seed tells another theory. */
static uint32_t idle_cites(const Maker *m) {
    uint32_t count = (uint32_t)m->theory->sources.count;
    return (m->state >> 40) % 2 ? (uint32_t)(m->state >> 20) & ((UINT32_C(1) << count) - 1) : 0;
}

static void make_rule(Maker *m) {
    uint32_t die = draw(m, 100);
    TheoryRule rule = {.kind = die < 28 ? RULE_STRICT : die < 90 ? RULE_PRESUMPTIVE : RULE_OBJECTION};
    make_premises(m, &rule);
    bool has_x = theory_rule_has_variable(&rule);
    if (!chance(m, 50) || !contradict(m, &rule.head, has_x))
        rule.head = make_atom(m, upper_relation(m), has_x ? 75 : 0);
    make_exceptions(m, &rule);
    if (rule.kind != RULE_OBJECTION && (rule.is_undercut || chance(m, 60))) name_rule(m, &rule, "r");
    if (rule.kind == RULE_PRESUMPTIVE) rule.cites = chance(m, 30) ? make_cites(m) : 0;
    if (rule.kind == RULE_STRICT) rule.cites = idle_cites(m);
    vec_push(&m->theory->rules, rule);
}

/* The first one is positive: so it can be written without a sign behind the word. */
static void make_contraries(Maker *m) {
    uint32_t count = chance(m, 55) ? 0 : 1 + draw(m, 2);
    for (uint32_t i = 0; i < count; i++) {
        TheoryContrary pair = {make_atom(m, upper_relation(m), 100), make_atom(m, any_relation(m), 100)};
        pair.first.is_negative = false;
        if (pair.first.relation == pair.second.relation) continue;
        if (m->theory->relations.items[pair.first.relation].arity == 2) pair.first.arguments[1] = 0;
        if (m->theory->relations.items[pair.second.relation].arity == 2) pair.second.arguments[1] = 1;
        vec_push(&m->theory->contraries, pair);
    }
}

/* ---- preferences ---- */

typedef Vec(TheorySource) Names;

static void list_names(Maker *m, Names *names) {
    for (size_t i = 0; i < m->theory->rules.count; i++) {
        const TheoryRule *rule = &m->theory->rules.items[i];
        bool can_yield = rule->kind == RULE_PRESUMPTIVE;
        TheorySource name;
        memcpy(name.name, rule->label, sizeof name.name);
        if (rule->label[0] && can_yield) vec_push(names, name);
    }
    for (size_t i = 0; i < m->theory->sources.count; i++) vec_push(names, m->theory->sources.items[i]);
    for (size_t i = names->count; i > 1; i--) {
        size_t k = draw(m, (uint32_t)i);
        TheorySource kept = names->items[k];
        names->items[k] = names->items[i - 1];
        names->items[i - 1] = kept;
    }
}

static bool is_named(const Theory *theory, const TheoryRule *rule, const char *name) {
    if (rule->label[0] && strcmp(rule->label, name) == 0) return true;
    for (size_t i = 0; i < theory->sources.count; i++)
        if (rule->kind == RULE_PRESUMPTIVE && (rule->cites >> i & 1) &&
            strcmp(theory->sources.items[i].name, name) == 0)
            return true;
    return false;
}

/* Whether rules beat each other in a circle, one at a time or by way of what else they are called. */
static bool is_circular(const Theory *theory) {
    size_t count = theory->rules.count;
    bool *beats = mem_alloc_zero(count * count + 1), found = false;
    for (size_t i = 0; i < theory->preferences.count; i++)
        for (size_t t = 0; t < count; t++)
            for (size_t s = 0; s < count; s++)
                if (is_named(theory, &theory->rules.items[t], theory->preferences.items[i].winner) &&
                    is_named(theory, &theory->rules.items[s], theory->preferences.items[i].loser))
                    beats[t * count + s] = true;
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < count; j++)
                if (beats[i * count + k] && beats[k * count + j]) beats[i * count + j] = true;
    for (size_t i = 0; i < count; i++) found = found || beats[i * count + i];
    mem_free(beats);
    return found;
}

/* The earlier of two names wins, unless somebody would then beat himself. */
static void make_preferences(Maker *m) {
    Names names = {0};
    list_names(m, &names);
    for (size_t i = 0; i < names.count; i++)
        for (size_t k = i + 1; k < names.count; k++) {
            if (!chance(m, names.count < 5 ? 50 : 25)) continue;
            TheoryPreference preference = {.has_condition = chance(m, 10)};
            preference.condition = make_atom(m, any_relation(m), 0);
            memcpy(preference.winner, names.items[i].name, sizeof preference.winner);
            memcpy(preference.loser, names.items[k].name, sizeof preference.loser);
            vec_push(&m->theory->preferences, preference);
            if (is_circular(m->theory)) m->theory->preferences.count--;
        }
    vec_free(&names);
}

Theory *theory_random(uint64_t seed, TheoryKind kind) {
    Maker m = {.theory = mem_alloc_zero(sizeof(Theory)), .state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1};
    for (int i = 0; i < 8; i++) draw(&m, 2);
    make_relations(&m, kind);
    make_facts(&m);
    uint32_t size = (uint32_t)m.theory->relations.count;
    for (uint32_t i = 0, count = size + draw(&m, size + 3); i < count; i++) make_rule(&m);
    make_contraries(&m);
    if (chance(&m, 75)) make_preferences(&m);
    return m.theory;
}
