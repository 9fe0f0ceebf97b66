/* Numbers the variables of each unit, and tells locals of a scope from shared ones (see check.h). */
#ifndef HENCE_SCOPE_H
#define HENCE_SCOPE_H

#include "lang/check/check_internal.h"

void scope_variables(Checker *c);

/* Whether `not` denies more than one atom, and so has variables of its own. */
bool not_is_scope(const Node *not_node);

/* Says of a variable of a condition that one of the same name in the rule it is about is another, if there is one. */
void note_namesake(Checker *c, Diag *diag, const Statement *condition, const Statement *rule, Str name);

#endif
