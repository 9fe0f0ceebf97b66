/* The ids of facts, rules, claims and predictions. */
#ifndef HENCE_LABELS_H
#define HENCE_LABELS_H

#include "lang/check/check_internal.h"

void labels_collect(Checker *c); /* when heads are resolved */
/* What an id names; NULL if it names nothing that is known here. */
const Label *label_of(Checker *c, Str text);
Str label_near(Checker *c, Str text, LabelKind kind); /* the nearest id of such a one; empty if none is near */
const char *label_kind_name(LabelKind kind);          /* "fact", ... */

#endif
