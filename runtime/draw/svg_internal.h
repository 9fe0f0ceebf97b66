/* A picture while it is written. */
#ifndef HENCE_SVG_INTERNAL_H
#define HENCE_SVG_INTERNAL_H

#include "runtime/draw/boxes.h"
#include "runtime/draw/formats.h"
#include "runtime/draw/writing.h"

typedef struct {
    const Graph *graph;
    const SvgStyle *style;
    Str prefix;
    Layout layout;
    BoxText *texts; /* by node */
    Text *text;
    Arena *arena;
} SvgPicture;

void svg_attribute(Text *text, const char *name, double number); /* ` name="number"` */
void svg_words(Text *text, double x, double y, const char *class, Str words);
void svg_shape(const SvgPicture *p, NodeKind kind, Standing standing, Box box);
void svg_edge_path(const SvgPicture *p, EdgeKind kind, const Curve *route, double dx, double dy);

/* Around the picture; each begins at x and y, is so wide, and gives where it ends. */
double svg_heading(SvgPicture *p, double x, double y, double width);
double svg_legend(SvgPicture *p, double x, double y, double width);
double svg_sources(SvgPicture *p, double x, double y, double width);

#endif
