/* What would tip an answer, in a line or two. */
#ifndef HENCE_SHOW_TIPPED_H
#define HENCE_SHOW_TIPPED_H

#include "runtime/judge/tipping.h"
#include "runtime/show/tree.h"

/*     without this fact it would be unsupported - ann is at home  f1 [The diary]
 *       if this were stated it would be undecided: excepted - ann is ill
 * Where none was found: as many as were tried.  `it` is what is proved, as in summary.h. */
void tipping_tell(const Store *store, const Tipping *tipping, const char *it, const Sources *sources,
                  const TreeStyle *style, Text *text);
/* ,"tips":{...} without braces. */
void tipping_members(const Store *store, const Tipping *tipping, Text *text);

#endif
