/* Components in three values: where a cycle runs through `not`, or where undecided rows are read. */
#ifndef HENCE_ALTERNATE_H
#define HENCE_ALTERNATE_H

#include "runtime/eval/run_internal.h"

bool component_needs_three_values(const Store *store, const Component *component);

/* Computes the well-founded model of the component: true rows go to the tables, undecided ones to the possible tables.
 * False if the run must stop; the component then has no row that does not follow. */
bool run_alternating(Work *work, const Component *component);

#endif
