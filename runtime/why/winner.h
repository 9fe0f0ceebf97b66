/* Which of several rules for an accepted row wins against its rivals by itself.
 *
 * A team defends (argue_attack.c): what applies against a row may be beaten by one rule for it while another rule for
 * it, that would lose alone, makes the row as well.  Whoever is told why the row holds is told the one that wins. */
#ifndef HENCE_WINNER_H
#define HENCE_WINNER_H

#include "runtime/store/store.h"

/* The rule to name instead of `rule`, which passes the row on from the rows of a class that apply: one that passes it
 * on from a class which beats all that applies against the row, and whose row was there before; of several that whose
 * row came first, then the first in the order of the program.
 * `rule` itself where it wins as well, or where none does. */
RuleId row_winner(const Store *store, RowRef row, RuleId rule);

#endif
