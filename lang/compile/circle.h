/* The order of evaluation, and what is said where there is none. */
#ifndef HENCE_COMPILE_CIRCLE_H
#define HENCE_COMPILE_CIRCLE_H

#include "lang/base/diag.h"
#include "lang/program/program.h"

/* program_order; each circle through `not` or an aggregate is an error that prints it. */
bool circle_order(Program *program, const Sources *sources, Diags *diags);

#endif
