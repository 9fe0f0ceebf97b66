/* Contradictions among what is given or strictly shown, and clashes of what is accepted. */
#ifndef HENCE_SHOW_CONFLICTS_H
#define HENCE_SHOW_CONFLICTS_H

#include "runtime/eval/rounds.h"
#include "runtime/judge/claims.h"

/* Each with where its two sides come from; nothing if there are none. */
void conflicts_print(const Conflicts *conflicts, const Store *store, const Sources *sources, Text *text);

#endif
