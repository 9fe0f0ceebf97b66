/* What a page is written with: headings, paragraphs, lists and tables, as HTML or as Markdown.
 *
 * Words are escaped as the form wants them.  Ids are made of letters, digits, '_' and '-'; in Markdown they are
 * anchors.  Blocks are not to be begun within paragraphs, items or cells. */
#ifndef HENCE_SHOW_PAGE_H
#define HENCE_SHOW_PAGE_H

#include "runtime/show/tree.h"

typedef struct {
    TreeStyle style; /* of proofs on it, whose steps are numbered through all of the page; TREE_MD or TREE_HTML */
    Text *text;
} Page;

static inline bool page_is_html(const Page *page) { return page->style.form == TREE_HTML; }

void page_raw(Page *page, const char *html);                      /* in HTML alone */
void page_heading(Page *page, unsigned level, Str id, Str words); /* id may be empty */

/* ---- words ---- */
void page_words(Page *page, Str words);
void page_strong(Page *page, Str words);
void page_code(Page *page, Str words);
void page_link(Page *page, Str id, Str words); /* to a place of the page */

/* ---- blocks ---- */
void page_paragraph(Page *page, Str words);
void page_paragraph_begin(Page *page);
void page_paragraph_end(Page *page);
void page_list_begin(Page *page);
void page_item_begin(Page *page, Str id); /* id may be empty */
void page_item_end(Page *page);
void page_list_end(Page *page);
/* A table whose rows begin with a heading; its name is for those who do not see it. */
void page_table_begin(Page *page, Str name, const char *const *columns, uint32_t count);
void page_row_begin(Page *page);
void page_cell_begin(Page *page, bool is_heading);
void page_cell_end(Page *page, bool is_heading);
void page_cell_break(Page *page); /* the next line of a cell */
void page_row_end(Page *page);
void page_table_end(Page *page);
/* What folds: in Markdown its heading is a paragraph. */
void page_fold_begin(Page *page, Str words);
void page_fold_end(Page *page);
void page_code_block(Page *page, const char *language, Str lines);

#endif
