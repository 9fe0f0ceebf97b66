/* Rows of boxes: the tallest come first, and low ones stand below each other where a row has room.
 * Several widths of the page are tried, and the one is taken whose result has to be made smallest to fit. */
#include "runtime/draw/packing.h"

#include <stdlib.h>

#define WIDTHS_TRIED 32

typedef struct {
    double width, height;
    uint32_t box;
} Piece;

static int tallest_first(const void *a, const void *b) {
    const Piece *x = a, *y = b;
    if (x->height != y->height) return x->height > y->height ? -1 : 1;
    return (x->box > y->box) - (x->box < y->box);
}

/* Fills rows up to a width; gives the size of all. */
static Box fill_rows(const Piece *pieces, uint32_t count, double width, double gap, Box *boxes) {
    Box all = {0, 0, 0, 0};
    double row_y = 0, row_height = 0, column_x = 0, column_width = 0, column_y = 0;
    for (uint32_t i = 0; i < count; i++) {
        const Piece *piece = &pieces[i];
        bool is_first = i == 0;
        bool fits_below = !is_first && piece->width <= column_width && column_y + piece->height <= row_height;
        if (!fits_below) {
            double x = is_first ? 0 : column_x + column_width + gap;
            if (!is_first && x + piece->width > width) {
                row_y += row_height + gap;
                row_height = 0;
                x = 0;
            }
            column_x = x;
            column_width = piece->width;
            column_y = 0;
        }
        boxes[piece->box].x = column_x;
        boxes[piece->box].y = row_y + column_y;
        column_y += piece->height + gap;
        if (column_y - gap > row_height) row_height = column_y - gap;
        if (column_x + column_width > all.width) all.width = column_x + column_width;
    }
    all.height = row_y + row_height;
    return all;
}

static double smallness(Box size) {
    double by_width = size.width / PAGE_RATIO;
    return by_width > size.height ? by_width : size.height;
}

Box boxes_pack(Box *boxes, uint32_t count, double gap) {
    Piece *pieces = mem_alloc((count + 1) * sizeof *pieces);
    double widest = 0, total = 0;
    for (uint32_t i = 0; i < count; i++) {
        pieces[i] = (Piece){boxes[i].width, boxes[i].height, i};
        if (boxes[i].width > widest) widest = boxes[i].width;
        total += boxes[i].width + gap;
    }
    if (count) qsort(pieces, count, sizeof *pieces, tallest_first);
    double best_width = widest, best = -1;
    for (int i = 0; i <= WIDTHS_TRIED; i++) {
        double part = (double)i / WIDTHS_TRIED, width = widest + (total - widest) * part * part;
        double cost = smallness(fill_rows(pieces, count, width, gap, boxes));
        if (best < 0 || cost < best) best = cost, best_width = width;
    }
    Box all = fill_rows(pieces, count, best_width, gap, boxes);
    mem_free(pieces);
    return all;
}
