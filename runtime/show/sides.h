/* What tells two sides of a quarrel apart, where they say the same sentence but for a value,
 * and whether one source has both. */
#ifndef HENCE_SHOW_SIDES_H
#define HENCE_SHOW_SIDES_H

#include "lang/base/source.h"
#include "runtime/judge/dispute.h"

/* `with year = 2002: `, before the sentence of an argument, where the other side says a row of the same relation in as
 * long a sentence, or in the very same; true then, and the sentence need not be said on both sides.
 * Nothing elsewhere. */
bool difference_print(const Store *store, const Argument *argument, const Arguments *others, Text *text);

/* `  both sides cite one and the same source [Aitiev 2015]`, a line of its own, where that is so. */
void one_source_print(const Store *store, const Dispute *dispute, Text *text);

#endif
