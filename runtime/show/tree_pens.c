/* The lines of a proof as indented text, as a nested Markdown list, and as a nested HTML list that folds.
 *
 * Lines come in the order in which they are read, each with its level; a level grows by one at a time.  HTML closes
 * what is open when the next line lies higher. */
#include "runtime/show/tree_internal.h"

#define OPEN_LEVELS 2 /* of HTML that are not folded at first */

static uint32_t level_in(const Pen *pen, const Line *line) {
    return line->level > pen->base ? line->level - pen->base : 0;
}

/* ---- text ---- */

static void text_line(const Pen *pen, const Line *line) {
    Text *text = pen->text;
    text_add_many(text, ' ', (size_t)line->level * 2);
    if (line->level > 0) text_lit(text, "- ");
    if (line->number) text_printf(text, "[%u] ", (unsigned)line->number);
    text_add(text, line->words);
    if (line->note.length && line->folds) {
        text_add_char(text, '\n');
        text_add_many(text, ' ', (size_t)line->level * 2 + 2);
        text_add(text, line->note);
    } else if (line->note.length) {
        size_t width = str_width(line->words);
        text_add_many(text, ' ', 2 + (line->width > width ? line->width - width : 0));
        text_add(text, line->note);
    }
    text_add_char(text, '\n');
}

/* ---- Markdown ---- */

static void md_line(const Pen *pen, const Line *line) {
    Text *text = pen->text;
    text_add_many(text, ' ', (size_t)level_in(pen, line) * 2);
    text_lit(text, "- ");
    if (line->number) text_printf(text, "**(%u)** ", (unsigned)line->number);
    text_add_md(text, line->words);
    if (line->note.length) {
        text_add(text, line->folds ? STR(" — *") : STR(" — "));
        text_add_md(text, line->note);
        if (line->folds) text_add_char(text, '*');
    }
    text_add_char(text, '\n');
}

/* ---- HTML ---- */

static void close_lists(Pen *pen, size_t level) {
    while (pen->open.count > level) {
        bool folds = vec_pop(&pen->open);
        text_lit(pen->text, "</ul>");
        if (pen->open.count) text_add(pen->text, folds ? STR("</details></li>") : STR("</li>"));
        text_add_char(pen->text, '\n');
    }
}

static void html_note(const Pen *pen, const Line *line) {
    Text *text = pen->text;
    if (line->note.length == 0) return;
    text_add(text, line->folds ? STR(" <span class=\"hence-rule\">") : STR(" <span class=\"hence-note\">"));
    if (line->link) text_printf(text, "<a href=\"#hence-step-%u\">", (unsigned)line->link);
    text_add_html(text, line->note);
    text_add(text, line->link ? STR("</a></span>") : STR("</span>"));
}

static void html_line(Pen *pen, const Line *line) {
    Text *text = pen->text;
    uint32_t level = level_in(pen, line);
    close_lists(pen, (size_t)level + 1);
    if (pen->open.count <= level) {
        text_lit(text, "<ul class=\"hence-proof\">\n");
        vec_push(&pen->open, false);
    }
    text_lit(text, "<li");
    if (line->number) text_printf(text, " id=\"hence-step-%u\"", (unsigned)line->number);
    text_add_char(text, '>');
    bool folds = line->folds && line->has_below;
    if (folds) text_add(text, level < OPEN_LEVELS ? STR("<details open><summary>") : STR("<details><summary>"));
    if (line->number) text_printf(text, "<b>[%u]</b> ", (unsigned)line->number);
    text_add_html(text, line->words);
    html_note(pen, line);
    if (folds) text_lit(text, "</summary>");
    if (!line->has_below) {
        text_lit(text, "</li>\n");
        return;
    }
    text_lit(text, "\n<ul>\n");
    vec_push(&pen->open, folds);
}

/* ---- all of them ---- */

void pen_line(Pen *pen, const Line *line) {
    pen->has_begun = true;
    switch (pen->form) {
    case TREE_TEXT: text_line(pen, line); break;
    case TREE_MD: md_line(pen, line); break;
    case TREE_HTML: html_line(pen, line); break;
    }
}

void pen_begin_apart(Pen *pen) {
    if (pen->form == TREE_TEXT) text_add_char(pen->text, '\n');
    if (pen->form == TREE_HTML) close_lists(pen, 0);
    pen->base = 0;
}

void pen_end(Pen *pen) {
    close_lists(pen, 0);
    vec_free(&pen->open);
}
