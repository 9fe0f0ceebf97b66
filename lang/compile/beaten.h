/* Presumptive rules that can never establish anything, because another rule always stands against them and wins. */
#ifndef HENCE_BEATEN_H
#define HENCE_BEATEN_H

#include "lang/base/diag.h"
#include "lang/program/program.h"

void lint_beaten(const Program *program, Diags *diags);

#endif
