/* The maps of a report: of all claims together, and of one with what leads to it. */
#ifndef HENCE_REPORT_MAPS_H
#define HENCE_REPORT_MAPS_H

#include "lang/base/source.h"
#include "lang/program/agenda.h"
#include "runtime/draw/graph.h"
#include "runtime/show/references.h"
#include "runtime/store/store.h"

/* The claims and what is between them, into an empty graph; sources that it cites are used then. */
void report_map_claims(const Store *store, const Sources *sources, References *references, Graph *graph);
/* What leads to a claim, as far as it fits on a page. */
void report_map_claim(const Store *store, const Sources *sources, References *references, const Claim *claim,
                      Graph *graph);

#endif
