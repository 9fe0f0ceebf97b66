/* Markdown as GitHub reads it: pipe tables, and anchors as HTML. */
#include "runtime/show/page.h"

static void add(Page *page, const char *html, const char *md) {
    text_add(page->text, str_of(page_is_html(page) ? html : md));
}

void page_raw(Page *page, const char *html) { add(page, html, ""); }

void page_heading(Page *page, unsigned level, Str id, Str words) {
    if (page_is_html(page)) {
        text_printf(page->text, "<h%u", level);
        if (id.length) text_printf(page->text, " id=\"%.*s\"", STR_FMT(id));
        text_add_char(page->text, '>');
        page_words(page, words);
        text_printf(page->text, "</h%u>\n", level);
        return;
    }
    if (id.length) text_printf(page->text, "<a id=\"%.*s\"></a>\n\n", STR_FMT(id));
    text_add_many(page->text, '#', level);
    text_add_char(page->text, ' ');
    page_words(page, words);
    text_lit(page->text, "\n\n");
}

/* ---- words ---- */

void page_words(Page *page, Str words) {
    if (page_is_html(page))
        text_add_html(page->text, words);
    else
        text_add_md(page->text, words);
}

void page_strong(Page *page, Str words) {
    add(page, "<strong>", "**");
    page_words(page, words);
    add(page, "</strong>", "**");
}

/* Markdown reads no escapes in code, and a backquote would end it. */
void page_code(Page *page, Str words) {
    bool is_plain = page_is_html(page) || !words.length || !memchr(words.text, '`', words.length);
    add(page, "<code>", is_plain ? "`" : "");
    if (page_is_html(page) || !is_plain)
        page_words(page, words);
    else
        text_add(page->text, words);
    add(page, "</code>", is_plain ? "`" : "");
}

void page_link(Page *page, Str id, Str words) {
    if (page_is_html(page)) {
        text_printf(page->text, "<a href=\"#%.*s\">", STR_FMT(id));
        page_words(page, words);
        text_lit(page->text, "</a>");
        return;
    }
    text_add_char(page->text, '[');
    page_words(page, words);
    text_printf(page->text, "](#%.*s)", STR_FMT(id));
}

/* ---- blocks ---- */

void page_paragraph_begin(Page *page) { add(page, "<p>", ""); }
void page_paragraph_end(Page *page) { add(page, "</p>\n", "\n\n"); }

void page_paragraph(Page *page, Str words) {
    page_paragraph_begin(page);
    page_words(page, words);
    page_paragraph_end(page);
}

void page_list_begin(Page *page) { add(page, "<ul>\n", ""); }
void page_list_end(Page *page) { add(page, "</ul>\n", "\n"); }

void page_item_begin(Page *page, Str id) {
    if (page_is_html(page)) {
        text_lit(page->text, "<li");
        if (id.length) text_printf(page->text, " id=\"%.*s\"", STR_FMT(id));
        text_add_char(page->text, '>');
        return;
    }
    text_lit(page->text, "- ");
    if (id.length) text_printf(page->text, "<a id=\"%.*s\"></a>", STR_FMT(id));
}

void page_item_end(Page *page) { add(page, "</li>\n", "\n"); }

void page_table_begin(Page *page, Str name, const char *const *columns, uint32_t count) {
    if (page_is_html(page)) {
        text_lit(page->text, "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
        text_add_html(page->text, name);
        text_lit(page->text, "\">\n<table>\n<thead>\n<tr>");
        for (uint32_t i = 0; i < count; i++) text_printf(page->text, "<th scope=\"col\">%s</th>", columns[i]);
        text_lit(page->text, "</tr>\n</thead>\n<tbody>\n");
        return;
    }
    text_add_char(page->text, '|');
    for (uint32_t i = 0; i < count; i++) text_printf(page->text, " %s |", columns[i]);
    text_lit(page->text, "\n|");
    for (uint32_t i = 0; i < count; i++) text_lit(page->text, " --- |");
    text_add_char(page->text, '\n');
}

void page_row_begin(Page *page) { add(page, "<tr>", "|"); }
void page_cell_begin(Page *page, bool is_heading) { add(page, is_heading ? "<th scope=\"row\">" : "<td>", " "); }
void page_cell_end(Page *page, bool is_heading) { add(page, is_heading ? "</th>" : "</td>", " |"); }
void page_cell_break(Page *page) { add(page, "<br>", "<br>"); }
void page_row_end(Page *page) { add(page, "</tr>\n", "\n"); }
void page_table_end(Page *page) { add(page, "</tbody>\n</table>\n</div>\n", "\n"); }

void page_fold_begin(Page *page, Str words) {
    if (!page_is_html(page)) {
        page_paragraph(page, words);
        return;
    }
    text_lit(page->text, "<details>\n<summary>");
    page_words(page, words);
    text_lit(page->text, "</summary>\n");
}

void page_fold_end(Page *page) { page_raw(page, "</details>\n"); }

void page_code_block(Page *page, const char *language, Str lines) {
    text_printf(page->text, "```%s\n", language);
    text_add(page->text, lines);
    text_lit(page->text, "```\n\n");
}
