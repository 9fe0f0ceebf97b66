/* What is contradicted is told by its id and source where it was given, else by its words. */
#include "runtime/show/clash_words.h"

#include "runtime/show/json_internal.h"
#include "runtime/show/prose.h"

static void row_print(const Store *store, RowRef row, const Sources *sources, Text *text) {
    if (store_origin_count(store, row.relation, row.row) > 0) {
        origin_print(store, sources, origin_least(store, row.relation, row.row), text);
        return;
    }
    text_add_char(text, '"');
    saying_print(store->program, row.relation, table_row(store_table(store, row.relation), row.row), text);
    text_add_char(text, '"');
}

void clash_print(const Store *store, const Contradicted *clash, const Sources *sources, Text *text) {
    if (clash->row.row == NO_ROW) return;
    text_printf(text, "  (what is added leads to a contradiction: neither %s", clash->is_of_added ? "it nor " : "");
    row_print(store, clash->row, sources, text);
    text_printf(text, " %sis used then", clash->is_of_added ? "" : "nor what contradicts it ");
    if (clash->others)
        text_printf(text, "; nor %s %s%llu more %s", clash->others == 1 ? "is" : "are",
                    clash->is_least ? "at least " : "", (unsigned long long)clash->others,
                    clash->others == 1 ? "statement" : "statements");
    text_add_char(text, ')');
}

void clash_member(const Store *store, const Contradicted *clash, Text *text) {
    RowRef row = clash->row;
    text_lit(text, ",\"contradicts\":");
    if (row.row == NO_ROW)
        text_lit(text, "null");
    else
        atom_json(store, row.relation, table_row(store_table(store, row.relation), row.row), text);
}
