/* Names for the undecided rows that kept an aggregate from having a value. */
#ifndef HENCE_OPEN_H
#define HENCE_OPEN_H

#include "runtime/eval/budget.h"

/* Finds, for each fault of this kind, the written atoms its rows hinge on, for outcome_explain to name. */
void outcome_name_open(Outcome *outcome, const Store *store);

#endif
