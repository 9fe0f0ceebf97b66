/* Why a row is undecided: each rule instance that is neither true nor false, with what it hinges on. */
#ifndef HENCE_UNDECIDED_H
#define HENCE_UNDECIDED_H

#include "lang/base/source.h"
#include "runtime/store/store.h"

/* `win(a) is undecided:`, then a line `- if not win(b)` for each instance, then the same for what these hinge on, each
 * row once.  `row` is of the possible table.  Of the answer of a question only what it hinges on is told, if it has a
 * rule of one atom.  Long lists are cut. */
void undecided_print(const Store *store, RelId relation, RowId row, bool is_asked, const Sources *sources, Text *text);
/* [{"atom","instances":[{"rule","place","hinges_on":[literals]}],"open":bool}], all of it */
void undecided_json(const Store *store, RelId relation, RowId row, const Sources *sources, Text *text);

#endif
