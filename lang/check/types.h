/* Finds the kind of every term, and reports what does not go together. */
#ifndef HENCE_TYPES_H
#define HENCE_TYPES_H

#include "lang/check/check_internal.h"

void types_check(Checker *c);

#endif
