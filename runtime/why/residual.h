/* What an undecided row hinges on: the rule instances that are neither true nor false.
 *
 * Of a row of the possible table no instance is true and some are not false; what is left of those when the literals
 * that are true are taken away is the residual of the row.  For a row that is true, or false, the same search gives the
 * instances in which nothing is false, whatever the row is. */
#ifndef HENCE_RESIDUAL_H
#define HENCE_RESIDUAL_H

#include "runtime/why/bindings.h"

typedef enum { LITERAL_FALSE, LITERAL_UNDECIDED, LITERAL_TRUE } LiteralTruth;

/* An instance of a rule in which no literal is false, but for exceptions if they are asked about. */
typedef struct {
    RuleId rule;
    const Value *bindings;     /* by variable of the rule; UNBOUND where it gets none */
    const LiteralTruth *truth; /* by literal */
    uint32_t undecided_count;  /* literals that are undecided */
} Residual;

/* Good until it returns; false: that is enough. */
typedef bool OnResidual(void *context, const Residual *residual);

/* Tells every instance of the rule with this head row in which no literal is false, in the order of the values of its
 * variables, literal after literal; each binding of the variables once.  head may be NULL: any.  None for a fold, whose
 * rows are never undecided.  Borrows store, whose tables may get further indexes. */
void residual_find(const Store *store, RuleId rule, const Value *head, OnResidual *tell, void *context);
/* The same for every rule with this head, in the order of the program; past_exceptions: exceptions may fire. */
void residual_of_row(const Store *store, RelId relation, const Value *row, bool past_exceptions, OnResidual *tell,
                     void *context);
/* Of rules that have exceptions, which may fire; where the pattern is UNBOUND, for any value there. */
void residual_past_exceptions(const Store *store, RelId relation, const Value *pattern, OnResidual *tell,
                              void *context);

/* What a literal is under bindings that give all its variables a value; terms without one match everything. */
LiteralTruth residual_truth(const Store *store, const Literal *literal, const Value *bindings);
/* Gives the one variable its value that a function or look-up may bind; false if there is no value. */
bool residual_bind(const Store *store, const Literal *literal, Bindings *bindings);

/* Tells the undecided rows that a LIT_ATOM or LIT_NOT matches, as rows of the possible table of its relation. */
typedef void OnUndecided(void *context, RelId relation, RowId possible_row);
void residual_rows(const Store *store, const Literal *literal, const Value *bindings, OnUndecided *tell, void *context);

#endif
