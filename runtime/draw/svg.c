/* A picture as SVG.
 *
 * Colours are variables of a style sheet that holds for this picture alone (its id stands before each rule): light,
 * dark where the reader prefers it, light in print.  Before each variable stands its light value, for programs that
 * know no variables.  Colour is never alone: the small line of a box says its status and kind, borders differ by both,
 * and edges differ by their dashes and heads.  Words have a contrast of at least 4.5 to 1, lines of 3 to 1.
 * Nothing is loaded, and no script runs. */
#include "runtime/draw/svg_internal.h"

#include <math.h>

#include "runtime/draw/measure.h"

#define MARGIN 16.0
#define LEAST_SCALE 0.8 /* in a page: what is wider scrolls, so that words can be read */

/* ---- pieces ---- */

/* Tenths of a pixel are enough. */
static void svg_number(Text *text, double number) {
    int64_t tenths = (int64_t)(number * 10 + (number < 0 ? -0.5 : 0.5));
    if (tenths < 0) text_add_char(text, '-'), tenths = -tenths;
    text_printf(text, "%lld", (long long)(tenths / 10));
    if (tenths % 10) text_printf(text, ".%lld", (long long)(tenths % 10));
}

void svg_attribute(Text *text, const char *name, double number) {
    text_printf(text, " %s=\"", name);
    svg_number(text, number);
    text_add_char(text, '"');
}

static void add_words(Text *text, double x, double y, const char *class, Str words, double width) {
    text_lit(text, "<text");
    svg_attribute(text, "x", x);
    svg_attribute(text, "y", y);
    if (width > 0) {
        svg_attribute(text, "textLength", width);
        text_lit(text, " lengthAdjust=\"spacingAndGlyphs\"");
    }
    text_printf(text, " class=\"%s\">", class);
    text_add_xml(text, words);
    text_lit(text, "</text>\n");
}

void svg_words(Text *text, double x, double y, const char *class, Str words) { add_words(text, x, y, class, words, 0); }

/* As wide as measured, in a font that is wider too: nothing leaves its box.  Not where the measure is a guess. */
static void words_in_box(Text *text, double x, double y, const char *class, const BoxLine *line) {
    add_words(text, x, y, class, line->words, text_is_measured(line->words) ? line->width : 0);
}

/* ---- style ---- */

typedef struct {
    const char *name, *light, *dark;
} Colour;

static const Colour COLOURS[] = {
    {"paper", "#ffffff", "#16181d"},    {"ink", "#1b1d21", "#eceef2"},      {"faint", "#44484f", "#c3c8d0"},
    {"plain", "#ffffff", "#20242b"},    {"line", "#4a505a", "#b9c0cb"},     {"est", "#e7f4ea", "#14301d"},
    {"est-line", "#1b6e33", "#6fd08c"}, {"ref", "#fdeaea", "#3a1816"},      {"ref-line", "#b3261e", "#ff9a91"},
    {"und", "#fff4d6", "#33280c"},      {"und-line", "#8a5a00", "#e9bf5c"}, {"uns", "#f1f1f3", "#25282e"},
    {"uns-line", "#5c6068", "#a5abb5"}, {"inc", "#f5e8fb", "#2f1a3a"},      {"inc-line", "#7a1fa2", "#d79bf0"},
    {"undercut", "#9a3c00", "#ffab70"}, {"beats", "#1453a8", "#86b6ff"},
};
#define COLOUR_COUNT (sizeof COLOURS / sizeof *COLOURS)

static const char *light(const char *name) {
    for (size_t i = 0; i < COLOUR_COUNT; i++)
        if (strcmp(COLOURS[i].name, name) == 0) return COLOURS[i].light;
    return "#000000";
}

/* A style sheet: `scope` selects the pictures it is for. */
typedef struct {
    const char *scope;
    Text *text;
} Sheet;

static void variables(const Sheet *p, bool is_dark) {
    text_printf(p->text, "%s{", p->scope);
    for (size_t i = 0; i < COLOUR_COUNT; i++)
        text_printf(p->text, "--%s:%s;", COLOURS[i].name, is_dark ? COLOURS[i].dark : COLOURS[i].light);
    text_lit(p->text, "}");
}

