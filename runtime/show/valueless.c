/* A group without a row in the table of the aggregate: with rows of its own that are undecided, or without any.  Only a
 * count and a sum are something of no rows. */
#include "runtime/show/valueless.h"

#include "runtime/judge/matching.h"
#include "runtime/judge/parts.h"
#include "runtime/show/words.h"

/* The rows of the group, whatever their values are; false of what is no aggregate, or has a value. */
static bool find_group(const Store *store, const Literal *literal, const Value *bindings, RelId *rows, Term *terms) {
    const Program *program = store->program;
    const Rule *fold = is_aggregate(program, literal) ? program_fold(program, literal->relation) : NULL;
    if (!fold) return false;
    (void)literal_terms(program, literal, bindings, terms);
    *rows = fold->body[0].relation;
    for (uint32_t c = fold->group_count; c < ATOM_COLUMNS; c++) terms[c] = term_any();
    return row_least(store, store_table(store, literal->relation), terms, NULL, false) == NO_ROW;
}

bool aggregate_is_valueless(const Store *store, const Literal *literal, const Value *bindings) {
    Term terms[ATOM_COLUMNS];
    RelId rows;
    if (!find_group(store, literal, bindings, &rows, terms)) return false;
    return literal->kind == LIT_ATOM || row_least_undecided(store, rows, terms, NULL) != NO_ROW;
}

bool valueless_print(const Store *store, const Literal *literal, const Value *bindings, const Sources *sources,
                     Text *text) {
    Term terms[ATOM_COLUMNS];
    RelId rows;
    if (!find_group(store, literal, bindings, &rows, terms)) return false;
    RowId open = row_least_undecided(store, rows, terms, NULL);
    if (open != NO_ROW) {
        text_lit(text, "it has no value: ");
        helper_row_print(store->program, rows, table_row(store_possible(store, rows), open), sources, text);
        text_lit(text, " is undecided");
        return true;
    }
    if (literal->kind == LIT_ATOM) text_lit(text, "there is none");
    return literal->kind == LIT_ATOM;
}
