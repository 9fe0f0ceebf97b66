/* What would tip an answer, in a line or two. */
#ifndef HENCE_SHOW_TIPPED_H
#define HENCE_SHOW_TIPPED_H

#include "runtime/judge/tipping.h"
#include "runtime/show/tree.h"
#include "runtime/show/words.h"

/*     without this fact it would be unsupported - ann is at home  f1 [The diary]
 *         no other claim changes; 2 statements no longer follow
 *       if this were stated it would be undecided: excepted - ann is ill
 *         1 other claim changes: fit to unsupported; 2 statements no longer follow
 * Where none was found: as many as were tried.  Of a fact that goes, nothing is told
 * where nothing else changes, nor of one of the frame. */
void tipping_tell(const Store *store, const Tipping *tipping, Proven proven, const Sources *sources,
                  const TreeStyle *style, Text *text);
/* `; if it is so: established; if not: refuted`, as far as that was tried.
 * is_reversed: what is told is that it is not so. */
void if_settled_print(const IfSettled *settled, bool is_reversed, Text *text);
/*     it is open whether in 2016 russia can pay; if it is so: established; if not: refuted
 * Of the first open facts that settle a claim by themselves, each tried in worlds. */
void open_tell(const Store *store, const Claim *claim, const Verdict *verdict, const TreeStyle *style, Text *text);
/* ,"tips":{...} without braces. */
void tipping_members(const Store *store, const Tipping *tipping, Text *text);

#endif
