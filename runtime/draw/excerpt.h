/* Parts of a graph: what lies around a node, and the claims alone. */
#ifndef HENCE_EXCERPT_H
#define HENCE_EXCERPT_H

#include "runtime/draw/graph.h"

#define ANY_DEPTH UINT32_MAX

/* Keeps what leads to a node and what it leads to, so many statements away at most; rules count nothing.
 * Gives how many nodes lie further away. */
uint32_t graph_keep_around(Graph *graph, NodeId node, uint32_t depth);

/* How many nodes that would keep. */
uint32_t graph_count_around(const Graph *graph, NodeId node, uint32_t depth);

/* Keeps claims, and the statements in which the ways to several of them part; what lies between is contracted into
 * edges: supports, or rebuts where an odd number of attacks lie on the way.
 * A statement that one claim says is that claim.
 * Facts that several claims share are left out.  Gives how many nodes are not shown. */
uint32_t graph_keep_claims(Graph *graph);

#endif
