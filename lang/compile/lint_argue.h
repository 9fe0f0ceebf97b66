/* Warnings about rules that support themselves, priorities that decide nothing, and rules that always lose. */
#ifndef HENCE_LINT_ARGUE_H
#define HENCE_LINT_ARGUE_H

#include "lang/base/diag.h"
#include "lang/program/agenda.h"

/* For a program as it is lowered, before the translation of its arguments. */
void lint_argue(const Program *program, Diags *diags);

#endif
