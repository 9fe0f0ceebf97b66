/* What the two ways of showing a comparison share. */
#ifndef HENCE_COMPARISON_INTERNAL_H
#define HENCE_COMPARISON_INTERNAL_H

#include "runtime/show/comparison.h"

extern const char *const SIDE_NAMES[SIDES];

/* What a theory expects, in the sentences of its relations, and under which premise. */
void expected_print(const Store *store, const Prediction *prediction, Text *text);
/* Ids of facts, with commas between; their places only where none has an id. */
void comparison_ids_print(const Theory theories[SIDES], const ShownRows *facts, Text *text);
/* The claim of the second theory with the name of this one of the first; NULL if it makes none. */
const Claim *twin_of(const Theory theories[SIDES], const Claim *claim);

#endif
