/* The items of scenarios and tests: retract, distrust, expect and the like; and the scenario a test takes place in. */
#ifndef HENCE_ITEMS_H
#define HENCE_ITEMS_H

#include "lang/check/check_internal.h"

void items_check(Checker *c);

#endif
