/* Of facts that are to be stated: what they contradict. */
#ifndef HENCE_CLASH_WORDS_H
#define HENCE_CLASH_WORDS_H

#include "lang/base/text.h"
#include "runtime/judge/repair.h"

/* `  (what is added leads to a contradiction: neither it nor f7 is used then; nor are 2 more statements)`; nothing
 * where there is no such row.  Of the steps by which it came about. */
void clash_print(const Store *store, const Contradicted *clash, const RepairStep *steps, uint32_t count,
                 const Sources *sources, Text *text);
void clash_member(const Store *store, const Contradicted *clash, Text *text); /* ,"contradicts":atom|null */

#endif
