/* For tipping.c, tipping_effects.c and tipping_open.c. */
#ifndef HENCE_TIPPING_INTERNAL_H
#define HENCE_TIPPING_INTERNAL_H

#include "runtime/judge/inquiry.h"
#include "runtime/judge/tipping.h"

/* Work of all worlds together, about: rows, and cone_rule_work. */
enum { WORK_MOST = 150000 };
/* How many worlds may be run to find out what tips an answer, by what each of them costs. */
uint32_t tipping_tries(const Inquiry *inquiry);
/* What else changes with what tips the answer, where that is found soon: a world each, of all that it reaches.
 * claim: the one that is proved; NULL: none. */
void tipping_find_effects(const Store *store, const Claim *claim, const RunOptions *run, Tipping *tipping,
                          Arena *arena);

#endif