/* `#map .est{fill:#e7f4ea;fill:var(--est)}`: the value first for those who know no variables. */
static void paint(const Sheet *p, const char *class, const char *fill, const char *stroke, const char *more) {
    text_printf(p->text, "%s .%s{", p->scope, class);
    if (fill) text_printf(p->text, "fill:%s;fill:var(--%s);", light(fill), fill);
    if (stroke) text_printf(p->text, "stroke:%s;stroke:var(--%s);", light(stroke), stroke);
    text_printf(p->text, "%s}\n", more);
}

void graph_svg_style(const char *scope, Text *text) {
    const Sheet sheet = {scope, text}, *p = &sheet;
    variables(p, false);
    text_lit(text, "\n@media (prefers-color-scheme:dark){");
    variables(p, true);
    text_lit(text, "}\n@media print{");
    variables(p, false);
    text_lit(text, "}\n");
    text_printf(text, "%s text{font-family:Helvetica,Arial,\"Liberation Sans\",sans-serif}\n", scope);
    paint(p, "paper", "paper", NULL, "");
    paint(p, "w", "ink", NULL, "font-size:12px");
    paint(p, "h", "ink", NULL, "font-size:11.5px;font-weight:bold");
    paint(p, "c", "ink", NULL, "font-size:10px;font-style:italic");
    paint(p, "s", "faint", NULL, "font-size:9.5px");
    paint(p, "t", "ink", NULL, "font-size:16px;font-weight:bold");
    paint(p, "b", NULL, NULL, "font-weight:bold");
    paint(p, "est", "est", "est-line", "");
    paint(p, "ref", "ref", "ref-line", "");
    paint(p, "und", "und", "und-line", "stroke-dasharray:6 3");
    paint(p, "uns", "uns", "uns-line", "stroke-dasharray:1.5 3;stroke-linecap:round");
    paint(p, "inc", "inc", "inc-line", "stroke-dasharray:10 3 2 3");
    paint(p, "rule", "plain", "line", "");
    paint(p, "may", "plain", "und-line", "stroke-dasharray:6 3");
    paint(p, "off", "plain", "uns-line", "stroke-dasharray:1.5 3;stroke-linecap:round");
    paint(p, "lost", "plain", "ref-line", "stroke-dasharray:3 2");
    paint(p, "bar", "line", NULL, "");
    paint(p, "e", NULL, "line", "fill:none;stroke-width:1.3");
    paint(p, "reb", NULL, "ref-line", "stroke-width:1.8;stroke-dasharray:7 4");
    paint(p, "cut", NULL, "undercut", "stroke-width:2;stroke-dasharray:2 3");
    paint(p, "blk", NULL, "inc-line", "stroke-width:1.6;stroke-dasharray:9 3 2 3");
    paint(p, "bts", NULL, "beats", "stroke-width:2.4");
    paint(p, "m", "line", "line", "");
    paint(p, "mreb", "ref-line", "ref-line", "");
    paint(p, "mcut", "paper", "undercut", "stroke-width:1.6");
    paint(p, "mblk", "inc-line", "inc-line", "stroke-width:2.4");
    paint(p, "mbts", "beats", "beats", "");
    text_printf(text, "%s .b{font-weight:bold}\n", scope);
}

static void style_sheet(const SvgPicture *p) {
    text_lit(p->text, "<style>\n");
    graph_svg_style(arena_printf(p->arena, "#%.*s", STR_FMT(p->prefix)).text, p->text);
    text_lit(p->text, "</style>\n");
}

static const char *const EDGE_CLASSES[] = {[EDGE_SUPPORTS] = "e",
                                           [EDGE_REBUTS] = "e reb",
                                           [EDGE_UNDERCUTS] = "e cut",
                                           [EDGE_BLOCKS] = "e blk",
                                           [EDGE_BEATS] = "e bts"};

