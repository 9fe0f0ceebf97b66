/* Bodies and heads to core rules. */
#ifndef HENCE_LOWER_H
#define HENCE_LOWER_H

#include "lang/compile/desugar.h"
#include "lang/compile/conjunction.h"

typedef struct {
    Program *program; /* to which rules and helpers are added */
    Diags *diags;
    Arena *arena; /* for what is needed until the program is made */
    const NodeTable *table;
    Variables variables;
    Growth growth;
    Solver solver;
    uint32_t written; /* number of the statement among the written rules */
    Strength strength;
    RelId *helper_of_node; /* by node id: the relation of what is inside, where it does not lean on what is around */
    Vec(VarId) ids;        /* by Variable: its number in the rule being made */
    Vec(uint32_t) stamps;  /* by Variable: of the last that has seen it */
    uint32_t stamp;
} Lower;

void lower_init(Lower *lower, Program *program, Arena *arena, Diags *diags);
void lower_clear(Lower *lower);
/* Begins with the nodes of another module. */
void lower_module(Lower *lower, const NodeTable *table, uint32_t node_count);

/* The alternatives of a body, ready to become the rules of some relation. */
typedef struct {
    Conjunction *alternatives;
    uint32_t count;
} LoweredBody;

/* In this order, for each statement.  A body that cannot be lowered has no alternatives, and a message. */
void lower_begin(Lower *lower, const Node *head, const Node *body, Strength strength);
/* `head`: an atom whose terms are the head, or NULL for these terms.  Relations for what is inside are made here, so a
 * relation made afterwards comes behind all it needs. */
LoweredBody lower_body(Lower *lower, const Node *body, const Node *head, const Term *terms, uint32_t term_count);
RuleId lower_rules(Lower *lower, const LoweredBody *body, Rule pattern); /* the first; NO_ID if there is none */
void lowered_body_clear(LoweredBody *body);

/* A constant as the value it is to become. */
Value lower_value(Lower *lower, const Node *node);
bool lower_is_constant(const Node *node);
/* The values of a fact, in program->arena. */
const Value *lower_row(Lower *lower, const Node *atom, RelId relation);
/* The terms of an atom without computed arguments; variables by Variable, or TERM_ANY where column_of gives NO_ID.
 * NULL if there are computed ones.  In the program's arena. */
const Term *lower_pattern(Lower *lower, const Node *atom, RelId relation, const uint32_t *column_of);

RelId lower_helper(Lower *lower, Helper helper, const Symbol *names, uint32_t arity, Span span);

#endif
