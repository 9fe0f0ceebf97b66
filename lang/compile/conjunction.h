/* A conjunction on its way to become a rule: literals over the variables of the statement, and what is inside them
 * that becomes relations of its own (negated bodies and aggregates). */
#ifndef HENCE_CONJUNCTION_H
#define HENCE_CONJUNCTION_H

#include "lang/compile/variables.h"

typedef struct Conjunction Conjunction;

/* A negated body or an aggregate. */
typedef struct {
    const Node *node;
    bool is_aggregate;
    bool is_exception; /* of the rule: `unless` */
    uint32_t goal;
    const Variable *shared; /* with what is around it: the first columns of its relation */
    uint32_t shared_count;
    Conjunction *alternatives;
    uint32_t alternative_count;
    Value otherwise; /* of an empty group; NO_OTHERWISE: there is no value */
    Variable result;
    uint32_t equation; /* literal `N = aggregate`; NO_ID */
    uint32_t waiting;  /* shared variables without a value yet */
    bool is_done;
    RelId relation; /* once emitted */
} Inner;

#define NO_OTHERWISE VALUE_NONE

typedef struct {
    Literal literal; /* ids of TERM_VAR and EXPR_VAR are Variables */
    uint32_t arity;
    uint32_t goal;    /* place in the body as written; 0: brought in from around; HEAD_GOAL: of the head */
    Inner *inner;     /* whose relation it reads; NULL: literal.relation is right */
    uint32_t waiting; /* variables it needs before it gives others a value */
    uint32_t stamp;   /* of the last one that brought it in */
    bool is_dropped;
    bool may_mix; /* of an equation: an integer on the one side may be a float on the other */
} Slot;

#define HEAD_GOAL UINT32_MAX

typedef struct {
    Variable variable; /* NO_ID: free place */
    uint32_t slot;     /* that gives it a value; NO_ID: none yet */
    uint32_t watch;    /* the first who waits for it; NO_ID */
} Known;

typedef struct {
    bool is_inner;
    uint32_t index, next;
} Watch;

struct Conjunction {
    const Term *head;
    uint32_t head_count;
    Vec(Slot) slots;
    size_t own_count;    /* those before were written; behind them are results and what was brought in */
    Vec(Inner *) inners; /* in the order written */
    Vec(Inner *) done;   /* in an order in which each needs only those before it */
    bool has_imports;    /* something was brought in */
    Known *known;        /* by hash of the variable */
    uint32_t known_count, known_capacity;
    Vec(Watch) watches;
    Vec(Variable) fresh; /* got a value, but those who wait have not been told */
};

typedef struct {
    const Program *program;
    Arena *arena; /* for as long as the conjunctions */
    uint32_t stamp;
    Variable missing; /* after failure: a variable that gets no value */
} Solver;

/* Finds for each variable a literal that gives it a value, for each aggregate whether it is looked up or enumerated,
 * and brings in literals of `outer` where something inside needs them.  False if some variable gets no value. */
bool conjunction_solve(Solver *solver, Conjunction *conjunction, Conjunction *outer);
void conjunction_clear(Conjunction *conjunction); /* and what is inside it */

#endif
