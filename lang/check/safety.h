/* Every variable gets a value before it is used: range restriction, whatever the order of the literals. */
#ifndef HENCE_SAFETY_H
#define HENCE_SAFETY_H

#include "lang/check/check_internal.h"

void safety_check(Checker *c);

#endif
