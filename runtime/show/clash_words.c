/* What is contradicted is told by its id and source where it was given, else by its words.  What contradicts it may be
 * what was stated or what follows from that: so only the one is said not to be used. */
#include "runtime/show/clash_words.h"

#include "runtime/judge/levers.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/prose.h"

void clash_print(const Store *store, RowRef clash, const Sources *sources, Text *text) {
    if (clash.row == NO_ROW) return;
    text_lit(text, "  (which makes a contradiction, and this is not used then: ");
    if (store_origin_count(store, clash.relation, clash.row) > 0)
        origin_print(store, sources, origin_least(store, clash.relation, clash.row), text);
    else
        saying_print(store->program, clash.relation, table_row(store_table(store, clash.relation), clash.row), text);
    text_add_char(text, ')');
}

void clash_member(const Store *store, RowRef clash, Text *text) {
    text_lit(text, ",\"contradicts\":");
    if (clash.row == NO_ROW)
        text_lit(text, "null");
    else
        atom_json(store, clash.relation, table_row(store_table(store, clash.relation), clash.row), text);
}
