/* A map in the making, shared by the files that make it. */
#ifndef HENCE_SHOW_MAP_INTERNAL_H
#define HENCE_SHOW_MAP_INTERNAL_H

#include "runtime/judge/claims.h"
#include "runtime/judge/dispute.h"
#include "runtime/judge/parts.h"
#include "runtime/show/map.h"
#include "runtime/why/premises.h"
#include "runtime/why/residual.h"

/* A statement whose arguments are still to be looked up. */
typedef struct {
    NodeId node;
    RelId relation;
    const Value *row; /* in the arena of the graph */
    bool is_asked;    /* by a claim: then it is told what it lacks */
} Pending;

/* The rules that argue for a statement, so that priorities find their ends. */
typedef struct {
    NodeId statement, node;
    RuleId rule;
} Argued;

/* A rival that lost by a priority. */
typedef struct {
    NodeId winner, loser; /* statements: the accepted one, and the rival; or the one an objection is against */
    RuleId losing_rule;   /* NO_ID: the rival is a reported fact */
    Lost lost;
    const Preference *preference; /* NULL: lost for another reason */
} Beaten;

typedef struct {
    Table *rows;
    Vec(NodeId) nodes; /* by row */
} Statements;

typedef struct {
    Graph *graph;
    const Store *store;
    const Program *program;
    const Sources *sources;
    PremiseSearch *search;
    Vec(Statements) statements; /* by relation */
    Vec(uint32_t) cited;        /* by symbol: number of the source in the graph, from 1; 0: none yet */
    Vec(Pending) pending;
    Vec(Argued) argued;
    Vec(Beaten) beaten;
    bool is_full, is_stopped;
    Text words; /* for one text after the other */
} Map;

/* ---- map.c: statements ---- */

/* The node of a row, made if need be; `relation` is one that somebody wrote. */
NodeId map_statement(Map *map, RelId relation, const Value *row, bool is_asked);
/* The relation that somebody wrote whose rows a helper has; NO_ID if it is about none. */
RelId map_said(const Map *map, RelId relation);
/* Copies what is in map->words, and empties it. */
Str map_keep_words(Map *map);
const Cited *map_cites(Map *map, const Cites *lists, uint32_t count, uint32_t *result);

/* What is given or reported: its ids and sources go to the node. */
void map_fact(Map *map, NodeId node, RowRef ref, bool is_given);
Standing map_standing(Status status);

/* ---- map_arguments.c ---- */

/* Finds all that argues about a statement that waits. */
void map_look_up(Map *map, const Pending *at);
/* When all is found: the priorities that decided. */
void map_priorities(Map *map);

/* ---- map_claims.c ---- */

/* The claims of a scope, with what they rest on; gives the node of the one in focus. */
NodeId map_claims(Map *map, const MapScope *scope);

/* ---- map_rules.c: rule instances ---- */

/* Tells the instance of the rule for this head row that lacks least, if there is one.  A literal that nothing can be
 * said of, for want of values, counts as true. */
void map_nearest(const Map *map, RuleId rule, const Value *head, OnResidual *tell, void *context);

/* A rule with values for its variables, as premises_find or residual_find gives them. */
typedef struct {
    RuleId rule;
    const Value *bindings;
    const RowId *rows;         /* by literal: the row it matched; NULL: not known */
    const LiteralTruth *truth; /* NULL: all true */
} Instance;

/* Connects what the instance needs to a node, as support or as what stands in its way; its checks go to the node.
 * own: only what is written within it; NO_SPAN: all. */
void map_premises(Map *map, NodeId node, const Instance *instance, Span own);
/* A node for the instance, with its premises and the exceptions that somebody argues for. */
NodeId map_rule(Map *map, const Instance *instance, Standing standing);
/* The instance that made a row; false if it is given or was made by a fold. */
bool map_connect_made(Map *map, NodeId node, RowRef ref);

#endif
