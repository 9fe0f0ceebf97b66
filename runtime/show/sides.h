/* What tells two sides of a quarrel apart, where they say the same sentence but for a value,
 * and whether one source has both. */
#ifndef HENCE_SHOW_SIDES_H
#define HENCE_SHOW_SIDES_H

#include "lang/base/source.h"
#include "runtime/judge/dispute.h"

/* Where the other side says a row of the same relation in as long a sentence, or in the very same: `with year = 2003: `
 * before a sentence that leaves that out; of the side that is told second, in place of its sentence where short values
 * tell them apart: `the same, but with year = 2002 in place of 2003; note differs too`.  Whether it is in its place. */
bool difference_print(const Store *store, const Argument *argument, const Arguments *others, bool is_reply, Text *text);

/* `  both sides cite one and the same source [Aitiev 2015]`, a line of its own, where that is so. */
void one_source_print(const Store *store, const Dispute *dispute, Text *text);

#endif
