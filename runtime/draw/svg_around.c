/* What stands around a picture: its title and notes above, the legend and the numbered sources below. */
#include "runtime/draw/measure.h"
#include "runtime/draw/svg_internal.h"

#define ROW 20.0
#define SWATCH 34.0

static double add_paragraph(SvgPicture *p, Str words, const char *class, double size, double x, double y,
                            double width) {
    Lines lines = text_wrap(words, size, false, width, 0, p->arena);
    for (uint32_t i = 0; i < lines.count; i++) {
        y += size * 1.35;
        svg_words(p->text, x, y, class, lines.items[i]);
    }
    return y;
}

double svg_heading(SvgPicture *p, double x, double y, double width) {
    bool is_titled = p->graph->title.length && !p->style->without_title;
    double begun = y;
    if (is_titled) {
        Lines lines = text_wrap(p->graph->title, 16, true, width, 0, p->arena);
        for (uint32_t i = 0; i < lines.count; i++) svg_words(p->text, x, y += 20, "t", lines.items[i]);
    }
    for (size_t i = 0; i < p->graph->notes.count; i++)
        y = add_paragraph(p, p->graph->notes.items[i], "s", 9.5, x, y + 2, width);
    return y > begun ? y + 18 : y;
}

/* ---- the legend: only what the picture has ---- */

typedef struct {
    double left, x, y, right;
} Cursor;

/* Room for a sample with its words; the next row where this one is full. */
static void make_room(Cursor *at, double width) {
    if (at->x > at->left && at->x + width > at->right) {
        at->x = at->left;
        at->y += ROW;
    }
}

static void end_sample(SvgPicture *p, Cursor *at, Str words) {
    svg_words(p->text, at->x + SWATCH + 6, at->y + 11, "s", words);
    at->x += SWATCH + 6 + text_width(words, 9.5, false) * 1.1 + 18;
}

static void node_sample(SvgPicture *p, Cursor *at, NodeKind kind, Standing standing, Str words) {
    make_room(at, SWATCH + 24 + text_width(words, 9.5, false) * 1.1);
    svg_shape(p, kind, standing, (Box){at->x, at->y + 1, SWATCH, 13});
    end_sample(p, at, words);
}

static void edge_sample(SvgPicture *p, Cursor *at, EdgeKind kind) {
    Str words = str_of(edge_kind_meaning(kind));
    make_room(at, SWATCH + 24 + text_width(words, 9.5, false) * 1.1);
    Point points[] = {
        {at->x, at->y + 7.5}, {at->x, at->y + 7.5}, {at->x + SWATCH, at->y + 7.5}, {at->x + SWATCH, at->y + 7.5}};
    svg_edge_path(p, kind, &(Curve){points, 4}, 0, 0);
    text_lit(p->text, "</path>");
    end_sample(p, at, words);
}

double svg_legend(SvgPicture *p, double x, double y, double width) {
    bool kinds[NODE_KIND_COUNT] = {false}, standings[STANDING_COUNT] = {false}, edges[EDGE_KIND_COUNT] = {false};
    for (size_t i = 0; i < p->graph->nodes.count; i++) {
        kinds[p->graph->nodes.items[i].kind] = true;
        standings[p->graph->nodes.items[i].standing] = true;
    }
    for (size_t i = 0; i < p->graph->edges.count; i++) edges[p->graph->edges.items[i].kind] = true;
    Cursor at = {x, x, y, x + width};
    text_lit(p->text, "<g>\n");
    for (int i = 0; i < STANDING_COUNT; i++) {
        bool is_rule = i >= STANDING_APPLIES;
        if (standings[i] && i != STANDING_APPLIES)
            node_sample(p, &at, is_rule ? NODE_PRESUMPTIVE : NODE_DERIVED, (Standing)i,
                        is_rule ? arena_printf(p->arena, "rule that %s",
                                               i == STANDING_STOPPED ? "is stopped by an exception"
                                                                     : standing_name((Standing)i))
                                : str_of(standing_name((Standing)i)));
    }
    for (int i = 0; i < NODE_KIND_COUNT; i++)
        if (kinds[i])
            node_sample(p, &at, (NodeKind)i, node_kind_is_rule((NodeKind)i) ? STANDING_APPLIES : STANDING_ESTABLISHED,
                        str_of(node_kind_name((NodeKind)i)));
    for (int i = 0; i < EDGE_KIND_COUNT; i++)
        if (edges[i]) edge_sample(p, &at, (EdgeKind)i);
    text_lit(p->text, "</g>\n");
    return at.y + ROW;
}

double svg_sources(SvgPicture *p, double x, double y, double width) {
    svg_words(p->text, x, y + 12, "h", STR("Sources"));
    y += 16;
    for (size_t i = 0; i < p->graph->sources.count; i++) {
        svg_words(p->text, x, y + 9.5 * 1.35, "s", arena_printf(p->arena, "[%zu]", i + 1));
        y = add_paragraph(p, p->graph->sources.items[i].text, "s", 9.5, x + 30, y, width - 30);
    }
    return y + 4;
}
