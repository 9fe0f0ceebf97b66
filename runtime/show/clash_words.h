/* Of facts that are to be stated: what they contradict. */
#ifndef HENCE_CLASH_WORDS_H
#define HENCE_CLASH_WORDS_H

#include "lang/base/text.h"
#include "runtime/store/store.h"

/* `  (which contradicts f7: neither is used then)`; nothing where there is no such row. */
void clash_print(const Store *store, RowRef clash, const Sources *sources, Text *text);

#endif
