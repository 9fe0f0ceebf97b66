/* What is missing of a row that does not follow: of each rule that concludes it, the nearest instance.
 *
 *     no rule has its premises: the regime ru is imposed
 *     - rule by_power: whoever is far stronger imposes the rules [Young 1989, p. 104]
 *       - no  there is a gap of power between russia and ukraine  no such fact; gap holds of russia, kazakhstan */
#ifndef HENCE_SHOW_MISSING_H
#define HENCE_SHOW_MISSING_H

#include "lang/base/source.h"
#include "runtime/judge/shortfall.h"

/* Values of the row may be UNBOUND; then `names` has what stands in their place, else it may be NULL. */
void missing_print(const Store *store, RelId relation, const Value *row, const Str *names, const Sources *sources,
                   Text *text);
/* The same of what was asked as an atom, apart from its verdict, `imposed(ru) is unsupported: no rule has its premises`. */
void missing_verdict_print(const Store *store, Str asked, RelId relation, const Value *row, const Str *names,
                           const Sources *sources, Text *verdict, Text *lines);
/* Of a question of several literals, or of one that is no atom, those that fail in its nearest instance. */
void missing_parts_print(const Store *store, RelId answer, const Sources *sources, Text *text);
/* [{"rule","place","premises":[{"standing","literal","atom"}]}] */
void missing_json(const Store *store, RelId relation, const Value *row, const Sources *sources, Text *text);

/* ---- pieces that whynot tells at length ---- */

/* `rule by_power: whoever ... [Young 1989, p. 104]` */
void route_title_print(const Shortfall *shortfall, const Route *route, const Sources *sources, Text *text);
/* `yes`, `no`, `open`, `?` */
const char *stand_mark(Stand stand);
/* The literal in words, with the values that there are. */
void premise_words_print(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, const Sources *sources,
                         Text *text);
/* The same for people: an exception that is in the way reads `unless: kai was barred`, other denials `not: ...`, and `forall`
 * and aggregates are told in words, if they can be. */
void premise_told_print(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, const Sources *sources,
                        Text *text);
/* Why it is so: `no such fact; gap holds of russia, kazakhstan`; entries that go on are named by their number if they are
 * told. */
typedef struct {
    bool is_numbered, is_full;
} ReasonStyle;
void premise_reason_print(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, ReasonStyle style,
                          const Sources *sources, Text *text);
/* Whether it holds though something speaks against it, which its reason tells. */
bool premise_is_opposed(const Shortfall *shortfall, const Attempt *attempt, uint32_t i, const Sources *sources);
/* Of a premise that is contested: `; for it rule s1 [The log]; against it reported: f1 [The letter]`; of others nothing. */
void contested_print(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, const Sources *sources,
                     Text *text);
/* `gap holds of russia, kazakhstan`; of long rows only the first values, unless all are wanted. */
void near_print(const Store *store, RowRef near, bool is_full, Text *text);

#endif
