/* The argument of a world as a graph: its claims, the statements they come down to, the rules between them, what speaks
 * against each, and what stops or beats a rule.
 *
 * Of a statement that is accepted there are the rules and facts that argue for it, the rivals that apply and, where a
 * priority decided, an edge from the rule that wins to the one that loses.  Exceptions are there if somebody argues for
 * them; the others are counted in the rule.  What nothing speaks for has the nearest instance of each rule that would
 * conclude it, if it is asked for.  So the graph says what `why` says, for all claims at once. */
#ifndef HENCE_SHOW_MAP_H
#define HENCE_SHOW_MAP_H

#include "lang/base/source.h"
#include "lang/program/agenda.h"
#include "runtime/draw/graph.h"
#include "runtime/store/store.h"

typedef struct {
    const Store *store;
    const Sources *sources; /* NULL: places are not known */
    const Claim *only;      /* this claim alone; NULL: all */
    bool without_claims;
    RelId relation; /* and this row, though it may be in no claim; NO_ID: none */
    const Value *row;
    RowId answer; /* relation is that of a question: this row of it, told as `asked`; NO_ROW: not */
    Str asked;
    const Claim *focus; /* the claim whose node is asked for; NULL: that of the row, if there is one */
} MapScope;

enum { MAP_NODES_MOST = 20000 }; /* no rule is followed further when there are so many; a note says so */

/* Fills an empty graph.  Claims come first, in the order of the program; `*focus` (NULL: not asked) gets the
 * node of the claim or row that is asked for, NO_NODE if none is.  The graph borrows texts from the program. */
void map_make(Graph *graph, const MapScope *scope, NodeId *focus);

#endif
