/* A rule instance: a rule with a value for each of its variables, and what its literals then say. */
#ifndef HENCE_INSTANCE_H
#define HENCE_INSTANCE_H

#include "runtime/store/store.h"

/* A variable without a value.  The last entry of the wide table, which no table grows to. */
#define UNBOUND UINT32_MAX

static inline bool row_is_ground(const Value *row, uint32_t arity) {
    for (uint32_t c = 0; c < arity; c++)
        if (row[c] == UNBOUND) return false;
    return true;
}

/* The value of a term; UNBOUND for `_` and for a variable that has none yet. */
static inline Value term_value(Term term, const Value *bindings) {
    return term.kind == TERM_CONST ? term.id : term.kind == TERM_VAR ? bindings[term.id] : UNBOUND;
}

/* The name that somebody gave a variable to be told by it; empty for `_`, `_Name` and what the compiler made. */
Str term_name(const Program *program, const Rule *rule, Term term);

/* The values of the first `count` terms that have one, in column order; gives their columns. */
uint64_t literal_key(const Literal *literal, uint32_t count, const Value *bindings, Value *key);
/* The literal as a pattern of rows: constants, and TERM_ANY where a term has no value.  True if all have one. */
bool literal_terms(const Program *program, const Literal *literal, const Value *bindings, Term *terms);
/* The same as a row, UNBOUND where a term has no value. */
bool literal_row(const Program *program, const Literal *literal, const Value *bindings, Value *row);
/* Whether a row that agrees is at least undecided. */
bool literal_may_match(const Store *store, const Literal *literal, const Value *bindings);

/* Computes an expression.  False if a variable has no value or a fault occurs. */
bool instance_compute(const Program *program, const Expr *expr, const Value *bindings, Value *result);
bool instance_is_bound(const Expr *expr, const Value *bindings);

/* Whether a LIT_COMPARE, LIT_CONDITION or LIT_BIND holds, all its variables having values. */
bool instance_holds(const Program *program, const Literal *literal, const Value *bindings);

/* The literal with values in place of its variables: `not member(russia, nato)`, `24 > 20`, `24 = 2015 - 1991`. */
void instance_print(const Program *program, const Literal *literal, const Value *bindings, Text *text);

#endif
