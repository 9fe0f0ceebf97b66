/* Steps of the translation that pass a row on: who reads a proof sees the rule that somebody wrote,
 * or the given fact. */
#ifndef HENCE_THROUGH_H
#define HENCE_THROUGH_H

#include "runtime/store/store.h"

/* Whether the rule only passes rows of its first literal on, as what is accepted because it is given or applies. */
bool rule_passes_on(const Program *program, const Rule *rule);

/* Whether the rule is none that somebody wrote:
 * it denies what a key or a declared contrary sets against an accepted row. */
bool rule_denies_rival(const Program *program, const Rule *rule);

/* The row behind `ref` that a written rule made or that is given, of several the one that wins by itself (winner.h);
 * `ref` itself if nothing was passed on. */
RowRef row_behind(const Store *store, RowRef ref);
/* The rule that made it; NO_ID if it is given. */
RuleId rule_behind(const Store *store, RowRef ref);

#endif
