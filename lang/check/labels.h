/* The ids of facts, rules, claims and predictions, and the items of scenarios and tests that name them. */
#ifndef HENCE_LABELS_H
#define HENCE_LABELS_H

#include "lang/check/check_internal.h"

void labels_collect(Checker *c); /* when heads are resolved */
void labels_check(Checker *c);   /* retract, expect claim, in scenario */

#endif
