/* Contradictions one after the other; the first ones with how their sides came about. */
#include "runtime/show/conflicts.h"

#include "runtime/show/prose.h"
#include "runtime/show/table.h"
#include "runtime/show/words.h"
#include "runtime/why/through.h"

#define DERIVATIONS_SHOWN 20     /* `why` shows each */
#define CONTRADICTIONS_SHOWN 100 /* JSON has all */

static void side_print(const Store *store, RelId relation, RowId row, const Sources *sources, Grid *grid) {
    RowRef behind = row_behind(store, (RowRef){relation, row});
    RuleId rule = table_rule_of(store_table(store, behind.relation), behind.row);
    Text cell;
    text_init(&cell);
    atom_print(store->program, relation, table_row(store_table(store, relation), row), &cell);
    grid_add(grid, text_str(&cell));
    text_empty(&cell);
    if (rule == NO_ID)
        statements_print(store, behind.relation, behind.row, sources, &cell);
    else
        text_lit(&cell, "by "), rule_name_print(store->program, rule, sources, &cell);
    grid_add(grid, text_str(&cell));
    text_clear(&cell);
}

/* Where a side comes from, if it is not simply given. */
static void derivation_print(const Store *store, RelId relation, RowId row, const Sources *sources, uint32_t *last,
                             Text *text) {
    RowRef behind = row_behind(store, (RowRef){relation, row});
    if (table_rule_of(store_table(store, behind.relation), behind.row) == NO_ID) return;
    Proof *proof = prove(store, behind.relation, behind.row);
    text_lit(text, "  derived\n");
    tree_print(proof, TREE_INNER, sources, last, text);
    proof_free(proof);
}

static void conflict_print(const Conflict *conflict, bool is_derived, const Store *store, const Sources *sources,
                           Text *text) {
    bool is_clash = conflict->key == CLASH_BY_AUDIT;
    text_add(text, is_clash ? STR("audit: what is accepted clashes under the strict rules") : STR("contradiction"));
    if (!is_clash && conflict->key != NO_ID) {
        text_lit(text, " in ");
        RelId said = program_said(store->program, conflict->first);
        key_print(store->program, said, &store->program->relations.items[said].keys[conflict->key], text);
    }
    text_add(text, is_clash ? STR("\n") : STR(": neither is used\n"));
    Grid grid;
    grid_init(&grid, 2, false);
    side_print(store, conflict->first, conflict->first_row, sources, &grid);
    side_print(store, conflict->second, conflict->second_row, sources, &grid);
    grid_print(&grid, "  ", text);
    grid_clear(&grid);
    if (!is_derived) return;
    uint32_t last = 0;
    derivation_print(store, conflict->first, conflict->first_row, sources, &last, text);
    derivation_print(store, conflict->second, conflict->second_row, sources, &last, text);
}

void conflicts_print(const Conflicts *conflicts, const Store *store, const Sources *sources, Text *text) {
    if (conflicts->count && text->length) text_add_char(text, '\n');
    for (size_t i = 0; i < conflicts->count && i < CONTRADICTIONS_SHOWN; i++)
        conflict_print(&conflicts->items[i], i < DERIVATIONS_SHOWN, store, sources, text);
    if (conflicts->count > CONTRADICTIONS_SHOWN)
        text_printf(text, "and %zu more contradictions\n", conflicts->count - CONTRADICTIONS_SHOWN);
}
