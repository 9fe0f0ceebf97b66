/* What follows from one fact that has an id is told by that, since that is where one would look; else the row by its words. */
#include "runtime/show/clash_words.h"

#include "runtime/judge/grounds.h"
#include "runtime/judge/levers.h"
#include "runtime/show/prose.h"

/* The given row, or the one fact below it that has an id or a source; false if there are several, or none. */
static bool find_fact(const Store *store, RowRef clash, RowRef *fact) {
    Proof *proof = prove(store, clash.relation, clash.row);
    WrittenAtoms named = facts_below_alone(proof, true);
    bool is_found = named.count == 1;
    if (is_found) {
        RelId given = program_given(store->program, named.items[0].relation);
        *fact = (RowRef){given, table_find(store_table(store, given), named.items[0].row)};
        is_found = fact->row != NO_ROW && store_origin_count(store, given, fact->row) > 0;
    }
    vec_free(&named);
    proof_free(proof);
    return is_found;
}

void clash_print(const Store *store, RowRef clash, const Sources *sources, Text *text) {
    RowRef fact;
    if (clash.row == NO_ROW) return;
    text_lit(text, "  (which contradicts ");
    if (find_fact(store, clash, &fact)) {
        origin_print(store, sources, origin_least(store, fact.relation, fact.row), text);
    } else {
        text_lit(text, "that ");
        saying_print(store->program, clash.relation, table_row(store_table(store, clash.relation), clash.row), text);
    }
    text_lit(text, ": neither is used then)");
}
