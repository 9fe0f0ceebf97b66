/* What the files of the grounder share: ground rules, and the clauses of their translation. */
#ifndef HENCE_GROUNDER_INTERNAL_H
#define HENCE_GROUNDER_INTERNAL_H

#include "tests/support/grounder.h"

typedef struct {
    RuleKind kind;
    uint32_t written;     /* the rule of the theory; UINT32_MAX for a contrary read as a rule */
    bool is_made;         /* transposed, or from a contrary */
    uint32_t head, guard; /* guard: must be possible; NO_ID */
    uint32_t premises[THEORY_PREMISES], premise_count;
    uint32_t denied[THEORY_PREMISES], denied_count;
    uint32_t exceptions[64], exception_count;
} GroundRule;

/* The ground atoms of the translation: a predicate over one or two literals or rules. */
typedef enum {
    STRICT,          /* S(l) */
    SHOWN,           /* S(l), and no contrary of l is */
    CONTRADICTED,    /* S(l), and S of a contrary of l */
    POSSIBLE,        /* l, if no exception and no rival counted */
    ACCEPTED,        /* D(l) */
    REBUTTED,        /* B(l) */
    MAYBE,           /* P(l): propagating */
    APPLIES,         /* A(r) */
    EXCEPTED,        /* E(r) */
    MAY_APPLY,       /* C(r) */
    SURELY_EXCEPTED, /* X(r) */
    SURELY_BEATEN,   /* Q(r) */
    BEATS,           /* t > s holds */
    OUTRANKS,        /* some name of t is preferred to the k-th name of s: rule, name */
    DEFENDED,        /* K(s, l) */
    STANDS,          /* U(x, l) */
    OVERRULED,       /* V(q, l) */
    PREDICATE_COUNT
} Predicate;

typedef struct {
    uint32_t head;
    uint32_t first, positive_count, negative_count; /* in bodies: positive ones, then negative ones */
} Clause;

typedef Vec(GroundRule) GroundRules;

struct Ground {
    const Theory *theory;
    Policy policy;
    unsigned readings;
    uint32_t literal_count;
    GroundRules rules;
    bool *contrary;               /* literal by literal */
    bool *is_reached, *is_closed; /* by relation and sign */
    uint32_t *component;
    Vec(Clause) clauses;
    Vec(uint32_t) bodies;
    uint32_t first_of[PREDICATE_COUNT + 1], width_of[PREDICATE_COUNT];
    bool *is_true, *is_possible; /* by atom: the well-founded model */
    uint32_t name_count;
};

static inline uint32_t atom(const Ground *g, Predicate predicate, uint32_t i, uint32_t k) {
    return g->first_of[predicate] + i * g->width_of[predicate] + k;
}

static inline uint32_t opposite(uint32_t literal) { return literal ^ 1; }
static inline bool is_strict(const GroundRule *rule) { return rule->kind == RULE_STRICT; }
static inline bool propagates(const Ground *g) { return g->policy.ambiguity == AMBIGUITY_PROPAGATE; }

/* A rule speaks against a literal: an objection to it, or a rule for a contrary. */
static inline bool attacks(const Ground *g, const GroundRule *rule, uint32_t literal) {
    return rule->kind == RULE_OBJECTION ? rule->head == literal : ground_are_contrary(g, rule->head, literal);
}
static inline bool is_for(const GroundRule *rule, uint32_t literal) {
    return rule->kind != RULE_OBJECTION && rule->head == literal;
}

uint32_t ground_relation(const Ground *g, uint32_t literal); /* by relation and sign */
static inline bool is_closed(const Ground *g, uint32_t literal) { return g->is_closed[ground_relation(g, literal)]; }

void ground_translate(Ground *g);  /* rules to clauses */
void ground_find_model(Ground *g); /* of the clauses */

#endif
