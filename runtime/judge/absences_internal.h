/* What the files about absences share. */
#ifndef HENCE_ABSENCES_INTERNAL_H
#define HENCE_ABSENCES_INTERNAL_H

#include "runtime/judge/absences.h"

/* Whether a comparison may fail where more is counted, or something smaller is the least. */
bool absence_is_bounded(const Program *program, const Literal *literal, const Literal *comparison);

#endif
