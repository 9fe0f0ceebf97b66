/* Of facts that are to be stated: what they contradict. */
#ifndef HENCE_CLASH_WORDS_H
#define HENCE_CLASH_WORDS_H

#include "lang/base/text.h"
#include "runtime/store/store.h"

/* `  (which makes a contradiction, and this is not used then: f7)`; nothing where there is no such row. */
void clash_print(const Store *store, RowRef clash, const Sources *sources, Text *text);
void clash_member(const Store *store, RowRef clash, Text *text); /* ,"contradicts":atom|null */

#endif