/* Heads differ by shape: a triangle, a triangle behind a bar, a ring, a bar, two triangles. */
static void markers(const SvgPicture *p) {
    static const struct {
        const char *name, *size, *shape;
    } MARKERS[] = {
        [EDGE_SUPPORTS] = {"m0", "viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\"",
                           "<path class=\"m\" d=\"M0 .5L8 4L0 7.5z\" stroke=\"none\"/>"},
        [EDGE_REBUTS] = {"m1", "viewBox=\"0 0 12 12\" refX=\"11\" refY=\"6\" markerWidth=\"12\" markerHeight=\"12\"",
                         "<path class=\"mreb\" d=\"M1 2L9 6L1 10zM10.5 1.5V10.5\" stroke-width=\"1.6\"/>"},
        [EDGE_UNDERCUTS] = {"m2",
                            "viewBox=\"0 0 10 10\" refX=\"9.4\" refY=\"5\" markerWidth=\"10\" markerHeight=\"10\"",
                            "<circle class=\"mcut\" cx=\"5\" cy=\"5\" r=\"3.6\"/>"},
        [EDGE_BLOCKS] = {"m3", "viewBox=\"0 0 6 14\" refX=\"4.5\" refY=\"7\" markerWidth=\"6\" markerHeight=\"14\"",
                         "<path class=\"mblk\" d=\"M3 1.5V12.5\"/>"},
        [EDGE_BEATS] = {"m4", "viewBox=\"0 0 14 10\" refX=\"13\" refY=\"5\" markerWidth=\"14\" markerHeight=\"10\"",
                        "<path class=\"mbts\" d=\"M0 1L6 5L0 9zM7 1L13 5L7 9z\" stroke=\"none\"/>"},
    };
    text_lit(p->text, "<defs>\n");
    for (size_t i = 0; i < sizeof MARKERS / sizeof *MARKERS; i++)
        text_printf(p->text, "<marker id=\"%.*s-%s\" %s markerUnits=\"userSpaceOnUse\" orient=\"auto\">%s</marker>\n",
                    STR_FMT(p->prefix), MARKERS[i].name, MARKERS[i].size, MARKERS[i].shape);
    text_lit(p->text, "</defs>\n");
}

/* ---- edges ---- */

void svg_edge_path(const SvgPicture *p, EdgeKind kind, const Curve *route, double dx, double dy) {
    text_printf(p->text, "<path class=\"%s\" marker-end=\"url(#%.*s-m%d)\" d=\"M", EDGE_CLASSES[kind],
                STR_FMT(p->prefix), (int)kind);
    for (uint32_t i = 0; i < route->count; i++) {
        const Point *point = &route->points[i];
        if (i % 3 == 1) {
            bool is_straight = point->x == point[-1].x && point->y == point[-1].y;
            text_add_char(p->text, is_straight ? 'L' : 'C');
            if (is_straight) i += 2, point += 2;
        } else if (i) {
            text_add_char(p->text, ' ');
        }
        svg_number(p->text, point->x + dx);
        text_add_char(p->text, ' ');
        svg_number(p->text, point->y + dy);
    }
    text_lit(p->text, "\">");
}

static void edges(const SvgPicture *p, double dx, double dy) {
    const Graph *graph = p->graph;
    for (size_t i = 0; i < graph->edges.count; i++) {
        const Edge *edge = &graph->edges.items[i];
        if (p->layout.routes[i].count == 0) continue;
        svg_edge_path(p, edge->kind, &p->layout.routes[i], dx, dy);
        text_lit(p->text, "<title>");
        text_add_xml(p->text, node_words(&graph->nodes.items[edge->from]));
        text_printf(p->text, ": %s", edge_kind_name(edge->kind));
        if (edge->steps) text_printf(p->text, ", through %u more", (unsigned)edge->steps);
        text_lit(p->text, ": ");
        text_add_xml(p->text, node_words(&graph->nodes.items[edge->to]));
        text_lit(p->text, "</title></path>\n");
    }
}

/* ---- nodes ---- */

