/* What is probably not meant: relations never given, variables used once, values created forever. */
#ifndef HENCE_LINT_H
#define HENCE_LINT_H

#include "lang/check/check_internal.h"

void lint_relations(Checker *c); /* never given (an error where nothing is declared), other arity */
void lint_units(Checker *c);     /* variables used once, rules that look like labelled facts */
void lint_growth(Checker *c);    /* growth.c: rules that may create values forever */

#endif
