/* What declarations of types and of the rest share. */
#ifndef HENCE_DECLARE_INTERNAL_H
#define HENCE_DECLARE_INTERNAL_H

#include "lang/check/declare.h"

static inline Symbol symbol_of(Checker *c, Str text) { return intern(values_symbols(c->program->values), text); }

Diag *declared_twice(Checker *c, const Statement *s, const char *what, Span before);

/* Calls `act` for each statement; *of_statement is the relation it declares. */
typedef void EachStatement(Checker *c, const Statement *s, RelId *of_statement);
void each_statement(Checker *c, EachStatement *act);

/* declare_types.c: the type of that name, `any` after a message. */
TypeId type_named(Checker *c, Str name, Span span);

#endif