static const char *const NODE_CLASSES[] = {
    [STANDING_ESTABLISHED] = "est", [STANDING_REFUTED] = "ref",      [STANDING_UNDECIDED] = "und",
    [STANDING_UNSUPPORTED] = "uns", [STANDING_INCONSISTENT] = "inc", [STANDING_APPLIES] = "rule",
    [STANDING_BEATEN] = "lost",     [STANDING_PERHAPS] = "may",      [STANDING_STOPPED] = "off",
    [STANDING_LACKING] = "off"};

/* The shape by kind, the fill and the dashes by standing. */
void svg_shape(const SvgPicture *p, NodeKind kind, Standing standing, Box box) {
    static const struct {
        double round, width;
    } SHAPES[] = {[NODE_CLAIM] = {3, 3.2},      [NODE_GIVEN] = {0, 1.4},     [NODE_REPORTED] = {0, 1.4},
                  [NODE_DERIVED] = {8, 1.4},    [NODE_STRICT] = {16, 2},     [NODE_PRESUMPTIVE] = {16, 1.1},
                  [NODE_OBJECTION] = {16, 1.1}, [NODE_EXCEPTION] = {4, 1.1}, [NODE_TOTAL] = {4, 1.1}};
    double round = SHAPES[kind].round < box.height / 2 ? SHAPES[kind].round : box.height / 2;
    text_printf(p->text, "<rect class=\"%s\"", NODE_CLASSES[standing]);
    svg_attribute(p->text, "x", box.x);
    svg_attribute(p->text, "y", box.y);
    svg_attribute(p->text, "width", box.width);
    svg_attribute(p->text, "height", box.height);
    if (round > 0) svg_attribute(p->text, "rx", round);
    svg_attribute(p->text, "stroke-width", SHAPES[kind].width);
    text_lit(p->text, "/>");
    if (kind != NODE_GIVEN && kind != NODE_REPORTED) return;
    text_lit(p->text,
             "<path class=\"bar\" d=\""); /* a bar on the left of facts, in pieces where they are only reported */
    double step = kind == NODE_GIVEN ? box.height : 6;
    for (uint32_t piece = 0; piece * step < box.height - 0.5; piece++) {
        double y = piece * step;
        double length = kind == NODE_GIVEN ? box.height : y + 3 > box.height ? box.height - y : 3;
        text_add_char(p->text, 'M');
        svg_number(p->text, box.x);
        text_add_char(p->text, ' ');
        svg_number(p->text, box.y + y);
        text_lit(p->text, "h4v");
        svg_number(p->text, length);
        text_lit(p->text, "h-4z");
    }
    text_lit(p->text, "\"/>");
}

static void node_title(const SvgPicture *p, const Node *node) {
    Text words;
    text_init(&words);
    text_lit(p->text, "<title>");
    if (node->words.length && node->name.length) text_printf(&words, "%.*s: ", STR_FMT(node->name));
    text_add(&words, node_words(node));
    text_lit(&words, " (");
    node_standing_print(node, &words);
    if (node->ids.length && node_kind_is_rule(node->kind)) text_printf(&words, ", %.*s", STR_FMT(node->ids));
    for (uint32_t i = 0; i < node->check_count; i++) text_printf(&words, "; %.*s", STR_FMT(node->checks[i]));
    text_add_char(&words, ')');
    if (node->cite_count) text_add_char(&words, ' ');
    node_cites_print(node, true, &words);
    text_add_xml(p->text, text_str(&words));
    text_lit(p->text, "</title>");
    text_clear(&words);
}

static void node(const SvgPicture *p, size_t i, double dx, double dy) {
    static const char *const CLASSES[] = {
        [LINE_WORDS] = "w", [LINE_CLAIM] = "w b", [LINE_HEADING] = "h", [LINE_CHECK] = "c", [LINE_SMALL] = "s"};
    const Node *n = &p->graph->nodes.items[i];
    Box box = p->layout.boxes[i];
    box.x += dx;
    box.y += dy;
    text_lit(p->text, "<g>");
    node_title(p, n);
    svg_shape(p, n->kind, n->standing, box);
    text_add_char(p->text, '\n');
    bool is_fact = n->kind == NODE_GIVEN || n->kind == NODE_REPORTED;
    for (uint32_t k = 0; k < p->texts[i].count; k++) {
        const BoxLine *line = &p->texts[i].lines[k];
        words_in_box(p->text, box.x + BOX_PADDING + (is_fact ? 4 : 0), box.y + line->base, CLASSES[line->style], line);
    }
    text_lit(p->text, "</g>\n");
}

