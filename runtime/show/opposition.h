/* What speaks against something that holds, in a clause: who, on whose word, and why it lost.  For premises of what
 * does not hold; of what does, the summary tells it (summary.h). */
#ifndef HENCE_SHOW_OPPOSITION_H
#define HENCE_SHOW_OPPOSITION_H

#include "runtime/show/summary.h"

/* `; against it: rule r2 [Young 1989], on 1 fact [Young 1989], but r1 is preferred over r2`, of a row that is accepted.
 * False with nothing where nothing speaks against it. */
bool opposition_print(const Store *store, RowRef row, const Sources *sources, Text *text);
/* `against what that rests on: ...`: of the first premise of the root, but not of the root itself. */
bool opposition_print_premises(const Proof *proof, const Sources *sources, Text *text);
/* `against one of its premises: ...`: of the first of the rows that literals of an instance hold by. */
bool opposition_print_below(const Store *store, const Residual *residual, const Sources *sources, Text *text);

#endif
