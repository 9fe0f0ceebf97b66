/* A graph in the formats that others read, and as text for people.
 *
 * All begin with an empty text and end with a line end.  Words are escaped as each format wants it; broken UTF-8
 * becomes U+FFFD and what XML has no letter for a blank, so that every result can be read whatever the words are. */
#ifndef HENCE_FORMATS_H
#define HENCE_FORMATS_H

#include "runtime/draw/graph.h"
#include "runtime/draw/layout.h"

typedef struct {
    Str prefix; /* of all ids, so that several pictures can stand in one page: letters, digits, '-'; empty: "map" */
    bool without_sources, without_legend, without_title;
    bool is_document; /* with an XML declaration, as a file of its own */
    bool is_in_page;  /* of HTML, which has the style sheet once for all pictures */
    Direction direction;
} SvgStyle;

/* SVG 1.1 with style sheet: light and dark as the reader prefers, light in print; a title for each box. */
void graph_svg(const Graph *graph, const SvgStyle *style, Text *text);
/* The style sheet of pictures in a page, for those that a selector selects: ".map svg". */
void graph_svg_style(const char *scope, Text *text);

void graph_outline(const Graph *graph,
                   Text *text);                  /* for people: each node once, numbered, with what it is joined to */
void graph_json(const Graph *graph, Text *text); /* flat: nodes, edges, sources, notes */
void graph_dot(const Graph *graph, Text *text);  /* Graphviz */
void graph_mermaid(const Graph *graph, Text *text); /* a flowchart of Mermaid */
void graph_graphml(const Graph *graph, Text *text); /* GraphML 1.0, with keys for what nodes and edges have */
void graph_argdown(const Graph *graph, Text *text); /* Argdown: statements, arguments and their relations */
void graph_aif(const Graph *graph, Text *text);     /* Argument Interchange Format, as AIFdb has it in JSON */

typedef enum {
    GRAPH_OUTLINE,
    GRAPH_JSON,
    GRAPH_SVG,
    GRAPH_DOT,
    GRAPH_MERMAID,
    GRAPH_GRAPHML,
    GRAPH_ARGDOWN,
    GRAPH_AIF
} GraphFormat;
/* style: of an SVG; else it may be NULL. */
void graph_write(const Graph *graph, GraphFormat format, const SvgStyle *style, Text *text);

#endif