/* ---- all of it ---- */

/* In a page that has the style sheet: its name is an attribute, since HTML knows no ids of titles. */
static void add_size(const SvgPicture *p, double width, double height) {
    svg_attribute(p->text, "width", width);
    svg_attribute(p->text, "height", height);
    text_lit(p->text, " viewBox=\"0 0 ");
    svg_number(p->text, width);
    text_add_char(p->text, ' ');
    svg_number(p->text, height);
}

static void begin_in_page(const SvgPicture *p, double width, double height) {
    Text *text = p->text;
    text_printf(text, "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%.*s\" role=\"img\" aria-label=\"",
                STR_FMT(p->prefix));
    text_add_xml(text, p->graph->title);
    text_lit(text, ": ");
    text_add_xml(text, p->graph->summary);
    text_add_char(text, '"');
    add_size(p, width, height);
    text_lit(text, "\" style=\"min-width:");
    svg_number(text, ceil(width * LEAST_SCALE));
    text_lit(text, "px\">\n");
}

static void begin(const SvgPicture *p, double width, double height) {
    Text *text = p->text;
    if (p->style->is_document) text_lit(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if (p->style->is_in_page) {
        begin_in_page(p, ceil(width), ceil(height));
        return;
    }
    text_printf(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%.*s\" role=\"img\" aria-labelledby=\"%.*s-title %.*s-desc\"",
        STR_FMT(p->prefix), STR_FMT(p->prefix), STR_FMT(p->prefix));
    add_size(p, width, height);
    text_lit(text, "\" style=\"max-width:100%;height:auto\">\n");
    text_printf(text, "<title id=\"%.*s-title\">", STR_FMT(p->prefix));
    text_add_xml(text, p->graph->title.length ? p->graph->title : STR("Argument map"));
    text_printf(text, "</title>\n<desc id=\"%.*s-desc\">", STR_FMT(p->prefix));
    text_add_xml(text, p->graph->summary.length
                           ? p->graph->summary
                           : STR("Boxes for statements and rules, arrows for support and attack."));
    text_lit(text, "</desc>\n");
}

static void draw(SvgPicture *p) {
    Text body, *out = p->text;
    text_init(&body);
    p->text = &body;
    double width = p->layout.width > 320 ? p->layout.width : 320;
    double top = svg_heading(p, MARGIN, MARGIN, width), bottom = top + p->layout.height;
    double dx = MARGIN + (width - p->layout.width) / 2;
    edges(p, dx, top);
    for (size_t i = 0; i < p->graph->nodes.count; i++) node(p, i, dx, top);
    if (!p->style->without_legend && p->graph->nodes.count) bottom = svg_legend(p, MARGIN, bottom + 18, width);
    if (!p->style->without_sources && p->graph->sources.count) bottom = svg_sources(p, MARGIN, bottom + 14, width);
    p->text = out;
    begin(p, width + 2 * MARGIN, bottom + MARGIN);
    if (!p->style->is_in_page) style_sheet(p);
    markers(p);
    text_lit(out, "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    text_add(out, text_str(&body));
    text_lit(out, "</svg>\n");
    text_clear(&body);
}

void graph_svg(const Graph *graph, const SvgStyle *style, Text *text) {
    Arena arena;
    arena_init(&arena);
    SvgPicture p = {.graph = graph, .style = style, .text = text, .arena = &arena};
    p.prefix = style->prefix.length ? style->prefix : STR("map");
    p.texts = arena_array(&arena, BoxText, graph->nodes.count + 1);
    Box *sizes = arena_array(&arena, Box, graph->nodes.count + 1);
    boxes_fill(graph, p.texts, sizes, &arena);
    layout_make(&p.layout, graph, sizes, style->direction);
    draw(&p);
    layout_clear(&p.layout);
    arena_clear(&arena);
}
