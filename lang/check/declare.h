/* Declares in the program what statements declare: types, relations, parameters, tables, scenarios, sources. */
#ifndef HENCE_DECLARE_H
#define HENCE_DECLARE_H

#include "lang/check/check_internal.h"

void declare_types(Checker *c);
void declare_relations(Checker *c); /* and parameters, scenarios, sources; then directives */
void declare_tables(Checker *c);    /* loads: when all other uses of relations are known */

#endif
