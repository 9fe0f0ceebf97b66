/* `hence map`: the argument as a graph, drawn or written in the format of another program. */
#ifndef HENCE_API_MAP_H
#define HENCE_API_MAP_H

#include "runtime/api/answered.h"
#include "runtime/api/session.h"
#include "runtime/draw/formats.h"

enum { MAP_NODES_SHOWN = 100 }; /* where there are more, and nothing else is asked for, claims alone are shown */

typedef struct {
    Str around;                /* a claim, or an atom without variables; empty: all claims */
    uint32_t depth;            /* so many statements away from it at most; ANY_DEPTH */
    bool claims_only, is_full; /* neither: claims alone where the map is large */
    Str supposed;              /* what is supposed in this world, for the title: "sick, year=2009"; empty: nothing */
    GraphFormat format;
    SvgStyle style;
} MapAsk;

/* Written behind out; notes say what is not shown.  ANSWER_FINE or ANSWER_REFUSED. */
Answered map(Session *session, const RunOptions *run, const MapAsk *ask, Text *out);

/* `hence why` as a graph: all that leads to a claim or an atom, or to the first answer of a body; of the ask only what
 * it is around, the format and the style count.
 * ANSWER_NEGATIVE where it is not established: then the graph shows how it stands, if it is one atom. */
Answered map_why(Session *session, const RunOptions *run, const MapAsk *ask, Text *out);

#endif
