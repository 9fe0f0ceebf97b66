/* One level further, in a clause: what a premise that is missing lacks in its turn, what holds off one that is
 * excepted, who argues about one that is contested. */
#ifndef HENCE_SHOW_BELOW_H
#define HENCE_SHOW_BELOW_H

#include "lang/base/source.h"
#include "runtime/judge/shortfall.h"

/* `emil lives here; emil took the oath; and 1 more`:
 * what lacks in an instance, LACKING_NAMED at most, each with what its words do not tell. */
void lacking_print(const Shortfall *shortfall, const Attempt *attempt, const Sources *sources, Text *text);

/* `rule naturalised [The Code] lacks: emil lives here; emil took the oath`
 * `rule licence [The Code] does not apply: carl was drunk, by f2 [The nurse, 1999]`
 * True if there was something to say. */
bool below_print(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, const Sources *sources,
                 Text *text);
/* The same of a row that is excepted, or that no rule gives. */
bool row_below_print(const Store *store, RelId relation, const Value *row, Reason reason, const Sources *sources,
                     Text *text);

/* `  another way is contested: it is not so that the bridge is mined; for it ...; against it ...`: a line for each
 * instance, of WAYS_NAMED at most, that lacks nothing but what is contested. */
void contested_ways_print(const Shortfall *shortfall, const Sources *sources, Text *text);

enum { LACKING_NAMED = 3, WAYS_NAMED = 2 };

#endif
