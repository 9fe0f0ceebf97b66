/* The claims as a table, and what stands in its cells. */
#ifndef HENCE_SHOW_CLAIMS_TABLE_H
#define HENCE_SHOW_CLAIMS_TABLE_H

#include "runtime/judge/claims.h"

/* North star section 3:
 *     claim        status       rests on
 *     e4_imposed   established  6 facts, 5 sources      */
void claims_print(const Verdict *verdicts, const Store *store, Text *text); /* as many as the agenda has claims */

/* `undecided: contested`, `established (policy-sensitive)`. */
void status_print(const Verdict *verdict, Text *text);
/* `by not_grown, f3`: the rules and facts that stand against a refuted claim. */
void verdict_by_print(const Verdict *verdict, const Store *store, const Claim *claim, Text *text);
/* `6 facts, 5 sources`, `neither side is preferred`: what stands in the table. */
void verdict_rests_print(const Verdict *verdict, const Store *store, const Claim *claim, Text *text);
/* `able(russia, 2016), exit(2016) and 3 more`: what an undecided claim hinges on;
 * `able(russia, 2016), or on exit(2016)` where either may settle it. */
void verdict_hinges_print(const Verdict *verdict, uint32_t limit, Text *text);

#endif
