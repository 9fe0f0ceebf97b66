/* What is contradicted is told by its words, and by its id and source where it was given. */
#include "runtime/show/clash_words.h"

#include "runtime/show/json_internal.h"
#include "runtime/show/prose.h"

static void quote(const Store *store, RelId relation, const Value *row, Text *text) {
    text_add_char(text, '"');
    saying_print(store->program, relation, row, text);
    text_add_char(text, '"');
}

static void row_print(const Store *store, RowRef row, const Sources *sources, Text *text) {
    quote(store, row.relation, table_row(store_table(store, row.relation), row.row), text);
    if (store_origin_count(store, row.relation, row.row) == 0) return;
    text_lit(text, " (");
    origin_print(store, sources, origin_least(store, row.relation, row.row), text);
    text_add_char(text, ')');
}

/* `it nor `; of several, each that is not used by its words. */
static void added_print(const Store *store, const Contradicted *clash, const RepairStep *steps, uint32_t count,
                        Text *text) {
    uint32_t which = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (steps[i].kind != STEP_ADD || !(clash->of_added >> which++ & 1)) continue;
        if (count == 1)
            text_lit(text, "it");
        else
            quote(store, steps[i].relation, steps[i].row, text);
        text_lit(text, " nor ");
    }
}

void clash_print(const Store *store, const Contradicted *clash, const RepairStep *steps, uint32_t count,
                 const Sources *sources, Text *text) {
    if (clash->row.row == NO_ROW) return;
    uint32_t added = 0;
    for (uint32_t i = 0; i < count; i++) added += steps[i].kind == STEP_ADD;
    text_printf(text, "  (%s leads to a contradiction: neither ", added == count ? "what is added" : "that");
    added_print(store, clash, steps, count, text);
    row_print(store, clash->row, sources, text);
    text_printf(text, " %sis used then", clash->of_added ? "" : "nor what contradicts it ");
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
