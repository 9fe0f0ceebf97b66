/* Bodies in disjunctive normal form: lists of goals, without `;`, `forall` or nested `not`. */
#ifndef HENCE_DESUGAR_H
#define HENCE_DESUGAR_H

#include "lang/compile/variables.h"

typedef enum {
    GOAL_ATOM,
    GOAL_NOT_ATOM,
    GOAL_TEST,     /* a comparison, `is` or condition */
    GOAL_IS_NONE,  /* node is a variable that has no value: the empty cell */
    GOAL_NOT_BODY, /* what goal_inside gives has no solution */
    GOAL_NEVER     /* `not true` */
} GoalKind;

typedef struct {
    GoalKind kind;
    bool is_negated; /* GOAL_TEST of a comparison: with the opposite operator */
    const Node *node;
    uint32_t depth;    /* of the scope the node stands in */
    uint32_t local;    /* of what is negated: variables this deep or deeper are its own */
    bool is_exception; /* GOAL_NOT_ATOM, GOAL_NOT_BODY: written as `unless` */
} Goal;

#define NO_LOCAL UINT32_MAX

typedef Vec(Goal) Goals;
typedef Vec(Goals) Alternatives;

#define ALTERNATIVE_LIMIT 1000

/* How much one statement may grow to; counts down over all its bodies. */
typedef struct {
    uint64_t goals_left;
    bool is_exceeded;
} Growth;

/* The alternatives of a body that stands in a scope of this depth. */
void desugar(const Variables *variables, const Node *body, uint32_t depth, Growth *growth, Alternatives *alternatives);
/* The alternatives of what a GOAL_NOT_BODY negates. */
void goal_inside(const Variables *variables, const Goal *goal, Growth *growth, Alternatives *alternatives);
void alternatives_clear(Alternatives *alternatives);

bool node_has_aggregate(const Node *node);

#endif
