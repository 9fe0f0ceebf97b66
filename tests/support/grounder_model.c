/* The well-founded model of the clauses, and what it says:
 * statuses, the audit, and whether there was one reading only. */
#include "tests/support/grounder_internal.h"

/* ---- the well-founded model ---- */

static bool body_holds(const Ground *g, const Clause *c, const bool *holds, const bool *denied_by) {
    for (uint32_t i = 0; i < c->positive_count; i++)
        if (!holds[g->bodies.items[c->first + i]]) return false;
    for (uint32_t i = 0; i < c->negative_count; i++)
        if (denied_by[g->bodies.items[c->first + c->positive_count + i]]) return false;
    return true;
}

/* All that follows where `not a` holds if a is not in denied_by. */
static void least_model(const Ground *g, bool *holds, const bool *denied_by) {
    memset(holds, 0, g->first_of[PREDICATE_COUNT] * sizeof *holds);
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < g->clauses.count; i++) {
            const Clause *c = &g->clauses.items[i];
            if (!holds[c->head] && body_holds(g, c, holds, denied_by)) again = holds[c->head] = true;
        }
    }
}

/* A. Van Gelder, The alternating fixpoint of logic programs with negation, JCSS 47(1) 1993: what is surely true grows,
 * what is possibly true shrinks, until neither changes. */
void ground_find_model(Ground *g) {
    size_t size = g->first_of[PREDICATE_COUNT] * sizeof(bool);
    g->is_true = mem_alloc_zero(size + 1);
    g->is_possible = mem_alloc_zero(size + 1);
    bool *before = mem_alloc_zero(size + 1);
    do {
        memcpy(before, g->is_true, size);
        least_model(g, g->is_possible, g->is_true);
        least_model(g, g->is_true, g->is_possible);
    } while (memcmp(before, g->is_true, size) != 0);
    mem_free(before);
}

static Truth truth(const Ground *g, Predicate predicate, uint32_t i) {
    uint32_t id = atom(g, predicate, i, 0);
    return g->is_true[id] ? TRUTH_TRUE : g->is_possible[id] ? TRUTH_UNDEFINED : TRUTH_FALSE;
}

/* ---- statuses ---- */

Truth ground_accepted(const Ground *g, uint32_t literal) { return truth(g, ACCEPTED, literal); }
Truth ground_strict(const Ground *g, uint32_t literal) { return truth(g, STRICT, literal); }

static Truth best_rule_for(const Ground *g, uint32_t literal) {
    Truth best = TRUTH_FALSE;
    for (uint32_t r = 0; r < g->rules.count; r++)
        if (is_for(&g->rules.items[r], literal) && truth(g, APPLIES, r) > best) best = truth(g, APPLIES, r);
    return best;
}

static bool has_rival(const Ground *g, uint32_t literal) {
    for (uint32_t r = 0; r < g->rules.count; r++)
        if (attacks(g, &g->rules.items[r], literal) && truth(g, propagates(g) ? MAY_APPLY : APPLIES, r) != TRUTH_FALSE)
            return true;
    return false;
}

static bool is_excepted(const Ground *g, uint32_t r) {
    const GroundRule *rule = &g->rules.items[r];
    for (uint32_t i = 0; i < rule->premise_count; i++)
        if (truth(g, ACCEPTED, rule->premises[i]) != TRUTH_TRUE) return false;
    for (uint32_t i = 0; i < rule->denied_count; i++)
        if (truth(g, ACCEPTED, rule->denied[i]) != TRUTH_FALSE) return false;
    return truth(g, EXCEPTED, r) == TRUTH_TRUE;
}

Status ground_status(const Ground *g, uint32_t c, Reason *reason) {
    *reason = REASON_NONE;
    if (truth(g, ACCEPTED, c) == TRUTH_TRUE) return STATUS_ESTABLISHED;
    for (uint32_t k = 0; k < g->literal_count; k++)
        if (ground_are_contrary(g, c, k) && truth(g, ACCEPTED, k) == TRUTH_TRUE) return STATUS_REFUTED;
    for (uint32_t k = 0; k < g->literal_count; k++)
        if (ground_are_contrary(g, c, k) && truth(g, STRICT, k) == TRUTH_TRUE && truth(g, STRICT, c) == TRUTH_TRUE)
            return STATUS_INCONSISTENT;
    bool is_undefined = truth(g, ACCEPTED, c) == TRUTH_UNDEFINED;
    if (is_undefined ? has_rival(g, c) : best_rule_for(g, c) == TRUTH_TRUE)
        return *reason = REASON_CONTESTED, STATUS_UNDECIDED;
    if (is_undefined || best_rule_for(g, c) == TRUTH_UNDEFINED) return *reason = REASON_CYCLIC, STATUS_UNDECIDED;
    for (uint32_t r = 0; r < g->rules.count; r++)
        if (is_for(&g->rules.items[r], c) && is_excepted(g, r)) return *reason = REASON_EXCEPTED, STATUS_UNDECIDED;
    return STATUS_UNSUPPORTED;
}

/* ---- what the answers are worth ---- */

static bool find_clash(const Ground *g, const bool *set, uint32_t *a, uint32_t *b) {
    for (*a = 0; *a < g->literal_count; ++*a)
        for (*b = 0; *b < *a; ++*b)
            if (set[*a] && set[*b] && ground_are_contrary(g, *a, *b)) return true;
    return false;
}

static bool is_in_conflict(const Ground *g, uint32_t literal) {
    for (uint32_t k = 0; k < g->literal_count; k++)
        if (ground_are_contrary(g, literal, k) && truth(g, STRICT, k) != TRUTH_FALSE &&
            truth(g, STRICT, literal) != TRUTH_FALSE)
            return true;
    return false;
}

static bool follows_strictly(const Ground *g, const GroundRule *rule, const bool *set) {
    if (!is_strict(rule) || rule->is_made) return false;
    for (uint32_t i = 0; i < rule->premise_count; i++)
        if (!set[rule->premises[i]]) return false;
    for (uint32_t i = 0; i < rule->denied_count; i++)
        if (truth(g, POSSIBLE, rule->denied[i]) != TRUTH_FALSE) return false;
    return true;
}

bool ground_audit_fails(const Ground *g, uint32_t *a, uint32_t *b) {
    bool *set = mem_alloc_zero(g->literal_count + 1);
    for (uint32_t l = 0; l < g->literal_count; l++) set[l] = truth(g, ACCEPTED, l) == TRUTH_TRUE;
    for (bool again = true; again;) {
        again = false;
        for (size_t r = 0; r < g->rules.count; r++) {
            const GroundRule *rule = &g->rules.items[r];
            if (set[rule->head] || is_in_conflict(g, rule->head) || !follows_strictly(g, rule, set)) continue;
            again = set[rule->head] = true;
        }
    }
    bool fails = find_clash(g, set, a, b);
    mem_free(set);
    return fails;
}

bool ground_is_unclear(const Ground *g) {
    for (uint32_t l = 0; l < g->literal_count; l++)
        if (truth(g, STRICT, l) == TRUTH_UNDEFINED && is_in_conflict(g, l)) return true;
    return false;
}
