/* Text in boxes: the words in a few lines that are about twice as wide as high,
 * below them what they rest on in small type. */
#include "runtime/draw/boxes.h"

#include <math.h>

#include "runtime/draw/measure.h"
#include "runtime/draw/writing.h"

#define WIDTH_LEAST 96.0
#define WIDTH_MOST 216.0
#define CHECKS_SHOWN 4
#define CHECK_LINES 3

static const struct {
    double size, height;
    bool is_bold;
} STYLES[LINE_STYLE_COUNT] = {[LINE_WORDS] = {12, 15, false},
                              [LINE_CLAIM] = {12, 15, true},
                              [LINE_HEADING] = {11.5, 15, true},
                              [LINE_CHECK] = {10, 12.5, false},
                              [LINE_SMALL] = {9.5, 12, false}};

static double line_size(LineStyle style) { return STYLES[style].size; }
/* From one line to the next. */
static double line_height(LineStyle style) { return STYLES[style].height; }
static bool line_is_bold(LineStyle style) { return STYLES[style].is_bold; }

typedef struct {
    Vec(BoxLine) lines;
    double limit, width, y;
    Arena *arena;
} Filling;

static void add_lines(Filling *f, Str words, LineStyle style, uint32_t most) {
    Lines lines = text_wrap(words, line_size(style), line_is_bold(style), f->limit, most, f->arena);
    for (uint32_t i = 0; i < lines.count; i++) {
        double width = text_width(lines.items[i], line_size(style), line_is_bold(style));
        f->y += line_height(style);
        vec_push(&f->lines, ((BoxLine){lines.items[i], style, f->y - line_height(style) * 0.25, width}));
    }
    if (lines.width > f->width) f->width = lines.width;
}

static double width_for(const Node *node, const NodeText *text) {
    LineStyle style = LINE_WORDS;
    double length = text_width(text->words, line_size(style), false) + text_width(text->heading, 11.5, true);
    for (uint32_t i = 0; i < node->check_count && i < CHECKS_SHOWN; i++) {
        double check = text_width(node->checks[i], 10, false) * 0.8;
        length += check > 300 ? 300 : check;
    }
    double width = sqrt(length * line_height(style) * 3.2 + 1);
    double heading = text_width_of_longest_word(text->heading, line_size(LINE_HEADING), true);
    double word = text_width_of_longest_word(text->words, line_size(style), false);
    if (width < heading) width = heading;
    if (width < word) width = word;
    return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
}

static void fill(const Node *node, BoxText *box, Box *size, Arena *arena) {
    NodeText text = node_told(node, arena);
    Filling f = {.limit = width_for(node, &text), .y = BOX_PADDING - 4, .arena = arena};
    add_lines(&f, text.heading, LINE_HEADING, 0);
    add_lines(&f, text.words, node->kind == NODE_CLAIM ? LINE_CLAIM : LINE_WORDS, 0);
    if (node->check_count) f.y += 2;
    for (uint32_t i = 0; i < node->check_count && i < CHECKS_SHOWN; i++)
        add_lines(&f, node->checks[i], LINE_CHECK, CHECK_LINES);
    if (node->check_count > CHECKS_SHOWN)
        add_lines(&f, arena_printf(arena, "and %u more checks", (unsigned)(node->check_count - CHECKS_SHOWN)),
                  LINE_CHECK, 0);
    f.y += 2;
    add_lines(&f, text.small, LINE_SMALL, 0);
    *box = (BoxText){arena_copy(arena, f.lines.items, f.lines.count * sizeof(BoxLine)), (uint32_t)f.lines.count};
    vec_free(&f.lines);
    /* a little more, where a picture is shown without fitting its lines */
    *size = (Box){0, 0, f.width * 1.06 + 2 * BOX_PADDING + 4, f.y + BOX_PADDING - 3};
}

void boxes_fill(const Graph *graph, BoxText *texts, Box *sizes, Arena *arena) {
    for (size_t i = 0; i < graph->nodes.count; i++) fill(&graph->nodes.items[i], &texts[i], &sizes[i], arena);
}
