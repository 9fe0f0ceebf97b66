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
/* The same of what was asked as an atom, apart from its verdict,
 * `imposed(ru) is unsupported: no rule has its premises`. */
void missing_verdict_print(const Store *store, Str asked, RelId relation, const Value *row, const Str *names,
                           const Sources *sources, Text *verdict, Text *lines);
/* Of a question of several literals, or of one that is no atom, those that fail in its nearest instance. */
void missing_parts_print(const Store *store, RelId answer, const Sources *sources, Text *text);
/* [{"rule","place","premises":[{"standing","literal","atom"}]}]; failing_members of a premise may follow. */
void missing_json(const Store *store, RelId relation, const Value *row, const Sources *sources, Text *text);

/* `rule by_power: whoever ... [Young 1989, p. 104]` */
void route_title_print(const Shortfall *shortfall, const Route *route, const Sources *sources, Text *text);

#endif
