/* What a picture shows: a directed graph with words.
 *
 * Statements and the rules between them are nodes; an edge runs from what supports or attacks to what is supported or
 * attacked, so that conclusions stand at the end of paths.  Nothing here knows where the words come from: maps, proofs
 * and whatever else is a graph of this kind are drawn and written by the same code.
 * Nodes and edges keep the order in which they were added, which all formats follow. */
#ifndef HENCE_GRAPH_H
#define HENCE_GRAPH_H

#include <stdint.h>

#include "lang/base/arena.h"
#include "lang/base/text.h"
#include "lang/base/vec.h"

typedef uint32_t NodeId; /* position in nodes */
#define NO_NODE UINT32_MAX

/* X(constant, word, whether it is a rule or the like, not a statement) */
#define NODE_KINDS(X)                                                                                                  \
    X(CLAIM, "claim", false)                                                                                           \
    X(GIVEN, "given fact", false)                                                                                      \
    X(REPORTED, "reported fact", false)                                                                                \
    X(DERIVED, "derived", false)                                                                                       \
    X(STRICT, "strict rule", true)                                                                                     \
    X(PRESUMPTIVE, "presumptive rule", true)                                                                           \
    X(OBJECTION, "objection", true)                                                                                    \
    X(EXCEPTION, "exception", true)                                                                                    \
    X(TOTAL, "aggregate", true)
typedef enum {
#define NODE_KIND(constant, word, is_rule) NODE_##constant,
    NODE_KINDS(NODE_KIND)
#undef NODE_KIND
        NODE_KIND_COUNT
} NodeKind;
const char *node_kind_name(NodeKind kind);
bool node_kind_is_rule(NodeKind kind);

/* How a node stands: statements by their status, rules by whether they apply. */
#define STANDINGS(X)                                                                                                   \
    X(ESTABLISHED, "established")                                                                                      \
    X(REFUTED, "refuted")                                                                                              \
    X(UNDECIDED, "undecided")                                                                                          \
    X(UNSUPPORTED, "unsupported")                                                                                      \
    X(INCONSISTENT, "inconsistent")                                                                                    \
    X(APPLIES, "applies")                                                                                              \
    X(BEATEN, "applies but is beaten")                                                                                 \
    X(PERHAPS, "may apply")                                                                                            \
    X(STOPPED, "stopped by an exception")                                                                              \
    X(LACKING, "lacks a premise")
typedef enum {
#define STANDING(constant, word) STANDING_##constant,
    STANDINGS(STANDING)
#undef STANDING
        STANDING_COUNT
} Standing;
const char *standing_name(Standing standing);

/* X(constant, word, what it says of its ends) */
#define EDGE_KINDS(X)                                                                                                  \
    X(SUPPORTS, "supports", "support")                                                                                 \
    X(REBUTS, "rebuts", "rebuttal: it speaks against this")                                                            \
    X(UNDERCUTS, "undercuts", "undercut: an exception to the rule")                                                    \
    X(BLOCKS, "blocks", "it stands in the way: the rule needs that it is not so")                                      \
    X(BEATS, "beats", "priority: this rule beats that one")
typedef enum {
#define EDGE_KIND(constant, word, meaning) EDGE_##constant,
    EDGE_KINDS(EDGE_KIND)
#undef EDGE_KIND
        EDGE_KIND_COUNT
} EdgeKind;
const char *edge_kind_name(EdgeKind kind);
const char *edge_kind_meaning(EdgeKind kind);

typedef struct {
    uint32_t source; /* position in sources */
    Str locator;     /* "ch. 5"; may be empty */
    Str label;       /* what stands in place of its number, "Young 1989"; empty: the number */
} Cited;

/* Texts and lists are borrowed: they live in the graph's arena, or longer than the graph. */
typedef struct {
    NodeKind kind;
    Standing standing;
    Str name;          /* the atom of a statement, the name of a claim, the label of a rule; may be empty */
    Str words;         /* a sentence, or the gloss of a rule; may be empty where there is a name */
    Str remark;        /* "contested", "r2 is preferred"; may be empty */
    Str ids;           /* of facts "f1, f2"; else the place, "a.hence:12"; may be empty */
    const Str *checks; /* of a rule: what it needs beside statements, "24 > 20" */
    uint32_t check_count;
    const Cited *cites;
    uint32_t cite_count;
} Node;

typedef struct {
    NodeId from, to;
    EdgeKind kind;
    uint32_t steps; /* nodes that were left out on the way; 0: none */
    uint32_t older; /* the edge that was added before to leave the same node; NO_EDGE */
} Edge;
#define NO_EDGE UINT32_MAX

typedef struct {
    Str key, text; /* "young1989", "Young, The Politics of International Regime Formation, 1989" */
} GraphSource;

typedef struct {
    Str title, summary; /* summary: one sentence, for those who do not see the picture */
    Vec(Node) nodes;
    Vec(Edge) edges;
    Vec(uint32_t) newest;     /* by node: the last edge that leaves it */
    Vec(GraphSource) sources; /* cited as [1], [2], ... */
    Vec(Str) notes;           /* what is not shown, and how to see it */
    Arena arena;
} Graph;

void graph_init(Graph *graph);
void graph_clear(Graph *graph);

NodeId graph_add(Graph *graph, Node node);
/* Adds it unless there is one of this kind between the two. */
void graph_connect(Graph *graph, NodeId from, NodeId to, EdgeKind kind);

/* Edges by node: items[begin[n]] to items[begin[n + 1]] are positions of edges that leave (or enter) node n. */
typedef struct {
    uint32_t *begin, *items;
} Incidence;
Incidence graph_leaving(const Graph *graph);
Incidence graph_entering(const Graph *graph);
void incidence_free(Incidence *incidence);

/* What the small line of a node says: "refuted, derived", "established, given fact, f1", without sources. */
void node_standing_print(const Node *node, Text *text);
/* "[1, p. 3] [2]", or with labels "[Young 1989, p. 3]" */
void node_cites_print(const Node *node, bool with_locators, Text *text);
/* The words of a node on one line: its sentence; else its name. */
Str node_words(const Node *node);

#endif
